"""Links an editor makes: to a page, to a place in the product, or out of the house."""

from types import SimpleNamespace
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction

# Places in the product an editor may point to. A room that is switched off has no URL, and the link is left out.
PLACES = {
    "find": ("portal:find", _("Find leverandør")),
    "verify": ("diplomas:verify", _("Tjek et diplom")),
    "sources": ("portal:sources", _("Kilder")),
    "api": ("v1:docs", _("API-dokumentation")),
    "login": ("account_login", _("Log på")),
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def place_url(place: str) -> str:
    """The address of a place in the product in the language of now, or nothing when its room is switched off."""
    try:
        return reverse(PLACES[place][0]) if place in PLACES else ""
    except NoReverseMatch:
        return ""


def safe_address(address: str) -> str:
    """The address if a reader may be sent there, else nothing: no scripts, no data, no scheme we do not know."""
    address = (address or "").strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme:
        return address if parts.scheme.lower() in SCHEMES else ""
    return address if address.startswith(("/", "?", "#")) and not address.startswith("//") else ""


def site_cache() -> SimpleNamespace:
    """Something that remembers the site roots while several page addresses are made, as Wagtail does on a request."""
    return SimpleNamespace(_wagtail_site=None)


def page_url(page: Page, cache: SimpleNamespace | None = None) -> str:
    """The page's own address, in its own language."""
    return page.get_url(cache or site_cache()) or ""


def absolute(url: str) -> str:
    """The whole address, on the host this site is known by."""
    return url if "://" in url else f"{settings.SITE_URL}{url}"


def is_open() -> Q:
    """The condition that a page may be read by anyone: neither it nor a page above it is closed.

    Wagtail's own `public()` fetches all closed places first and asks again for each; this is part of the one query.
    """
    closed = PageViewRestriction.objects.alias(reader=ExpressionWrapper(OuterRef("path"), CharField()))
    return ~Exists(closed.filter(reader__startswith=F("page__path")))


def page_links(page_ids: list[int], language: str) -> dict[int, dict]:
    """For each page id that is live and public: its title, address and language, in `language` where it is translated.

    A page that has no live version in the language keeps another one, and `lang` says which; a page that is a draft,
    gone or private is missing from the answer. One query, however many ids.
    """
    if not page_ids:
        return {}
    keys = Page.objects.filter(pk__in=page_ids).values("translation_key")
    family = list(Page.objects.filter(translation_key__in=keys).annotate(is_open=is_open()).select_related("locale"))
    key_of = {page.pk: page.translation_key for page in family}
    best: dict = {}
    for page in sorted(family, key=lambda page: (page.locale.language_code == language, -page.locale_id)):
        if page.live and page.is_open:
            best[page.translation_key] = page  # the last one wins: the reader's language, else the first locale
    cache = site_cache()
    found = {}
    for pk in page_ids:
        if page := best.get(key_of.get(pk)):
            code = page.locale.language_code
            found[pk] = {"label": page.title, "url": page_url(page, cache), "lang": "" if code == language else code}
    return found


def resolve_each(values: list, language: str | None = None) -> list[dict]:
    """For each link value what a template draws (label, url, lang, note); an empty dict where it leads nowhere."""
    language = language or translation.get_language()
    pages = page_links([value["page"].pk for value in values if value.get("page")], language)
    links = []
    for value in values:
        target = {}
        if value.get("page"):
            target = pages.get(value["page"].pk, {})
        elif value.get("place") in PLACES:
            target = {"url": place_url(value["place"]), "label": PLACES[value["place"]][1], "lang": ""}
        elif value.get("address"):
            target = {"url": safe_address(value["address"]), "label": value["address"], "lang": ""}
        if not target.get("url"):
            links.append({})
            continue
        links.append({**target, "label": value.get("label") or target["label"], "note": value.get("note") or ""})
    return links


def resolve(values: list, language: str | None = None) -> list[dict]:
    """The links that lead somewhere, in order."""
    return [link for link in resolve_each(values, language) if link]
