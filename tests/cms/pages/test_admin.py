"""The editor's way through the CMS: write in Danish, translate side by side, publish both."""

from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import Translation

from cms.pages.models import GuidePage, HouseImage, Term

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def desk(client, editor):
    """A browser in which the editor has proved a second factor."""
    factor = Authenticator.objects.create(user=editor, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(editor)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "id": factor.pk, "type": "totp", "at": 1.0}]
    session["account_authentication_methods_user"] = str(editor.pk)
    session.save()
    return client


def guide(**fields) -> dict:
    body = [
        ("heading", {"text": "Først", "level": "2"}),
        ("prose", rich_text('<p onclick="alert(1)">Ring til os.</p>', features=["bold", "link"])),
    ]
    return nested_form_data(
        {
            "title": "Sådan køber I",
            "slug": "saadan-koeber-i",
            "lead": "Det vigtigste først.",
            "audience": "indkøbere",
            "checked_on": "2026-11-21",
            "body": streamfield(body),
            "comments": inline_formset([]),
            **fields,
        }
    )


def test_the_cms_opens_in_danish_with_our_name(desk):
    html = desk.get(reverse("wagtailadmin_home"), headers={"accept-language": "da"}).content.decode()
    assert '<html lang="da"' in html
    assert "Rummelig" in html
    assert "gravatar" not in html


def test_write_translate_and_publish_both(desk, danish, django_capture_on_commit_callbacks):
    add = reverse("wagtailadmin_pages:add", args=["pages", "guidepage", danish.pk])
    assert desk.get(add).status_code == 200
    response = desk.post(add, {**guide(), "action-publish": "1"})
    page = GuidePage.objects.get(slug="saadan-koeber-i")
    assert response.status_code == 302
    assert "onclick" not in page.body[1].value.source  # cleaned when it was saved
    assert "Ring til os." in desk.get(page.url).content.decode()

    locale = Locale.objects.get(language_code="en")
    submit = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    assert desk.get(submit).status_code == 200
    assert desk.post(submit, {"locales": [locale.pk]}).status_code == 302
    draft = page.get_translation(locale)
    assert not draft.live  # nobody sees Danish under an English address
    editing = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert "Ring til os." in desk.get(editing).content.decode()  # side by side

    translation = Translation.objects.get(target_locale=locale, source__object_id=page.translation_key)
    english = {
        "Sådan køber I": "How to buy",
        "saadan-koeber-i": "how-to-buy",
        "Det vigtigste først.": "The main thing first.",
        "indkøbere": "buyers",
        "Først": "First",
        "Ring til os.": "Call us.",
    }
    for segment in translation.source.stringsegment_set.all():
        address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        assert desk.put(address, urlencode({"value": english[segment.string.data]}), FORM).status_code in (200, 201)
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(editing, {"action": "publish"}).status_code == 302
    html = desk.get("/en/how-to-buy/").content.decode()
    assert "Call us." in html and "Ring til os." not in html
    assert 'href="/da/saadan-koeber-i/" lang="da"' in html


def test_a_picture_without_words_or_with_metadata_does_not_get_in(desk, photo):
    add = reverse("wagtailimages:add")
    root = 1
    assert "description" in desk.post(add, {"title": "x", "file": photo(), "collection": root}).context["form"].errors
    data = {"title": "Køkken", "description": "Et køkken set ovenfra", "file": photo(), "collection": root}
    assert desk.post(add, data).status_code == 302
    with HouseImage.objects.get().file.open("rb") as file:
        assert b"Demogaard" not in file.read()


def test_words_are_kept_in_the_cms(desk):
    data = {"name_da": "diplom", "name_en": "diploma", "text_da": "Et bevis.", "text_en": "A proof."}
    assert desk.get(reverse("wagtailsnippets_pages_term:list")).status_code == 200
    assert desk.post(reverse("wagtailsnippets_pages_term:add"), data).status_code == 302
    assert Term.objects.get().name_en == "diploma"


def test_every_kind_of_page_can_be_begun(desk, danish):
    for model in (*danish.specific_class.creatable_subpage_models(),):
        address = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, danish.pk])
        assert desk.get(address).status_code == 200, model


def test_a_stranger_does_not_get_in(client, db):
    assert client.get(reverse("wagtailadmin_home")).status_code == 302
