"""Being written."""

from django.http import HttpResponse


def profile(request, **_):
    """Being written."""
    return HttpResponse("")
