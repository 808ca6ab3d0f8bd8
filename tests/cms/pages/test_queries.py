"""Menu, foot, site search and sitemap: one language at a time, live and open pages only, few questions."""

import json

import pytest
from wagtail.models import PageViewRestriction

from cms.pages import queries
from cms.pages.models import GuidePage, SectionPage, Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def sections(danish, grow, translate):
    """Two themes in the menu, of which one is translated; one that is not in the menu; one draft."""
    first = grow(SectionPage, danish, "Jobrunder", slug="jobrunder", show_in_menus=True)
    grow(SectionPage, danish, "Sociale klausuler", slug="klausuler", show_in_menus=True)
    grow(SectionPage, danish, "Vejledninger", slug="vejledninger")
    grow(SectionPage, danish, "Kladde", slug="kladde", show_in_menus=True, live=False)
    translate(first, {"Jobrunder": "Job rounds", "jobrunder": "job-rounds"})
    return first


def foot(front, *links: dict) -> None:
    column = {"title": "Om", "links": [{"type": "item", "id": str(n), "value": link} for n, link in enumerate(links)]}
    front.footer = json.dumps([{"type": "column", "id": "a", "value": column}])
    front.save_revision().publish()


def test_the_menu_is_what_editors_ticked_in_that_language(sections, django_assert_num_queries):
    queries.menu("da")
    with django_assert_num_queries(1):
        menu = queries.menu("da")
    assert menu == [
        {"label": "Jobrunder", "url": "/da/jobrunder/"},
        {"label": "Sociale klausuler", "url": "/da/klausuler/"},
    ]
    assert queries.menu("en") == [{"label": "Job rounds", "url": "/en/job-rounds/"}]


def test_a_closed_page_and_what_lies_below_it_are_not_in_the_menu(sections):
    PageViewRestriction.objects.create(page=sections, restriction_type="login")
    assert [item["label"] for item in queries.menu("da")] == ["Sociale klausuler"]


def test_the_foot_leads_to_the_language_of_the_reader(danish, english, sections, django_assert_num_queries):
    foot(danish, {"page": sections.pk}, {"place": "find", "label": "Find"}, {"place": "verify"})
    foot(english, {"page": sections.pk}, {"page": sections.get_siblings().get(slug="klausuler").pk})
    assert queries.footer("da") == [
        {
            "title": "Om",
            "links": [
                {"label": "Jobrunder", "url": "/da/jobrunder/", "lang": "", "note": ""},
                {"label": "Find", "url": "/da/find/", "lang": "", "note": ""},
            ],
        }
    ]
    with django_assert_num_queries(3):
        [column] = queries.footer("en")
    assert [(link["url"], link["lang"]) for link in column["links"]] == [
        ("/en/job-rounds/", ""),
        ("/da/klausuler/", "da"),
    ]


def test_a_language_without_a_front_page_has_no_foot():
    assert queries.footer("de") == []


def test_the_search_finds_whole_words_and_beginnings_in_one_language(danish, grow, translate):
    page = grow(GuidePage, danish, "Om diplomer", slug="om", lead="Leverandører med diplom.")
    translate(page, {"Om diplomer": "On diplomas", "om": "on", "Leverandører med diplom.": "Suppliers with a diploma."})
    assert [hit["label"] for hit in queries.search("leverandør", "da").page.object_list] == ["Om diplomer"]
    assert [hit["url"] for hit in queries.search("supplier", "en").page.object_list] == ["/en/on/"]
    assert not queries.search("supplier", "da").page.object_list


def test_the_search_reads_the_body(danish, grow):
    body = json.dumps([{"type": "prose", "value": "<p>Om opvask klokken ti.</p>", "id": "1"}])
    grow(GuidePage, danish, "Historie", slug="historie", body=body)
    assert queries.search("opvask", "da").page.paginator.count == 1


def test_the_search_shows_no_draft_and_no_closed_page(danish, grow):
    grow(GuidePage, danish, "Hemmelig kladde", slug="kladde", live=False)
    closed = grow(GuidePage, danish, "Hemmelig side", slug="side")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert queries.search("hemmelig", "da").page.paginator.count == 0


@pytest.mark.parametrize("text", ["", "   ", '"', "a OR", "((", "%", "'; drop table", "æ" * 300, "NEAR(x", "\0"])
def test_the_search_bears_whatever_is_typed(text):
    assert queries.search(text, "da").page.paginator.count == 0


def test_the_search_explains_a_word_by_what_others_call_it(db):
    Term.objects.create(
        name_da="jobrunde", name_en="job round", text_da="Et forløb.", text_en="A course.", instead_of_da="pulje"
    )
    assert [term.name_da for term in queries.search("pulje", "da").terms] == ["jobrunde"]


def test_the_search_asks_no_more_for_many_than_for_few(danish, grow, django_assert_max_num_queries):
    for number in range(12):
        grow(GuidePage, danish, f"Vejledning {number}", slug=f"v-{number}")
    queries.search("vejledning", "da")
    with django_assert_max_num_queries(10):
        assert queries.search("vejledning", "da").page.paginator.count == 12


def test_the_sitemap_knows_every_version_in_one_question(sections, django_assert_num_queries):
    queries.sitemap()
    with django_assert_num_queries(1):
        rows = {row["url"]: row for row in queries.sitemap()}
    assert "http://testserver/da/kladde/" not in rows
    assert rows["http://testserver/da/jobrunder/"]["versions"] == [
        {"code": "da", "url": "http://testserver/da/jobrunder/"},
        {"code": "en", "url": "http://testserver/en/job-rounds/"},
    ]
