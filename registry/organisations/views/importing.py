"""The secretariat's import: a file is read, looked at, loaded or thrown away; a person settles rows that wait."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from registry.core.domain.lifecycle import IllegalMove
from registry.core.services import request_job
from registry.organisations.documents import importing as words
from registry.organisations.domain.import_rows import Finding, Problem
from registry.organisations.domain.importing import IMPORT
from registry.organisations.domain.refusals import Reason, Refusal
from registry.organisations.forms.importing import AttachForm, CreateForm, DismissForm, UploadForm
from registry.organisations.forms.refusals import WORDS
from registry.organisations.models import ImportBatch, ImportRow
from registry.organisations.permissions.organisation import OrganisationVerb as Verb
from registry.organisations.permissions.organisation import batches, import_rows, organisations
from registry.organisations.queries import desk
from registry.organisations.readers import MAX_BYTES, Unreadable, read_sheet
from registry.organisations.services import importing
from registry.organisations.views.own import form_page
from registry.organisations.views.ways import chosen_one, desk_way, show_refusal, status_of

PAGE_SIZE = 100
AT_ONCE = 500  # rows that are loaded while the person waits; more become a job
ENVELOPE = 64 * 1024  # what a browser wraps around the file
TOO_LARGE = Finding(0, "", Problem.TOO_LARGE, str(MAX_BYTES // 1024 // 1024))


@csrf_exempt  # only so that the size can be asked before the body is read; the page inside is protected
@form_page
def import_upload(request: HttpRequest) -> HttpResponse:
    """Choose a file. One that says it is too large is refused before it is received."""
    organisations.require(request.user, Verb.IMPORT)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES + ENVELOPE:
        return show_upload(request, UploadForm(), faults=(TOO_LARGE,), status=413)
    return receive(request)


@csrf_protect
def receive(request: HttpRequest) -> HttpResponse:
    """Read the file that came, and show what would become of it."""
    if request.method != "POST":
        return show_upload(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_upload(request, form, status=422)
    file = form.cleaned_data["file"]
    if file.size > MAX_BYTES:
        return show_upload(request, form, faults=(TOO_LARGE,), status=413)
    try:
        sheet = read_sheet(file.read())
    except Unreadable as error:
        return show_upload(request, form, faults=error.findings, status=422)
    plan = importing.plan_import(sheet.rows, sheet.form, on=timezone.localdate(), allow_demo=settings.DEMO)
    if plan.is_refused:
        return show_upload(request, form, faults=plan.findings, plan=plan, status=422)
    if not plan.does_something:
        return show_upload(request, form, plan=plan)
    batch = importing.keep_import(sheet.rows, plan, sha256=sheet.sha256, file_name=file.name, by=request.user)
    for column in sheet.ignored:
        messages.warning(request, _("Kolonnen »%(column)s« kendes ikke og er sprunget over.") % {"column": column})
    return redirect("organisations:import_batch", public_id=batch.public_id)


def show_upload(request: HttpRequest, form, *, faults=(), plan=None, status: int = 200) -> HttpResponse:
    """The page with the file field, and what was wrong with the file that came."""
    context = {
        "form": form,
        "faults": [words.explain(fault) for fault in faults[:200]],
        "fault_count": len(faults),
        "nothing_new": plan is not None and not faults,
        "rows": len(plan.steps) if plan else 0,
        "batches": ImportBatch.objects.select_related("created_by").order_by("-created_at", "-pk")[:10],
        "crumbs": desk_way(_("Indlæs fra fil")),
    }
    return render(request, "organisations/import_upload.html", context, status=status)


@require_GET
def import_batch(request: HttpRequest, public_id) -> HttpResponse:
    """A kept file: before it is loaded what would become of each row, afterwards what became of it."""
    batch = batches.get(request.user, Verb.IMPORT, public_id=public_id)
    counts = words.summary(batch)
    labels = dict(ImportRow.Outcome.choices)
    wanted = request.GET.get("vis", "")
    rows = batch.rows.select_related("organisation").order_by("line")
    if wanted in labels:
        rows = rows.filter(outcome=wanted)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("side"))
    number_column = "company_id" if batch.form == ImportBatch.Form.RAW else "cvr"
    context = {
        "batch": batch,
        "moves": IMPORT.allowed(batch.state),
        "counts": [
            {"key": key, "label": label, "count": counts[key], "current": key == wanted}
            for key, label in labels.items()
            if key in counts
        ],
        "wanted": wanted if wanted in labels else "",
        "page": page,
        "rows": [
            {
                "row": row,
                "number": row.values.get(number_column, ""),
                "name": row.values.get("name", ""),
                "fault": words.explain_row(row),
            }
            for row in page
        ],
        "query": f"vis={wanted}" if wanted in labels else "",
        "crumbs": desk_way((_("Indlæs fra fil"), reverse("organisations:import")), batch.file_name),
    }
    return render(request, "organisations/import_batch.html", context)


@require_POST
def import_load(request: HttpRequest, public_id) -> HttpResponse:
    """Load a kept file: at once when it is small, as a job with progress when it is not."""
    batch = batches.get(request.user, Verb.IMPORT, public_id=public_id)
    if batch.row_count > AT_ONCE and batch.state == "previewed":
        job = request_job(
            "organisations.import",
            key=f"organisations.import:{batch.public_id}",
            payload={"batch": str(batch.public_id), "language": get_language()},
            by=request.user,
        )
        return redirect("portal:job", public_id=job.public_id)
    try:
        plan = importing.load_import(
            batch, by=request.user, on=timezone.localdate(), at=timezone.now(), allow_demo=settings.DEMO
        )
    except IllegalMove:
        messages.error(request, WORDS[Reason.SETTLED])
    else:
        if plan.is_refused:
            messages.error(request, _("Filen passer ikke længere. Kassér den, og læs den ind igen."))
        else:
            messages.success(request, _("Filen er indlæst."))
    return redirect("organisations:import_batch", public_id=public_id)


@require_POST
def import_discard(request: HttpRequest, public_id) -> HttpResponse:
    """Throw a kept file away."""
    batch = batches.get(request.user, Verb.IMPORT, public_id=public_id)
    try:
        importing.discard_import(batch, by=request.user)
    except IllegalMove:
        messages.error(request, WORDS[Reason.SETTLED])
        return redirect("organisations:import_batch", public_id=public_id)
    messages.success(request, _("Filen er kasseret. Intet er indlæst."))
    return redirect("organisations:import")


# --- Rows that wait ---------------------------------------------------------------------------------------------
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Rows that need a person."""
    import_rows.require(request.user, Verb.SETTLE)
    page = Paginator(desk.waiting_rows(), PAGE_SIZE).get_page(request.GET.get("side"))
    context = {
        "page": page,
        "rows": [{"row": row, "name": row.values.get("name", ""), "fault": words.explain_row(row)} for row in page],
        "crumbs": desk_way(_("Rækker, der venter")),
    }
    return render(request, "organisations/waiting_list.html", context)


@form_page
def waiting_row(request: HttpRequest, public_id) -> HttpResponse:
    """One row: attach it, make an organisation of it, or lay it away with a reason."""
    row = import_rows.get(request.user, Verb.SETTLE, public_id=public_id)
    verb = request.POST.get("verb") if request.method == "POST" else None
    spelt = importing.content_name(row)
    forms = {
        "attach": AttachForm(request.POST if verb == "attach" else None),
        "create": CreateForm(
            request.POST if verb == "create" else None, initial={"name": spelt, "kind": "unknown"}, prefix="new"
        ),
        "dismiss": DismissForm(request.POST if verb == "dismiss" else None, prefix="away"),
    }
    if verb in forms and forms[verb].is_valid():
        try:
            done = settle(request, row, verb, forms[verb])
        except Refusal as refusal:
            show_refusal(forms[verb], refusal, "number")
        else:
            if done:
                messages.success(request, done)
                return redirect("organisations:waiting")
    text = request.GET.get("q", "")
    context = {
        "row": row,
        "is_open": row.outcome == ImportRow.Outcome.WAITING and row.batch.state == "loaded",
        "name": spelt,
        "cells": [(name, value) for name, value in row.values.items() if name and value],
        "fault": words.explain_row(row),
        "likely": desk.likely(row),
        "text": text,
        "found": desk.find_organisations(text).filter(merged_into=None)[:20] if text.strip() else [],
        "form": next((form for form in forms.values() if form.is_bound), forms["create"]),
        "create": forms["create"],
        "dismiss": forms["dismiss"],
        "crumbs": desk_way((_("Rækker, der venter"), reverse("organisations:waiting")), spelt or str(row.line)),
    }
    return render(request, "organisations/waiting_row.html", context, status=status_of(*forms.values()))


def settle(request: HttpRequest, row: ImportRow, verb: str, form) -> str:
    """Do one of the three; what was done in words, or nothing when the choice made no sense."""
    data, now = form.cleaned_data, timezone.now()
    if verb == "attach":
        organisation = chosen_one(request, data["organisation"])
        if organisation is None:
            form.add_error(None, _("Vælg en organisation."))
            return ""
        importing.attach_row(row, organisation, by=request.user, at=now)
        return _("Rækken er knyttet til %(name)s.") % {"name": organisation.name}
    if verb == "create":
        organisation = importing.create_from_row(row, by=request.user, at=now, **data)
        return _("%(name)s er oprettet.") % {"name": organisation.name}
    importing.dismiss_row(row, reason=data["reason"], by=request.user, at=now)
    return _("Rækken er lagt væk.")
