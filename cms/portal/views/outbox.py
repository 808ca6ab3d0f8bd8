"""The demo's mailbox: letters that would have left the house. The operator sees all, others their own."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from registry.core.models import OutboxMessage
from registry.organisations.domain.roles import Role
from registry.organisations.permissions.roles import house_roles

PAGE_SIZE = 20


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Letters, newest first. Outside the demo the page is not there: letters carry links that open doors."""
    if not settings.DEMO:
        raise Http404
    user = request.user
    sees_all = user.is_superuser or Role.OPERATOR in house_roles(user)
    rows = OutboxMessage.objects.order_by("-created_at", "-pk")
    if not sees_all:
        rows = rows.filter(to__iexact=user.email)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("side"))
    return render(request, "portal/outbox.html", {"page": page, "sees_all": sees_all})
