"""The first page after login, composed by role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cms.portal.queries import first_screen, health
from registry.organisations.domain.roles import Role


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What waits for this person, role by role."""
    now = timezone.now()
    on = timezone.localdate()
    sections = first_screen.sections(request.user, on=on, now=now)
    context = {
        "sections": sections,
        "contact": first_screen.contact(),
        "find_url": first_screen.address("portal:find"),
        "is_citizen": any(section.role == Role.CITIZEN for section in sections),
        "health": health.states() if any(section.role == Role.OPERATOR for section in sections) else {},
    }
    return render(request, "portal/start.html", context)
