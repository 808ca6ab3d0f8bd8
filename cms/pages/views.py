"""The site search, the short address of the accessibility statement, and what search engines ask for."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.pages import queries
from cms.pages.models.links import page_url


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Pages in the reader's language that match `q`."""
    text = request.GET.get("q", "")
    found = queries.search(text, get_language(), request.GET.get("side", 1))
    context = {
        "text": text,
        "query": urlencode({"q": text}),
        "results": found.page,
        "terms": found.terms,
        "glossary": queries.glossary_url(get_language()),
    }
    return render(request, "pages/search.html", context)


@require_safe
def was(request: HttpRequest) -> HttpResponse:
    """The short address every Danish public site has: it leads to the accessibility statement."""
    page = queries.accessibility_page(get_language())
    if page is None:
        raise Http404
    return redirect(page_url(page))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: the public pages. A demo is invented, so nothing of it belongs in an index."""
    return render(
        request,
        "pages/robots.txt",
        {"closed": settings.DEMO, "sitemap": f"{settings.SITE_URL}/sitemap.xml"},
        content_type="text/plain; charset=utf-8",
    )


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page with its versions in other languages."""
    return render(request, "pages/sitemap.xml", {"urls": queries.sitemap()}, content_type="application/xml")
