"""A small site to try things on: the front pages the migrations made, and words for making pages below them."""

import datetime
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Locale

from cms.pages import models, services
from tests.registry.factories import UserFactory

DAY = datetime.date(2026, 11, 19)


@pytest.fixture
def danish(db) -> models.HomePage:
    """The Danish front page."""
    return models.HomePage.objects.get(locale__language_code="da")


@pytest.fixture
def english(db) -> models.HomePage:
    """The English front page."""
    return models.HomePage.objects.get(locale__language_code="en")


@pytest.fixture
def grow(db):
    """Make a page below another: `grow(SectionPage, parent, "Title", slug="title")`; published unless live=False."""

    def make(model, parent, title, *, live=True, **fields):
        parent.refresh_from_db()
        page = parent.add_child(instance=model(title=title, live=live, locale=parent.locale, **fields))
        if live:
            page.save_revision().publish()
        return page

    return make


@pytest.fixture
def translate(db):
    """Put a page into English as an editor does: a draft is made, the words are filled in, it is published."""
    from wagtail_localize.models import StringTranslation, Translation
    from wagtail_localize.operations import translate_object

    def run(page, words: dict[str, str], *, publish=True):
        locale = Locale.objects.get(language_code="en")
        translate_object(page, [locale])
        translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)
        for segment in translation.source.stringsegment_set.all():
            if segment.string.data in words:
                StringTranslation.objects.create(
                    translation_of=segment.string,
                    context=segment.context,
                    locale=locale,
                    data=words[segment.string.data],
                )
        translation.save_target(publish=False)
        target = translation.get_target_instance()
        if publish:
            target.get_latest_revision().publish()
        return type(page).objects.get(pk=target.pk)

    return run


@pytest.fixture
def editor(db):
    """Someone who may edit, publish and translate every page."""
    user = UserFactory(email="redaktoer@demo.example")
    services.sync_editor_group()
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def photo():
    """Bytes of a photo as a telephone makes it: with place, owner, comment and a note on how it was held."""

    def take(kind="JPEG", size=(60, 40), orientation=1, name="arbejdsplads.jpg") -> ContentFile:
        picture = Image.new("RGB", size, (40, 90, 110))
        exif = Image.Exif()
        exif[0x0112] = orientation
        exif[0x013B] = "Ole Prøvesen"
        exif[0x8298] = "Demogaard"
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (55.0, 40.0, 12.0)
        out = BytesIO()
        extra = {"comment": b"hemmelig note", "xmp": b"<x:xmpmeta>hemmelig</x:xmpmeta>"} if kind == "JPEG" else {}
        picture.save(out, kind, **({} if kind == "GIF" else {"exif": exif}), **extra)
        return ContentFile(out.getvalue(), name=name)

    return take
