"""Error pages. The 500 page needs nothing, so that it stands when everything else has fallen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be read."""
    return HttpResponse(loader.get_template("400.html").render(), status=400)


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: inside, but without the role."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not for you to know."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: ours to mend."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)
