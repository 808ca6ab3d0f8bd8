"""Pages about places of work and departments."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.organisations.domain.refusals import Reason, Refusal
from registry.organisations.forms.places import DepartmentForm, HeadCountForm, UnitForm
from registry.organisations.forms.refusals import LISTING_WORDS
from registry.organisations.permissions.organisation import OrganisationVerb as Verb
from registry.organisations.permissions.organisation import departments, organisations, units
from registry.organisations.queries import why_not_listed
from registry.organisations.services import places
from registry.organisations.views.own import form_page, municipality_hint
from registry.organisations.views.ways import data_of, own_url, own_way, show_refusal, status_of

UNIT_FIELDS = (
    "name",
    "street",
    "postal_code",
    "city",
    "municipality",
    "employees_fte",
    "employees_on",
    "opened_on",
    "closed_on",
)
DEPARTMENT_FIELDS = ("name", "unit", "description", "description_language", "places", "places_free", "wants_listing")
FIELD_OF = {Reason.NUMBER_TAKEN: "number", Reason.FOREIGN_UNIT: "unit", Reason.FREE_ABOVE_PLACES: "places_free"}


@form_page
def unit_new(request: HttpRequest, public_id) -> HttpResponse:
    """A new place of work."""
    organisation = organisations.get(request.user, Verb.EDIT, public_id=public_id)
    form = UnitForm(data_of(request), on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            unit = places.add_unit(organisation, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal, FIELD_OF.get(refusal.reason))
        else:
            messages.success(request, _("%(name)s er tilføjet.") % {"name": unit.name})
            return redirect(own_url(organisation))
    context = {"organisation": organisation, "form": form, "crumbs": own_way(organisation, _("Nyt arbejdssted"))}
    return render(request, "organisations/unit_form.html", context, status=status_of(form))


@form_page
def unit_edit(request: HttpRequest, public_id) -> HttpResponse:
    """Correct a place of work."""
    unit = units.get(request.user, Verb.EDIT, public_id=public_id)
    on = timezone.localdate()
    form = UnitForm(
        data_of(request),
        on=on,
        unit=unit,
        hint="" if unit.municipality_id else municipality_hint(unit.postal_code, on=on),
        initial={name: getattr(unit, name) for name in UNIT_FIELDS},
    )
    if request.method == "POST" and form.is_valid():
        places.edit_unit(unit, by=request.user, **form.cleaned_data)
        messages.success(request, _("Arbejdsstedet er gemt."))
        return redirect(own_url(unit.organisation))
    context = {
        "organisation": unit.organisation,
        "unit": unit,
        "form": form,
        "crumbs": own_way(unit.organisation, unit.name),
    }
    return render(request, "organisations/unit_form.html", context, status=status_of(form))


@form_page
def department_new(request: HttpRequest, public_id) -> HttpResponse:
    """A new inclusive department."""
    organisation = organisations.get(request.user, Verb.EDIT_DEPARTMENTS, public_id=public_id)
    form = DepartmentForm(
        data_of(request),
        on=timezone.localdate(),
        organisation=organisation,
        initial={"wants_listing": True, "places": 0, "places_free": 0},
    )
    if request.method == "POST" and form.is_valid():
        try:
            department = places.add_department(organisation, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal, FIELD_OF.get(refusal.reason))
        else:
            messages.success(request, _("%(name)s er tilføjet. Opgør nu de ansatte.") % {"name": department.name})
            return redirect("organisations:department_heads", public_id=department.public_id)
    context = {"organisation": organisation, "form": form, "crumbs": own_way(organisation, _("Ny afdeling"))}
    return render(request, "organisations/department_form.html", context, status=status_of(form))


@form_page
def department_edit(request: HttpRequest, public_id) -> HttpResponse:
    """Correct a department."""
    department = departments.get(request.user, Verb.EDIT_DEPARTMENTS, public_id=public_id)
    organisation, on = department.organisation, timezone.localdate()
    initial = {name: getattr(department, name) for name in DEPARTMENT_FIELDS}
    initial["functions"] = list(department.functions.order_by("sort_key", "pk"))
    form = DepartmentForm(data_of(request), on=on, organisation=organisation, department=department, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            places.edit_department(department, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal, FIELD_OF.get(refusal.reason))
        else:
            messages.success(request, _("Afdelingen er gemt."))
            return redirect(own_url(organisation))
    context = {
        "organisation": organisation,
        "department": department,
        "form": form,
        "crumbs": own_way(organisation, department.name),
    }
    return render(request, "organisations/department_form.html", context, status=status_of(form))


@form_page
def department_heads(request: HttpRequest, public_id) -> HttpResponse:
    """Count the heads; shown to nobody else."""
    department = departments.get(request.user, Verb.SEE_HEAD_COUNTS, public_id=public_id)
    organisation, on = department.organisation, timezone.localdate()
    initial = {}
    if department.counted_on:
        initial = {"staff": department.staff, "staff_target_group": department.staff_target_group}
    form = HeadCountForm(data_of(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        counts = form.cleaned_data
        places.set_head_counts(
            department, staff=counts["staff"], target_group=counts["staff_target_group"], by=request.user, on=on
        )
        reason = why_not_listed(department, on=on)
        if reason is None:
            messages.success(request, _("Opgørelsen er gemt. Afdelingen kan vises."))
        else:
            text = _("Opgørelsen er gemt. Afdelingen vises ikke: %(reason)s")
            messages.warning(request, text % {"reason": LISTING_WORDS[reason]})
        return redirect(own_url(organisation))
    context = {
        "organisation": organisation,
        "department": department,
        "form": form,
        "crumbs": own_way(organisation, department.name),
    }
    return render(request, "organisations/department_heads.html", context, status=status_of(form))
