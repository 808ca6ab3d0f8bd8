"""Who may edit, and ready-made pages that are planted once."""

import pytest
from wagtail.images.models import Image
from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import StringTranslation, Translation

from cms.pages import models, services
from cms.pages.readers import ready_made

pytestmark = pytest.mark.django_db

SPECS = [
    {
        "key": "home",
        "type": "HomePage",
        "title": {"da": "Rummelig", "en": "Rummelig"},
        "slug": {"da": "forside", "en": "front"},
        "heading": {"da": "Køb her", "en": "Buy here"},
        "story": "case",
        "footer": [
            {
                "column": {
                    "title": {"da": "Om", "en": "About"},
                    "links": [{"label": {"da": "Læs", "en": "Read"}, "page": "stories"}],
                }
            }
        ],
    },
    {
        "key": "stories",
        "type": "SectionPage",
        "parent": "home",
        "title": {"da": "Historier", "en": "Stories"},
        "slug": {"da": "historier", "en": "stories"},
        "lead": {"da": "Sådan er det.", "en": "This is how it is."},
        "show_in_menus": True,
        "body": [
            {"heading": {"da": "Først", "en": "First"}},
            {"prose": {"da": "Se **[her](page:case)**.\n\n- ét", "en": "Look **[here](page:case)**.\n\n- one"}},
            {"steps": {"steps": [{"title": {"da": "Gør", "en": "Do"}, "text": {"da": "Nu.", "en": "Now."}}]}},
        ],
    },
    {
        "key": "case",
        "type": "CasePage",
        "parent": "stories",
        "title": {"da": "Opvasken", "en": "The washing-up"},
        "slug": {"da": "opvasken", "en": "the-washing-up"},
        "workplace": {"da": "Åmose Køkken", "en": "Åmose Køkken"},
        "quote": {"da": "Den kunne vente", "en": "It could wait"},
        "who": "Jens Eksempelsen",
    },
]


def test_an_editor_may_write_publish_translate_and_fetch_pictures(editor, danish):
    can = danish.permissions_for_user(editor)
    assert can.can_edit() and can.can_publish() and can.can_add_subpage() and can.can_unpublish()
    assert editor.has_perm("wagtailadmin.access_admin")
    assert editor.has_perm("wagtail_localize.submit_translation")
    assert editor.has_perms(["pages.add_term", "pages.change_term", "pages.delete_term"])
    for verb in ("add", "change", "choose"):
        assert policy_registry.get_by_type(models.HouseImage).user_has_permission(editor, verb)


def test_an_editor_decides_nothing_about_people_sites_or_languages(editor):
    for permission in ("accounts.change_user", "auth.change_group", "wagtailcore.add_site", "wagtailcore.add_locale"):
        assert not editor.has_perm(permission)


def test_giving_the_permissions_again_changes_nothing(editor):
    def counted():
        group = services.sync_editor_group()
        return (
            group.permissions.count(),
            group.page_permissions.count(),
            group.collection_permissions.count(),
            Collection.objects.count(),
            Image.objects.count(),
        )

    assert counted() == counted()


def test_pages_are_planted_in_both_languages(client, danish):
    assert services.plant_pages(pages=SPECS) == 3
    danish_page = client.get("/da/historier/").content.decode()
    assert '<b><a href="/da/historier/opvasken/">her</a></b>' in danish_page
    english_page = client.get("/en/stories/").content.decode()
    assert '<b><a href="/en/stories/the-washing-up/">here</a></b>' in english_page
    assert "<h3>Do</h3>" in english_page and "<li>one</li>" in english_page
    front = client.get("/en/").content.decode()
    assert "Buy here" in front and "“It could wait”" in front and 'href="/en/stories/">Read</a>' in front


def test_the_tree_is_sound_after_planting(danish):
    services.plant_pages(pages=SPECS)
    assert not any(Page.find_problems())


def test_the_english_is_a_translation_an_editor_can_continue(danish):
    services.plant_pages(pages=SPECS)
    for translation in Translation.objects.all():
        assert (
            translation.get_status_display() == "Up to date"
            or translation.get_progress()[0] == (translation.get_progress()[1])
        )
    assert StringTranslation.objects.filter(data="Now.").exists()


def test_what_editors_changed_or_deleted_stays_so(danish):
    services.plant_pages(pages=SPECS)
    page = models.CasePage.objects.get(slug="opvasken")
    models.CasePage.objects.get(slug="the-washing-up").delete()
    page.title = "Rettet af en redaktør"
    page.save_revision().publish()
    assert services.plant_pages(pages=SPECS) == 0
    page.refresh_from_db()
    assert page.title == "Rettet af en redaktør"
    assert not models.CasePage.objects.filter(slug="the-washing-up").exists()


def test_words_are_planted_once_and_an_editors_change_stays(db):
    terms = ready_made().terms
    assert services.plant_terms(terms=terms) == len(terms) >= 25
    models.Term.objects.filter(name_da="diplom").update(text_da="Rettet.")
    assert services.plant_terms(terms=terms) == 0
    assert models.Term.objects.get(name_da="diplom").text_da == "Rettet."


def test_all_ready_made_pages_are_planted_and_answer(client, danish):
    """The real content, whole: every page answers in both languages, and nothing is left in Danish."""
    content = ready_made()
    services.plant_terms(terms=content.terms)
    services.plant_pages(pages=content.pages)
    pages = list(Page.objects.filter(depth__gt=1).select_related("locale"))
    assert len(pages) == 2 * len(content.pages)
    for page in pages:
        response = client.get(page.url)
        assert response.status_code == 200, page.url
    english = [page for page in pages if page.locale.language_code == "en"]
    slugs = {page.slug for page in pages if page.locale.language_code == "da"}
    assert not slugs & {page.slug for page in english}
    for translation in Translation.objects.select_related("source"):
        total, done = translation.get_progress()
        assert total == done, translation.source
