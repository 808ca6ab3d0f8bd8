"""Running text is cleaned at the last door, whatever was stored."""

import pytest
from django.utils import translation
from wagtail.rich_text import RichText

from cms.pages.models import SectionPage
from cms.pages.templatetags.pages import prose

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "dirty",
    [
        "<p>Hej<script>alert(1)</script></p>",
        '<p onclick="alert(1)">Hej</p>',
        '<p><a href="javascript:alert(1)">Hej</a></p>',
        '<p>Hej<img src=x onerror="alert(1)"></p>',
        "<p>Hej<iframe src='https://evil.example'></iframe></p>",
        "<style>p{}</style><p>Hej</p>",
        '<p style="position:fixed">Hej</p>',
        '<svg><a xlink:href="javascript:alert(1)"><text>Hej</text></a></svg>',
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>Hej",
    ],
)
def test_nothing_that_runs_or_overlays_is_shown(dirty):
    html = str(prose(RichText(dirty)))
    for sign in ("script", 'onerror="', "onclick", "<img", "<iframe", "<style", "style=", "<svg"):
        assert sign not in html


def test_the_few_tags_of_running_text_stay():
    source = '<h3>Trin</h3><p>Ring til <b>os</b> <a href="tel:00000012">nu</a>.</p><ul><li>ét</li></ul>'
    assert prose(RichText(source)) == source


def test_a_link_to_a_page_of_the_other_language_says_so(danish, grow):
    page = grow(SectionPage, danish, "Jobrunder", slug="jobrunder")
    text = RichText(f'<p><a linktype="page" id="{page.pk}">Læs</a></p>')
    with translation.override("da"):
        assert '<a href="/da/jobrunder/">' in prose(text)
    with translation.override("en"):
        assert '<a href="/da/jobrunder/" hreflang="da">' in prose(text)


def test_links_of_a_text_are_asked_for_together(danish, grow, django_assert_num_queries):
    pages = [grow(SectionPage, danish, f"Tema {n}", slug=f"tema-{n}") for n in range(4)]
    text = RichText("".join(f'<p><a linktype="page" id="{page.pk}">Læs</a></p>' for page in pages))
    prose(text)
    with django_assert_num_queries(1):
        assert prose(text).count("href=") == 4


def test_a_link_to_a_page_that_is_gone_becomes_text(db):
    assert "href" not in prose(RichText('<p><a linktype="page" id="99999">Læs</a></p>'))
