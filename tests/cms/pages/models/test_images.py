"""No door into the picture store goes around the cleaning."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from cms.pages.models import HouseImage


def stored(image: HouseImage) -> bytes:
    with image.file.open("rb") as file:
        return file.read()


@pytest.fixture
def form(photo):
    def fill(file, **data):
        root = Collection.get_first_root_node()
        data = {"title": "Køkken", "description": "Et køkken set ovenfra", "collection": root.pk, **data}
        return get_image_form(HouseImage)(data, {"file": file}, instance=HouseImage())

    return fill


@pytest.mark.django_db
def test_a_picture_saved_by_code_is_clean(photo):
    image = HouseImage.objects.create(title="Køkken", description="Et køkken", file=photo(orientation=6))
    assert b"Demogaard" not in stored(image)
    assert (image.width, image.height) == (40, 60)
    assert image.file_size == len(stored(image))


@pytest.mark.django_db
def test_a_picture_uploaded_in_the_cms_is_clean_and_its_hash_is_that_of_the_clean_file(form, photo):
    from wagtail.images.utils import hashlib

    filled = form(photo())
    assert filled.is_valid(), filled.errors
    image = filled.save()
    assert b"Demogaard" not in stored(image)
    assert image.file_hash == hashlib.sha1(stored(image)).hexdigest()


@pytest.mark.django_db
def test_a_rendition_is_clean(photo):
    image = HouseImage.objects.create(title="Køkken", description="Et køkken", file=photo(size=(400, 300)))
    with image.get_rendition("width-200|format-webp").file.open("rb") as file:
        assert b"Demogaard" not in file.read()


@pytest.mark.django_db
def test_a_new_file_in_place_of_an_old_one_is_cleaned_too(photo):
    image = HouseImage.objects.create(title="Køkken", description="Et køkken", file=photo())
    image.file = photo(size=(30, 20))
    image.save()
    assert b"Demogaard" not in stored(image)
    assert image.width == 30


@pytest.mark.django_db
def test_saving_again_leaves_the_file_alone(photo):
    image = HouseImage.objects.create(title="Køkken", description="Et køkken", file=photo())
    before = (image.file.name, stored(image))
    image.title = "Køkken 2"
    image.save()
    assert (image.file.name, stored(image)) == before


@pytest.mark.django_db
def test_a_picture_needs_words_for_those_who_do_not_see_it(form, photo):
    filled = form(photo(), description="")
    assert "description" in filled.errors


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["script.jpg", "tegning.svg", "billede.exe"])
def test_a_file_that_only_claims_to_be_a_picture_is_refused(form, name):
    assert "file" in form(ContentFile(b"<script>alert(1)</script>", name=name)).errors


@pytest.mark.django_db
def test_code_cannot_store_a_kind_we_do_not_clean(photo):
    with pytest.raises(ValidationError):
        HouseImage(title="x", description="x", file=photo("GIF", name="x.gif")).save()
