"""What base.html knows on every page: menu, footer, languages, who is logged in, whether this is a demo."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.pages import queries as pages


def languages(request: HttpRequest) -> list[dict]:
    """The page in each language; a translated CMS page knows its own address, other pages differ by prefix only."""
    here = get_language()
    known = getattr(request, "page_translations", {})  # set by a page's serve: {language code: url}
    found = []
    for code, name in settings.LANGUAGES:
        url = known.get(code) or (f"/{code}/" if known else translate_url(request.get_full_path(), code))
        found.append({"code": code, "name": name, "url": url, "current": code == here})
    return found


def user_menu(request: HttpRequest) -> list[dict]:
    """What a logged-in person can go to."""
    user = request.user
    if not user.is_authenticated:
        return []
    items = [{"label": _("Min forside"), "url": reverse("portal:start")}]
    if user.has_perm("wagtailadmin.access_admin"):
        items.append({"label": _("Redigér sider"), "url": reverse("wagtailadmin_home")})
    if settings.DEMO:
        items.append({"label": _("Udbakke"), "url": reverse("portal:outbox")})
    items.append({"label": _("Min konto"), "url": reverse("portal:account")})
    return items


def link(name: str) -> str:
    """The address of a view of a room that may not be there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def build(request: HttpRequest) -> dict:
    """The `house` of the templates; built only when a template reads it."""
    language = get_language() or settings.LANGUAGE_CODE
    nav = [dict(item, active=request.path.startswith(item["url"])) for item in pages.menu(language)]
    if "search" in settings.ROOMS:
        url = reverse("portal:find")
        nav.insert(0, {"label": _("Find leverandør"), "url": url, "active": request.path.startswith(url)})
    return {
        "demo": settings.DEMO,
        "rooms": settings.ROOMS,
        "nav": nav,
        "footer": pages.footer(language),
        "languages": languages(request),
        "user_menu": user_menu(request) if hasattr(request, "user") else [],
        "links": {"verify": link("diplomas:verify"), "api": link("v1:docs"), "home": f"/{language}/"},
        "version": settings.VERSION,
    }


def house(request: HttpRequest) -> dict:
    """Context processor: everything base.html needs under one name."""
    return {"house": SimpleLazyObject(lambda: build(request))}
