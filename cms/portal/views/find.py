"""Being written."""

from django.http import HttpResponse


def find(request, **_):
    """Being written."""
    return HttpResponse("")
