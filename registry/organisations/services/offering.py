"""Offers and where they are delivered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from registry.codes import queries as codes
from registry.codes.models import Code
from registry.core.domain.lifecycle import IllegalMove
from registry.core.services import Actor, journal
from registry.organisations.domain.coverage import Coverage, Kind
from registry.organisations.domain.refusals import Reason, Refusal
from registry.organisations.models import Department, Offer, OfferArea, OfferCoverage, Organisation
from registry.organisations.services.registering import tell

FIELDS = frozenset({"service", "title", "description", "description_language", "department"})
AREA_LISTS = {Kind.MUNICIPALITIES: "municipality", Kind.REGIONS: "region"}


def add_offer(
    organisation: Organisation,
    *,
    service: Code,
    title: str,
    by: Actor,
    on: date,
    cpv: Iterable[Code] = (),
    coverages: Iterable[Coverage] = (),
    **fields: Any,
) -> Offer:
    """An offer, with where it is delivered from the day on; without coverage it is delivered nowhere yet."""
    _check(organisation, fields)
    with transaction.atomic():
        offer = Offer.objects.create(organisation=organisation, service=service, title=title, **fields)
        offer.cpv.set(cpv)
        journal(offer, "organisations.add_offer", by=by)
        set_coverage(offer, coverages, by=by, on=on)
        tell([organisation.pk])
    return offer


def edit_offer(offer: Offer, *, by: Actor, cpv: Iterable[Code] | None = None, **changes: Any) -> frozenset[str]:
    """Correct an offer; the names of the fields that changed."""
    _check(offer.organisation, changes)
    with transaction.atomic():
        now = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
        changed = {name for name, value in changes.items() if getattr(now, name) != value}
        for name in changed:
            setattr(offer, name, changes[name])
        if changed:
            offer.save(update_fields=[*changed, "updated_at"])
        wanted = None if cpv is None else {code.pk for code in cpv}
        if wanted is not None and wanted != set(offer.cpv.order_by("pk").values_list("pk", flat=True)):
            offer.cpv.set(wanted)
            changed.add("cpv")
        if changed:
            journal(offer, "organisations.edit_offer", by=by, fields=sorted(changed))
            tell([offer.organisation_id])
    return frozenset(changed)


def set_coverage(offer: Offer, coverages: Iterable[Coverage], *, by: Actor, on: date) -> bool:
    """Where the offer is delivered. A statement that stands keeps its day; a new or changed one counts from `on`.

    At most one statement of each kind. True when something changed.
    """
    wanted = {coverage.kind: coverage for coverage in coverages}
    with transaction.atomic():
        Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
        rows = offer.coverages.prefetch_related("areas__area").order_by("pk")
        gone, kept = [], set()
        for row in rows:
            kind = Kind(row.kind)
            meant = wanted.get(kind)
            standing = (row.radius_km, frozenset(named.area.code for named in row.areas.all()))
            if meant and standing == (meant.radius_km, meant.areas):
                kept.add(kind)
            else:
                gone.append(row.pk)
        new = [coverage for kind, coverage in wanted.items() if kind not in kept]
        if not gone and not new:
            return False
        OfferCoverage.objects.filter(pk__in=gone).delete()
        for coverage in new:
            row = OfferCoverage.objects.create(
                offer=offer, kind=coverage.kind.value, radius_km=coverage.radius_km, since=on
            )
            OfferArea.objects.bulk_create(
                OfferArea(coverage=row, area=codes.get(AREA_LISTS[coverage.kind], area))
                for area in sorted(coverage.areas)
            )
        journal(offer, "organisations.set_coverage", by=by, kinds=sorted(kind.value for kind in wanted))
        tell([offer.organisation_id])
    return True


def deactivate_offer(offer: Offer, *, by: Actor) -> None:
    """Take the offer off the register; it stays as history. Raises IllegalMove when it was off already."""
    _switch(offer, active=False, by=by)


def activate_offer(offer: Offer, *, by: Actor) -> None:
    """Put the offer on the register again. Raises IllegalMove when it was on already."""
    _switch(offer, active=True, by=by)


def _switch(offer: Offer, *, active: bool, by: Actor) -> None:
    verb = "activate_offer" if active else "deactivate_offer"
    with transaction.atomic():
        if Offer.objects.filter(pk=offer.pk, is_active=not active).order_by().update(is_active=active) != 1:
            raise IllegalMove("offer", verb, "active" if active else "inactive")
        offer.is_active = active
        journal(offer, f"organisations.{verb}", by=by)
        tell([offer.organisation_id])


def _check(organisation: Organisation, fields: dict[str, Any]) -> None:
    if unknown := set(fields) - FIELDS:
        raise TypeError(f"not editable: {sorted(unknown)}")
    department: Department | None = fields.get("department")
    if department is not None and department.organisation_id != organisation.pk:
        raise Refusal(Reason.FOREIGN_DEPARTMENT)


def revise_offer(offer: Offer, *, coverages: Iterable[Coverage], by: Actor, on: date, **changes: Any) -> None:
    """Correct an offer and where it is delivered, both or neither."""
    with transaction.atomic():
        edit_offer(offer, by=by, **changes)
        set_coverage(offer, coverages, by=by, on=on)
