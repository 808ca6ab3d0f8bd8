"""The profile: the verdict first, then what was true when, then what is known and from where."""

import datetime
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.portal import documents
from cms.portal.queries.profile import Below, Held, Profile, find_holder, profile
from registry.codes.domain.identifiers import spaced
from registry.core.forms import HouseForm
from registry.entries import documents as entries
from registry.entries.domain.kinds import Status
from registry.entries.queries.answers import NOTHING
from registry.search.filters import DayField
from registry.search.queries.cards import reach_of
from registry.search.queries.names import Names, names


class DayForm(HouseForm):
    """On which day?"""

    mark_optional = False
    on = DayField(label=gettext_lazy("Dato"), help_text=gettext_lazy("For eksempel fakturadatoen."), required=False)


@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One organisation or department; a merged row leads to the one it was merged into, for good."""
    today = timezone.localdate()
    holder, instead = find_holder(public_id, today=today)
    if instead is not None:
        return redirect("portal:profile", public_id=instead.public_id, permanent=True)
    if holder is None:
        raise Http404
    form = DayForm(request.GET if request.GET.get("on") else {"on": today.isoformat()})
    on = (form.cleaned_data["on"] if form.is_valid() else None) or today
    known = names(today)
    found = profile(holder, on=on, today=today)
    schemes = [_scheme(held, on, today) for held in found.held]
    return render(
        request,
        "portal/profile.html",
        {
            "form": form,
            "on": on,
            "today": today,
            "other_day": on != today,
            "holder": found.holder,
            "organisation": found.organisation,
            "department": found.department,
            "over": _over(found),
            "crumbs": [
                {"label": _("Forside"), "url": f"/{get_language()}/"},
                {"label": _("Find leverandør"), "url": reverse("portal:find")},
                {"label": found.holder.name, "url": ""},
            ],
            "verdicts": [scheme["verdict"] for scheme in schemes] or [_verdict(Held(None, NOTHING, ()), on, today)],
            "schemes": schemes,
            "offers": [_offer(offer, known) for offer in found.offers],
            "departments": [_below(row) for row in found.departments],
            "units": [_below(row) for row in found.units],
            "facts": _facts(found, known),
            "rsv": _rsv(found),
            "contact": _contact(found),
            "is_demo": found.organisation.number_kind == "demo",
            "mail_us": _mail_us(request, found),
        },
    )


def _over(found: Profile) -> str:
    """The line above the name."""
    if found.department:
        return _("Rummelig afdeling") if found.held else _("Afdeling")
    if found.held:
        return found.held[0].scheme.name
    return documents.kind_word(found.organisation)


def _verdict(held: Held, on: datetime.date, today: datetime.date) -> dict:
    """The box with the answer."""
    answer = held.answer
    return {
        "badge": entries.badge(answer.status),
        "box": "none" if answer.status in {Status.NONE, Status.NOT_YET} else str(answer.status),
        "title": entries.verdict(answer.status, on, today),
        "dates": entries.dates(answer.standing),
        "reason": entries.reason(answer.standing) if answer.status in {Status.SUSPENDED, Status.WITHDRAWN} else "",
        "holds": documents.holding_words(answer) if answer.entry else "",
        "statement": held.scheme.statement if held.scheme else "",
        "criteria_version": answer.standing.criteria_version,
    }


def _scheme(held: Held, on: datetime.date, today: datetime.date) -> dict:
    """One scheme: the answer, the band over the years and the timeline, of all its entries together."""
    timeline = [item for story in held.stories for item in entries.timeline(story.happenings, until=today)]
    return {
        "name": held.scheme.name,
        "verdict": _verdict(held, on, today),
        "spans": [span for story in held.stories for span in entries.band_spans(story.stretches)],
        "versions": [version for story in held.stories for version in entries.band_versions(story.statements)],
        "timeline": sorted(timeline, key=lambda item: item["date"], reverse=True),
    }


def _offer(offer, known: Names) -> dict:
    reach = reach_of(offer)
    return {
        "title": offer.title,
        "service": offer.service.name,
        "text": offer.description,
        "language": offer.description_language,
        "reach": documents.reach_long(reach, known, offer.organisation.municipality),
    }


def _below(below: Below) -> dict:
    answer = below.answer
    return {
        "row": below.row,
        "url": reverse("portal:profile", args=[below.row.public_id]) if hasattr(below.row, "functions") else "",
        "badge": entries.badge(answer.status if answer else Status.NONE),
        "holds": documents.holding_words(answer) if answer else "",
    }


def _facts(found: Profile, known: Names) -> list[dict]:
    """Facts, each with where it comes from. Of a sole trader neither number nor street: they are a person's."""
    organisation, department = found.organisation, found.department
    facts = []
    if department:
        url = reverse("portal:profile", args=[organisation.public_id])
        facts.append({"label": _("Hører til"), "value": organisation.name, "url": url})
        if functions := [row.name for row in department.functions.all()]:
            facts.append({"label": _("Funktioner"), "value": ", ".join(functions)})
        if department.places:
            words = _("%(free)s ledige af %(places)s") % {"free": department.places_free, "places": department.places}
            facts.append({"label": _("Pladser"), "value": words})
        if department.unit:
            facts.append({"label": _("Arbejdssted"), "value": department.unit.name})
    if organisation.public_cvr:
        number = spaced(organisation.public_cvr)
        words = _("%(number)s (demo)") % {"number": number} if organisation.number_kind == "demo" else number
        facts.append({"label": _("CVR-nummer"), "value": words})
    if department is None:
        if organisation.legal_form:
            facts.append({"label": _("Virksomhedsform"), "value": organisation.legal_form.name})
        for industry in list(organisation.industries.all())[:2]:
            source = f"{industry.scheme} {industry.edition}".strip()
            facts.append({"label": _("Branche"), "value": f"{industry.code} {industry.text}", "source": source})
        if organisation.employees_fte is not None:
            facts.append(
                {
                    "label": _("Årsværk"),
                    "value": documents.number(organisation.employees_fte),
                    "source": _("Opgjort %(day)s") % {"day": date_format(organisation.employees_on, "DATE_FORMAT")}
                    if organisation.employees_on
                    else "",
                }
            )
        others = [alias.name for alias in organisation.aliases.all()]
        if others:
            facts.append({"label": _("Også kendt som"), "value": ", ".join(others[:6])})
    if not organisation.is_sole_trader and organisation.street and not department:
        facts.append(
            {
                "label": _("Adresse"),
                "value": f"{organisation.street}, {organisation.postal_code} {organisation.city}".strip(" ,"),
            }
        )
    if place := (department and department.unit and department.unit.municipality) or organisation.municipality:
        facts.append({"label": _("Kommune"), "value": place.name})
    return facts


def _rsv(found: Profile) -> dict:
    """The state's register, in the state's words; never a part of our diploma."""
    organisation = found.organisation
    if organisation.rsv is None:
        return {"text": _("Vi har ikke slået op i statens RSV-register."), "day": None}
    text = (
        _("Registreret socialøkonomisk virksomhed.")
        if organisation.rsv
        else _("Ikke registreret socialøkonomisk virksomhed.")
    )
    return {"text": text, "day": organisation.rsv_checked_on}


def _contact(found: Profile) -> dict:
    """How to reach them. A sole trader's channel is a person's: shown only when the trader has confirmed it."""
    organisation = found.organisation
    if organisation.is_sole_trader and not organisation.contact_confirmed_on:
        return {}
    values = {
        "label": organisation.contact_label,
        "phone": organisation.contact_phone,
        "email": organisation.contact_email,
        "website": organisation.website,
    }
    return {**values, "confirmed_on": organisation.contact_confirmed_on} if any(values.values()) else {}


def _mail_us(request: HttpRequest, found: Profile) -> str:
    """A letter with the subject filled in."""
    subject = _("Rettelse til %(name)s") % {"name": found.holder.name}
    body = request.build_absolute_uri(request.path)
    return f"mailto:{settings.CONTACT_EMAIL}?subject={quote(subject)}&body={quote(body)}"
