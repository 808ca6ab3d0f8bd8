"""The ready-made texts themselves: whole in both languages, plain, and about nobody real."""

import re

import pytest

from cms.pages.domain.markup import to_html
from cms.pages.domain.texts import lix, table_rows
from cms.pages.readers import ready_made
from cms.pages.services.ready_made import in_language

CONTENT = ready_made()
FORBIDDEN = re.compile(
    r"marginalis|socialt udstødt|udsatte borgere|matchgruppe|kontrolgruppe|samtykke|jobcenteret", re.I
)


def pairs(value):
    if isinstance(value, dict):
        if "da" in value or "en" in value:
            yield value
        else:
            for part in value.values():
                yield from pairs(part)
    elif isinstance(value, list):
        for part in value:
            yield from pairs(part)


def texts(value, language):
    value = in_language(value, language)
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in {
                "key",
                "type",
                "parent",
                "slug",
                "scene",
                "kind",
                "page",
                "place",
                "story",
                "level",
                "address",
            }:
                yield from texts(part, language)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, language)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("page", CONTENT.pages, ids=lambda page: page["key"])
def test_every_text_is_there_in_both_languages_with_the_same_build(page):
    for pair in pairs(page):
        assert pair.keys() == {"da", "en"}, pair
        assert all(pair.values()), pair
        tags = [re.findall(r"<[^>]+>", to_html(pair[language])) for language in ("da", "en")]
        assert tags[0] == tags[1], pair
        shapes = [[len(row) for row in table_rows(pair[language])] for language in ("da", "en")]
        if "|" in pair["da"]:
            assert shapes[0] == shapes[1], pair


@pytest.mark.parametrize("page", CONTENT.pages, ids=lambda page: page["key"])
def test_the_danish_is_plain(page):
    words = " ".join(f"{text.strip().rstrip('.')}." for text in texts(page, "da"))
    words = re.sub(r"\]\([^)]*\)", "", words).replace("|", ".").replace("\n", ". ")
    assert lix(words) <= 40, round(lix(words), 1)


@pytest.mark.parametrize("page", CONTENT.pages, ids=lambda page: page["key"])
def test_words_we_do_not_use_are_not_used(page):
    for text in texts(page, "da"):
        assert not FORBIDDEN.search(text), text
        assert "!" not in text, text


def test_links_between_pages_lead_somewhere():
    keys = {page["key"] for page in CONTENT.pages}
    told = set()
    for page in CONTENT.pages:
        told |= set(re.findall(r"\(page:([a-z-]+)\)", str(page))) | set(re.findall(r"'page': '([a-z-]+)'", str(page)))
    assert told <= keys


def test_parents_come_first_and_keys_are_unique():
    seen = set()
    for page in CONTENT.pages:
        assert page["key"] not in seen
        assert page.get("parent", "home") in seen | {"home"}
        seen.add(page["key"])


def test_every_word_is_explained_in_both_languages():
    names = [term["name"]["da"] for term in CONTENT.terms]
    assert len(names) == len(set(names)) >= 25
    for term in CONTENT.terms:
        for pair in term.values():
            assert pair.keys() == {"da", "en"}


def test_the_word_list_of_the_product_is_in_the_glossary():
    avoided = " ".join(term.get("instead_of", {}).get("da", "") for term in CONTENT.terms)
    for word in ("akkrediteret", "pulje", "samtykke", "skånehensyn", "marginaliserede", "sanktion", "jobcenter"):
        assert word in avoided
