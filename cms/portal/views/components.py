"""The component page: the visual alphabet on one sheet (mock-up 12)."""

from django.shortcuts import render


def components(request):
    """Show every component with its states."""
    return render(request, "portal/components.html")
