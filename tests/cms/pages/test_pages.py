"""Every kind of page draws itself, in both languages, with a fixed number of questions to the database."""

import json

import pytest
from wagtail.models import PageViewRestriction

from cms.pages import models
from tests.cms.pages.conftest import DAY

pytestmark = pytest.mark.django_db

BODY = json.dumps(
    [
        {"type": "heading", "id": "1", "value": {"text": "Først", "level": "2"}},
        {"type": "prose", "id": "2", "value": "<p>Tekst & <b>mere</b>.</p>"},
        {"type": "quote", "id": "3", "value": {"text": "Ja", "who": "Jens Eksempelsen", "lang": "en"}},
        {
            "type": "fact",
            "id": "4",
            "value": {"title": "Regel", "text": "<p>En.</p>", "source": "Lov", "checked_on": "2026-11-21"},
        },
        {"type": "table", "id": "5", "value": {"caption": "Tal", "rows": "A | B\n1 | 2"}},
        {"type": "callout", "id": "6", "value": {"kind": "warning", "title": "Pas på", "text": "<p>Nu.</p>"}},
        {
            "type": "steps",
            "id": "7",
            "value": {"steps": [{"type": "item", "id": "8", "value": {"title": "Ét", "text": "<p>Gør.</p>"}}]},
        },
    ]
)
KINDS = {
    models.SectionPage: {"scene": "diploma"},
    models.GuidePage: {"audience": "indkøbere", "checked_on": DAY},
    models.CasePage: {"workplace": "Åmose Køkken", "quote": "Vi flyttede opvasken", "who": "Jens Eksempelsen"},
    models.NewsIndexPage: {},
    models.GlossaryPage: {},
    models.ContactPage: {"phone": "00 00 00 12", "email": "a@b.example", "authority": "Bøgely Kommune"},
    models.TextPage: {"checked_on": DAY},
    models.AccessibilityPage: {"phone": "00 00 00 12", "email": "a@b.example"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_draws_itself(client, danish, grow, kind):
    page = grow(kind, danish, "Plads & ro", slug="side", lead="Kort <sagt>.", body=BODY, **KINDS[kind])
    response = client.get(page.url)
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<h1") == 1
    assert "Plads &amp; ro</h1>" in html
    assert "Kort &lt;sagt&gt;." in html
    assert '<h2 id="foerst">Først</h2>' in html
    assert "»Ja«" in html
    assert 'hreflang="da" href="http://testserver/da/side/"' in html


def test_news_and_their_list(client, danish, grow):
    index = grow(models.NewsIndexPage, danish, "Nyheder", slug="nyheder")
    for number in range(12):
        grow(models.NewsPage, index, f"Nyhed {number}", slug=f"n-{number}", date=DAY.replace(day=1 + number))
    first = client.get(index.url).content.decode()
    assert "Nyhed 11" in first and "Nyhed 1<" not in first
    assert "Nyhed 1<" in client.get(index.url, {"side": "2"}).content.decode()
    assert client.get(index.url, {"side": "mange"}).status_code == 200
    assert "12. november 2026" in client.get(f"{index.url}n-11/").content.decode()


def test_the_empty_front_pages_stand_from_the_first_migration(client):
    assert "Køb ind dér" in client.get("/da/").content.decode()
    english = client.get("/en/").content.decode()
    assert "Buy where there is room" in english
    assert '<html lang="en">' in english


def test_the_front_page_gathers_doors_story_and_news(client, danish, grow):
    stories = grow(models.SectionPage, danish, "Historier", slug="historier")
    case = grow(models.CasePage, stories, "Opvasken", slug="opvasken", invented=True, **KINDS[models.CasePage])
    index = grow(models.NewsIndexPage, danish, "Nyheder", slug="nyheder")
    for number in range(5):
        grow(models.NewsPage, index, f"Nyhed {number}", slug=f"n-{number}", date=DAY.replace(day=1 + number))
    danish.refresh_from_db()
    danish.story = case
    danish.doors_title = "Hvad vil I?"
    door = {"scene": "doors", "title": "Vi køber", "text": "Søg.", "link": {"place": "find", "label": "Find"}}
    danish.doors = json.dumps([{"type": "door", "id": "1", "value": door}])
    danish.popular = json.dumps([{"type": "search", "id": "2", "value": {"label": "Grønne områder"}}])
    danish.save_revision().publish()
    html = client.get("/da/").content.decode()
    assert "»Vi flyttede opvasken«" in html and "Opdigtet eksempel" in html
    assert 'href="/da/find/"' in html
    assert "q=gr%C3%B8nne%20omr%C3%A5der".lower() in html.lower()
    assert "Nyhed 4" in html and "Nyhed 1" not in html
    assert "Er diplomet ægte?" not in html  # nothing answers that yet


def test_the_front_page_searches_the_register_by_service_and_place(client):
    html = client.get("/da/").content.decode()
    assert '<form class="search-box" method="get" role="search" action="/da/find/">' in html
    assert 'name="q"' in html and 'name="to"' in html


def test_the_front_page_stands_when_the_search_is_off(client, settings):
    settings.ROOMS = ["api"]
    html = client.get("/da/").content.decode()
    assert "search-box" not in html


def test_the_language_switch_leads_to_the_translation_when_it_is_live(client, danish, grow, translate):
    page = grow(models.GuidePage, danish, "Udbud", slug="udbud")
    draft = translate(page, {"Udbud": "Tenders", "udbud": "tenders"}, publish=False)
    assert 'href="/en/" lang="en"' in client.get(page.url).content.decode()
    draft.get_latest_revision().publish()
    assert 'href="/en/tenders/" lang="en"' in client.get(page.url).content.decode()
    assert 'href="/da/udbud/" lang="da"' in client.get("/en/tenders/").content.decode()


def test_a_page_that_mirrors_the_other_language_says_which_language_it_is(client, danish, english, grow):
    page = grow(models.TextPage, danish, "Privatliv", slug="privatliv")
    page.copy_for_translation(english.locale, alias=True)
    assert '<article class="writing" lang="da">' in client.get("/en/privatliv/").content.decode()


def test_a_draft_is_not_found_and_a_closed_page_asks_for_login(client, danish, grow):
    assert client.get(grow(models.TextPage, danish, "Kladde", slug="kladde", live=False).url).status_code == 404
    closed = grow(models.TextPage, danish, "Lukket", slug="lukket")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert client.get(closed.url).status_code == 302


def test_a_section_asks_no_more_for_many_pages_than_for_few(client, danish, grow, django_assert_num_queries):
    section = grow(models.SectionPage, danish, "Vejledninger", slug="vejledninger")
    grow(models.GuidePage, section, "Nul", slug="nul")

    def count() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(section.url).status_code == 200
        return len(queries)

    count()
    few = count()
    for number in range(8):
        grow(models.GuidePage, section, f"Vejledning {number}", slug=f"v-{number}")
    assert count() == few <= 20


def test_the_glossary_follows_the_danish_alphabet(client, danish, grow):
    for name in ("åben", "virksomhed", "ærlig", "zebra"):
        models.Term.objects.create(name_da=name, name_en=name, text_da="x", text_en="x")
    page = grow(models.GlossaryPage, danish, "Ordliste", slug="ordliste")
    html = client.get(page.url).content.decode()
    places = [html.index(f">{name}</dt>") for name in ("virksomhed", "zebra", "ærlig", "åben")]
    assert places == sorted(places)


def test_an_assessment_has_a_day(danish, grow):
    from django.core.exceptions import ValidationError

    page = models.AccessibilityPage(title="x", slug="x", phone="1", email="a@b.example", status="full")
    with pytest.raises(ValidationError):
        danish.add_child(instance=page)
