"""The secretariat's pages about organisations: find, register, merge, strike."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from registry.organisations.domain.refusals import Reason, Refusal
from registry.organisations.forms.organisation import ConfirmForm, MergeForm, NewOrganisationForm, OrganisationSearch
from registry.organisations.forms.refusals import WORDS
from registry.organisations.permissions.organisation import OrganisationVerb as Verb
from registry.organisations.permissions.organisation import merges, organisations, visible_number
from registry.organisations.queries import desk
from registry.organisations.services import merging, registering
from registry.organisations.views.own import form_page
from registry.organisations.views.ways import chosen_one, data_of, desk_way, own_url, own_way, show_refusal, status_of

PAGE_SIZE = 50


@require_GET
def organisation_list(request: HttpRequest) -> HttpResponse:
    """Every organisation, also those that are not listed or were merged."""
    organisations.require(request.user, Verb.BROWSE)
    form = OrganisationSearch(request.GET)
    data = form.cleaned_data if form.is_valid() else {}
    found = desk.find_organisations(data.get("q", ""), data.get("kind", ""))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("side"))
    context = {
        "form": form,
        "page": page,
        "asked": bool(data.get("q") or data.get("kind")),
        "query": urlencode({name: value for name, value in data.items() if value}),
        "waiting": desk.waiting_rows().count(),
        "may_import": organisations.allows(request.user, Verb.IMPORT),
        "crumbs": desk_way(),
    }
    return render(request, "organisations/organisation_list.html", context)


@form_page
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Register an organisation by hand."""
    organisations.require(request.user, Verb.REGISTER)
    form = NewOrganisationForm(data_of(request), on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            organisation = registering.register_organisation(
                by=request.user, name=" ".join(data.pop("name").split()), number=data.pop("number"), **data
            )
        except Refusal as refusal:
            show_refusal(form, refusal, "number")
        else:
            messages.success(request, _("%(name)s er oprettet.") % {"name": organisation.name})
            return redirect(own_url(organisation))
    context = {"form": form, "crumbs": desk_way(_("Ny organisation"))}
    return render(request, "organisations/organisation_new.html", context, status=status_of(form))


@form_page
def merge(request: HttpRequest, public_id) -> HttpResponse:
    """Choose which organisation this one is, see both side by side, say why, and merge."""
    organisation = organisations.get(request.user, Verb.MERGE, public_id=public_id)
    form = MergeForm(data_of(request))
    chosen = request.POST.get("into") or request.GET.get("ind")
    into = chosen_one(request, chosen)
    if request.method == "POST" and form.is_valid():
        if into is None:
            form.add_error(None, _("Vælg den organisation, den er den samme som."))
        else:
            try:
                merging.merge(
                    organisation, into, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
                )
            except Refusal as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(
                    request, _("%(name)s står nu for begge. Det kan fortrydes nedenfor.") % {"name": into.name}
                )
                return redirect(own_url(into))
    search = OrganisationSearch(request.GET)
    text = search.cleaned_data["q"] if search.is_valid() else ""
    found = desk.find_organisations(text).exclude(pk=organisation.pk).filter(merged_into=None)[:20] if text else []
    pair = []
    if into is not None:
        for row in (organisation, into):
            number = visible_number(request.user, row)
            pair.append({"row": row, "number": number, "holdings": desk.holdings(row)})
    context = {
        "organisation": organisation,
        "into": into,
        "pair": pair,
        "form": form,
        "search": search,
        "text": text,
        "found": found,
        "crumbs": own_way(organisation, _("Læg sammen")),
    }
    return render(request, "organisations/merge.html", context, status=status_of(form))


@require_POST
def merge_undo(request: HttpRequest, public_id) -> HttpResponse:
    """Take a merge back."""
    row = merges.get(request.user, Verb.MERGE, public_id=public_id)
    try:
        merging.undo_merge(row, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, WORDS[refusal.reason])
    else:
        messages.success(request, _("Sammenlægningen er fortrudt. De to står igen hver for sig."))
    return redirect(own_url(row.organisation))


@form_page
def strike(request: HttpRequest, public_id) -> HttpResponse:
    """Erase a sole trader's data."""
    organisation = organisations.get(request.user, Verb.STRIKE, public_id=public_id)
    form = ConfirmForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            registering.strike_sole_trader(organisation, by=request.user, on=timezone.localdate())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Personoplysningerne er slettet."))
            return redirect(own_url(organisation))
    context = {
        "organisation": organisation,
        "form": form,
        "possible": organisation.is_sole_trader and organisation.struck_on is None,
        "refusal": WORDS[Reason.STRUCK if organisation.struck_on else Reason.NOT_A_SOLE_TRADER],
        "crumbs": own_way(organisation, _("Slet personoplysninger")),
    }
    return render(request, "organisations/strike.html", context, status=status_of(form))
