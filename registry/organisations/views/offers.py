"""Pages about offers and where they are delivered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from registry.core.domain.lifecycle import IllegalMove
from registry.organisations.domain.refusals import Reason, Refusal
from registry.organisations.forms.offer import OfferForm
from registry.organisations.forms.refusals import WORDS
from registry.organisations.permissions.organisation import OrganisationVerb as Verb
from registry.organisations.permissions.organisation import offers, organisations
from registry.organisations.services import offering
from registry.organisations.views.own import form_page
from registry.organisations.views.ways import data_of, own_url, own_way, show_refusal, status_of


@form_page
def offer_new(request: HttpRequest, public_id) -> HttpResponse:
    """A new offer."""
    organisation = organisations.get(request.user, Verb.EDIT_OFFERS, public_id=public_id)
    on = timezone.localdate()
    form = OfferForm(data_of(request), on=on, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            offering.add_offer(
                organisation, by=request.user, on=on, coverages=form.coverages(on), **fields(form, on=on)
            )
        except Refusal as refusal:
            show_refusal(form, refusal, "department")
        else:
            messages.success(request, _("Ydelsen er tilføjet."))
            return redirect(own_url(organisation))
    context = {"organisation": organisation, "form": form, "crumbs": own_way(organisation, _("Ny ydelse"))}
    return render(request, "organisations/offer_form.html", context, status=status_of(form))


@form_page
def offer_edit(request: HttpRequest, public_id) -> HttpResponse:
    """Correct an offer and where it is delivered."""
    offer = offers.get(request.user, Verb.EDIT_OFFERS, public_id=public_id)
    organisation, on = offer.organisation, timezone.localdate()
    form = OfferForm(data_of(request), on=on, organisation=organisation, offer=offer)
    if request.method == "POST" and form.is_valid():
        try:
            offering.revise_offer(offer, coverages=form.coverages(on), by=request.user, on=on, **fields(form, on=on))
        except Refusal as refusal:
            show_refusal(form, refusal, "department")
        else:
            messages.success(request, _("Ydelsen er gemt."))
            return redirect(own_url(organisation))
    context = {
        "organisation": organisation,
        "offer": offer,
        "form": form,
        "crumbs": own_way(organisation, offer.title),
    }
    return render(request, "organisations/offer_form.html", context, status=status_of(form))


def fields(form: OfferForm, *, on) -> dict:
    """What the form says about the offer itself."""
    data = form.cleaned_data
    names = ("title", "description", "description_language", "department")
    return {"service": form.service_code(on), **{name: data[name] for name in names}}


@require_POST
def offer_deactivate(request: HttpRequest, public_id) -> HttpResponse:
    """Take an offer off the register."""
    return switch(request, public_id, offering.deactivate_offer, _("Ydelsen er taget af registret."))


@require_POST
def offer_activate(request: HttpRequest, public_id) -> HttpResponse:
    """Put an offer on the register again."""
    return switch(request, public_id, offering.activate_offer, _("Ydelsen er på registret igen."))


def switch(request: HttpRequest, public_id, service, done: str) -> HttpResponse:
    """One of the two moves of an offer."""
    offer = offers.get(request.user, Verb.EDIT_OFFERS, public_id=public_id)
    try:
        service(offer, by=request.user)
    except IllegalMove:
        messages.error(request, WORDS[Reason.SETTLED])
    else:
        messages.success(request, done)
    return redirect(own_url(offer.organisation))
