"""Where the facts come from: every code list with its source, edition and terms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.codes.queries import sources as code_sources


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """All sources on one page."""
    return render(request, "portal/sources.html", {"sources": code_sources()})
