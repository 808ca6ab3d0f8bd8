"""Where an offer is delivered, and which departments may be shown: the rules of the domain, asked of rows."""

import datetime

from registry.codes import queries as codes
from registry.codes.domain.geography import Hierarchy
from registry.organisations.domain import coverage, disclosure
from registry.organisations.models import Department, Offer


def coverages(offer: Offer) -> tuple[coverage.Coverage, ...]:
    """The statements of coverage as values. Lists of offers prefetch `coverages__areas__area`."""
    return tuple(
        coverage.Coverage(
            kind=coverage.Kind(row.kind),
            since=row.since,
            areas=frozenset(named.area.code for named in row.areas.all()),
            radius_km=row.radius_km,
        )
        for row in offer.coverages.all()
    )


def own_municipality(offer: Offer) -> str | None:
    """Where distances are measured from: the department's place of work, else the organisation's address."""
    if offer.department and offer.department.unit and offer.department.unit.municipality:
        return offer.department.unit.municipality.code
    return offer.organisation.municipality.code if offer.organisation.municipality else None


def covered_municipalities(offer: Offer, *, on: datetime.date, hierarchy: Hierarchy | None = None) -> frozenset[str]:
    """Codes of the municipalities the offer is delivered in on the day; none when it is not active."""
    if not offer.is_active:
        return frozenset()
    return coverage.areas(coverages(offer), own_municipality(offer), hierarchy or codes.hierarchy(on))


def why_not_listed(department: Department, *, on: datetime.date) -> disclosure.Reason | None:
    """Why the department may not be shown to anyone on the day; None when it may."""
    return disclosure.why_not_listed(
        department.staff,
        department.staff_target_group,
        counted_on=department.counted_on,
        wanted=department.wants_listing,
        on=on,
    )


def may_be_listed(department: Department, *, on: datetime.date) -> bool:
    """Whether the department may be shown to anyone on the day."""
    return why_not_listed(department, on=on) is None
