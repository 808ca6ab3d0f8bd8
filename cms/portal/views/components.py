"""The component page: the visual alphabet on one sheet (mock-up 12)."""

from django.shortcuts import render

from cms.portal.forms import SheetForm


def components(request):
    """Show every component with its states; the example form is sent with nothing in it."""
    return render(request, "portal/components.html", {"example": SheetForm({"total": ""})})
