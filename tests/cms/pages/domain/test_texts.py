"""Anchors, tables typed as lines, readability and plain markup."""

import pytest

from cms.pages.domain.markup import to_html
from cms.pages.domain.texts import anchor, lix, table_rows


@pytest.mark.parametrize(
    ("text", "name"),
    [("Ærlig øl på åen", "aerlig-oel-paa-aaen"), ("  Hvad nu? ", "hvad-nu"), ("É 2", "e-2"), ("»«", "afsnit")],
)
def test_an_anchor_spells_danish_letters_out(text, name):
    assert anchor(text) == name


def test_a_table_line_may_begin_with_an_empty_cell():
    assert table_rows(" | RSV | Diplom\nHvem | Staten | Vi") == [["", "RSV", "Diplom"], ["Hvem", "Staten", "Vi"]]


def test_long_sentences_and_long_words_are_harder():
    assert lix("Kom i dag. Ring først.") < lix("Virksomhedsindgangens tilgængelighedserklæring opdateres halvårligt.")
    assert lix("") == 0


def test_markup_lets_no_html_through():
    assert to_html("<script>x</script>") == "<p>&lt;script&gt;x&lt;/script&gt;</p>"


def test_a_link_is_made_by_the_caller():
    assert to_html("[her](page:kontakt)", lambda address: f'id="{address}"') == '<p><a id="page:kontakt">her</a></p>'


def test_a_small_heading_stands_alone():
    assert to_html("### Trin\n\n- ét") == "<h3>Trin</h3><ul><li>ét</li></ul>"
