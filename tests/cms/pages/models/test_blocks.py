"""The nine blocks: what an editor is told, and what a migration is not."""

import datetime

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.blocks import StreamValue
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.pages.models import SectionPage
from cms.pages.models.blocks import BodyBlock, LinkBlock, TableBlock


def draw(kind: str, value) -> str:
    body = BodyBlock()
    stream = StreamValue(body, [{"type": kind, "value": value, "id": "1"}], is_lazy=True)
    with translation.override("da"):
        return render_to_string("pages/_body.html", {"body": stream})


def test_a_migration_names_a_block_by_its_class_alone():
    for block in BodyBlock().child_blocks.values():
        path, arguments, options = block.deconstruct()
        assert path.startswith("cms.pages.models.blocks.")
        assert (arguments, options) == ([], {})


@pytest.mark.parametrize("rows", ["Kun overskrift", "A | B\n1 | 2 | 3", ""])
def test_a_crooked_table_is_refused(rows):
    block = TableBlock()
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({"caption": "x", "rows": rows}))


def test_a_table_has_headings_for_rows_and_columns():
    html = draw("table", {"caption": "Timer", "rows": "Uge | Timer\n1 | 12", "source": "Egen optælling, 2026"})
    assert '<th scope="col">Uge</th>' in html
    assert '<th scope="row">1</th>' in html
    assert "<caption>Timer</caption>" in html


@pytest.mark.parametrize(
    "target",
    [{}, {"address": "javascript:alert(1)"}, {"address": "//evil.example"}, {"address": "/da/", "place": "find"}],
)
def test_a_link_has_one_target_a_reader_may_be_sent_to(target):
    block = LinkBlock()
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({"label": "Her", **target}))


def test_a_dangerous_link_that_got_in_another_way_is_not_drawn():
    item = {"type": "item", "id": "2", "value": {"label": "Her", "address": " javascript:alert(1)"}}
    assert "javascript" not in draw("links", {"title": "", "links": [item]})


def test_a_fact_says_where_it_comes_from_and_when():
    value = {
        "title": "Regler",
        "text": "<p>En ting.</p>",
        "source": "Lov nr. 1",
        "checked_on": datetime.date(2026, 11, 21),
    }
    html = draw("fact", {**value, "checked_on": "2026-11-21"})
    assert "Lov nr. 1" in html
    assert "21. november 2026" in html


def test_a_quotation_keeps_its_own_language():
    value = {"text": "We moved the washing-up", "who": "Jens Eksempelsen", "lang": "en"}
    assert '<blockquote class="quote" lang="en">' in draw("quote", value)


def test_what_is_not_ready_says_so():
    assert "På vej" in draw("callout", {"kind": "soon", "title": "Ansøgning", "text": "<p>Senere.</p>"})


@pytest.mark.django_db
def test_a_link_list_asks_two_questions_however_long_it_is(danish, grow, django_assert_num_queries):
    pages = [grow(SectionPage, danish, f"Tema {n}", slug=f"tema-{n}") for n in range(4)]
    links = [{"type": "item", "id": str(page.pk), "value": {"page": page.pk}} for page in pages]
    html = draw("links", {"title": "Se også", "links": links})  # the root paths are remembered from here on
    assert html.count("<li>") == 4
    with django_assert_num_queries(2):  # the chosen pages, their live versions
        draw("links", {"title": "Se også", "links": links})
