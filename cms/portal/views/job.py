"""How far a piece of long work is: for who asked for it, and for the operator."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from registry.core.models import Job
from registry.organisations.domain.roles import Role
from registry.organisations.permissions.roles import house_roles


@require_GET
def job(request: HttpRequest, public_id) -> HttpResponse:
    """The page; htmx asks for the part that moves, and without JavaScript the page asks for itself."""
    user = request.user
    rows = Job.objects.filter(public_id=public_id)
    if not (user.is_superuser or Role.OPERATOR in house_roles(user)):
        rows = rows.filter(requested_by=user)
    row = rows.first()
    if row is None:
        raise Http404
    is_open = row.state in {Job.State.QUEUED, Job.State.RUNNING}
    context = {"job": row, "is_open": is_open, "result_url": result_url(row)}
    template = "portal/_job.html" if request.htmx else "portal/job.html"
    response = render(request, template, context)
    if request.htmx and not is_open:
        response["HX-Refresh"] = "true"  # the whole page once more: it ends the asking and shows the result
    return response


def result_url(row: Job) -> str:
    """Where the result is; the work says so itself, and only a place in this house is believed."""
    url = str(row.result.get("url", "")) if row.state == Job.State.DONE else ""
    return url if url.startswith("/") and not url.startswith("//") else ""
