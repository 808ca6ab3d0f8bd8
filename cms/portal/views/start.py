"""Being written."""

from django.http import HttpResponse


def start(request, **_):
    """Being written."""
    return HttpResponse("")
