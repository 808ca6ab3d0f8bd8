"""What the frame of every page, the site search and the sitemap read."""

import re
from dataclasses import dataclass
from itertools import islice

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import Q
from wagtail.models import Locale, Page

from cms.pages.models import AccessibilityPage, GlossaryPage, HomePage, Term
from cms.pages.models.links import absolute, is_open, page_url, resolve_each, site_cache

RESULTS_A_PAGE = 20
MAX_RESULTS = 200
_WORDS = re.compile(r"\w+")
MENU_DEPTH = 3  # right below the front page


def menu(language: str) -> list[dict]:
    """The main menu: the live, public pages below the front page that an editor ticked. One query."""
    pages = (
        Page.objects.live()
        .filter(is_open())
        .in_menu()
        .filter(locale__language_code=language, depth=MENU_DEPTH)
        .order_by("path")
        .select_related("locale")
    )
    cache = site_cache()
    return [{"label": page.title, "url": page_url(page, cache)} for page in pages]


def home(language: str) -> HomePage | None:
    """The front page of a language."""
    return HomePage.objects.live().filter(locale__language_code=language).order_by("path").first()


def footer(language: str) -> list[dict]:
    """The columns of links at the foot of every page (title, links), as the front page of the language has them.

    Three queries at most, however many links; a link whose page is not live or whose room is off is left out.
    """
    front = home(language)
    if front is None:
        return []
    values = [block.value for block in front.footer]
    links = iter(resolve_each([link for value in values for link in value["links"]], language))
    return [
        {"title": value["title"], "links": [link for link in islice(links, len(value["links"])) if link]}
        for value in values
    ]


@dataclass(frozen=True)
class Found:
    """What a site search found: a page of results, and the words of the glossary that match."""

    page: ResultPage
    terms: list[Term]


def search(text: str, language: str, number: int | str = 1) -> Found:
    """Live, public pages in one language. Whole words first, then words that begin so: `leverandør` finds
    `leverandører`, which a search for whole words would not."""
    text = " ".join(_WORDS.findall(text[:100]))  # signs mean things to the stores' search languages, not to readers
    if not text:
        return Found(Paginator([], RESULTS_A_PAGE).get_page(1), [])
    locale = Locale.objects.filter(language_code=language).first()
    pages = Page.objects.live().public().filter(locale=locale, depth__gt=1)  # the search knows no subqueries
    whole = [page.pk for page in pages.search(text, operator="and")[:MAX_RESULTS]]
    begun = [page.pk for page in pages.autocomplete(text, operator="and")[:MAX_RESULTS]]
    result = Paginator(list(dict.fromkeys(whole + begun))[:MAX_RESULTS], RESULTS_A_PAGE).get_page(number)
    by_pk = {page.pk: page for page in Page.objects.filter(pk__in=result.object_list).specific()}
    cache = site_cache()
    result.object_list = [
        {
            "label": by_pk[pk].title,
            "url": page_url(by_pk[pk], cache),
            "text": getattr(by_pk[pk], "lead", "") or by_pk[pk].search_description,
            "kind": by_pk[pk]._meta.verbose_name,
        }
        for pk in result.object_list
        if pk in by_pk
    ]
    return Found(result, words(text, language))


def words(text: str, language: str) -> list[Term]:
    """At most three words of the glossary that are called so, or that are said instead of it."""
    match = Q(**{f"name_{language}__icontains": text}) | Q(**{f"instead_of_{language}__icontains": text})
    return list(Term.objects.filter(match).order_by("name_da")[:3])


def sitemap() -> list[dict]:
    """Every live, public page with its address, its day and its versions in other languages. One query."""
    cache = site_cache()
    pages = Page.objects.live().filter(is_open()).filter(depth__gt=1).select_related("locale").order_by("path")
    rows = [(page, absolute(url)) for page in pages if (url := page_url(page, cache))]
    versions: dict = {}
    for page, url in rows:
        versions.setdefault(page.translation_key, []).append({"code": page.locale.language_code, "url": url})
    return [
        {"url": url, "changed": page.last_published_at, "versions": versions[page.translation_key]}
        for page, url in rows
    ]


def accessibility_page(language: str) -> AccessibilityPage | None:
    """The accessibility statement in the language, else in any."""
    pages = AccessibilityPage.objects.live().filter(is_open()).select_related("locale").order_by("path")
    return next((page for page in pages if page.locale.language_code == language), None) or pages.first()


def glossary_url(language: str) -> str:
    """Where the words are explained, in the language."""
    page = GlossaryPage.objects.live().filter(is_open()).filter(locale__language_code=language).order_by("path").first()
    return page_url(page) if page else ""
