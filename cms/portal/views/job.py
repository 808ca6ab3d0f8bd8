"""Being written."""

from django.http import HttpResponse


def job(request, **_):
    """Being written."""
    return HttpResponse("")
