"""The organisation's own pages; the secretariat works on the same ones."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry.organisations.domain.refusals import Reason, Refusal
from registry.organisations.forms.organisation import AliasForm, DetailsForm, IdentityForm
from registry.organisations.forms.refusals import LISTING_WORDS, WORDS
from registry.organisations.models import Organisation
from registry.organisations.permissions.organisation import OrganisationVerb as Verb
from registry.organisations.permissions.organisation import organisations, visible_number
from registry.organisations.permissions.roles import own_organisations
from registry.organisations.queries import desk, names_of, resolve
from registry.organisations.services import registering
from registry.organisations.views.ways import data_of, own_url, own_way, show_refusal, status_of

form_page = require_http_methods(["GET", "HEAD", "POST"])
DETAILS = (*DetailsForm.base_fields, "municipality")
IDENTITY = (*IdentityForm.base_fields, "legal_form")


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The organisations one acts for; straight to it when there is one."""
    rows = Organisation.objects.current().filter(pk__in=own_organisations(request.user)).order_by("sort_key", "pk")
    rows = [row for row in rows if organisations.allows(request.user, Verb.SEE, row)]
    if len(rows) == 1:
        return redirect("organisations:own", public_id=rows[0].public_id)
    return render(request, "organisations/own_list.html", {"organisations": rows})


@require_GET
def own(request: HttpRequest, public_id) -> HttpResponse:
    """Everything the register says about the organisation, and where to change it."""
    organisation = organisations.get(request.user, Verb.SEE, public_id=public_id)
    on, user = timezone.localdate(), request.user
    departments = [
        {"row": row, "reason": LISTING_WORDS.get(reason, "")}
        for row, reason in desk.departments_of(organisation, on=on)
    ]
    context = {
        "organisation": organisation,
        "stands_for": resolve(organisation) if organisation.merged_into_id else None,
        "merge": desk.standing_merge(organisation),
        "absorbed": desk.absorbed(organisation),
        "number": visible_number(user, organisation),
        "names": names_of(organisation),
        "aliases": organisation.aliases.order_by("name", "pk"),
        "units": organisation.units.select_related("municipality").order_by("name", "pk"),
        "departments": departments,
        "offers": desk.offers_of(organisation, on=on),
        "may": {verb.value: organisations.allows(user, verb, organisation) for verb in Verb},
        "crumbs": own_way(organisation),
    }
    return render(request, "organisations/own.html", context)


@form_page
def own_edit(request: HttpRequest, public_id) -> HttpResponse:
    """Address, contact and text; who it is, for the secretariat."""
    organisation = organisations.get(request.user, Verb.EDIT, public_id=public_id)
    on = timezone.localdate()
    may_identify = organisations.allows(request.user, Verb.IDENTIFY, organisation)
    data = data_of(request)
    details = DetailsForm(
        data,
        on=on,
        organisation=organisation,
        hint=municipality_hint(organisation.postal_code, on=on) if not organisation.municipality_id else "",
        initial={name: getattr(organisation, name) for name in DETAILS},
    )
    forms = [details]
    if may_identify:
        initial = {name: getattr(organisation, name) for name in IDENTITY}
        forms.insert(0, IdentityForm(data, on=on, organisation=organisation, initial=initial))
    valid = [form.is_valid() for form in forms]  # each is asked, so that each shows its errors
    if data is not None and all(valid):
        changes = {name: value for form in forms for name, value in form.cleaned_data.items()}
        if not may_identify:
            changes["contact_confirmed_on"] = on  # the organisation's own people looked at it today
        try:
            registering.edit_organisation(organisation, by=request.user, **changes)
        except Refusal as refusal:
            show_refusal(details, refusal)
        else:
            messages.success(request, _("Oplysningerne er gemt."))
            return redirect(own_url(organisation))
    context = {
        "organisation": organisation,
        "form": forms[0],
        "also": forms[1] if may_identify else None,
        "crumbs": own_way(organisation, _("Ret oplysninger")),
    }
    return render(request, "organisations/own_edit.html", context, status=status_of(*forms))


def municipality_hint(postal_code: str, *, on) -> str:
    """A proposal in words, from the postcode; empty when nothing is known."""
    likely = desk.likely_municipalities(postal_code, on=on)
    if not likely:
        return ""
    names = ", ".join(code.name for code in likely)
    return _("Postnummeret peger på %(names)s. Vælg selv: Et postnummer kan ligge i flere kommuner.") % {"names": names}


@form_page
def alias_new(request: HttpRequest, public_id) -> HttpResponse:
    """A further name."""
    organisation = organisations.get(request.user, Verb.EDIT, public_id=public_id)
    form = AliasForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        name = " ".join(form.cleaned_data["name"].split())
        try:
            alias = registering.add_alias(organisation, name=name, source="", by=request.user)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            if alias is None:
                form.add_error("name", _("Navnet står der allerede."))
            else:
                messages.success(request, _("Navnet er tilføjet."))
                return redirect(own_url(organisation))
    context = {"organisation": organisation, "form": form, "crumbs": own_way(organisation, _("Tilføj navn"))}
    return render(request, "organisations/alias_new.html", context, status=status_of(form))


@require_POST
def alias_remove(request: HttpRequest, public_id) -> HttpResponse:
    """Take a further name away."""
    organisation = organisations.get(request.user, Verb.EDIT, public_id=public_id)
    alias = organisation.aliases.filter(name=request.POST.get("name", "")).order_by("pk").first()
    if alias is None:
        messages.error(request, WORDS[Reason.SETTLED])
    else:
        registering.remove_alias(organisation, alias, by=request.user)
        messages.success(request, _("Navnet er fjernet."))
    return redirect(own_url(organisation))
