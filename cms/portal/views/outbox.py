"""Being written."""

from django.http import HttpResponse


def outbox(request, **_):
    """Being written."""
    return HttpResponse("")
