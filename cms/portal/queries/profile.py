"""What anyone may know about an organisation or a department, gathered from the rooms that know it."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from registry.entries import queries as entries
from registry.entries.domain.kinds import Status
from registry.entries.domain.validity import speaking
from registry.entries.models import Scheme
from registry.entries.queries import Answer, Story
from registry.organisations.models import Department, Offer, Organisation, ProductionUnit
from registry.organisations.queries import absorbed_ids, may_be_listed, resolve

Holder = Organisation | Department


@dataclass(frozen=True)
class Held:
    """Everything about one scheme: the answer of the day and every story behind it, oldest first."""

    scheme: Scheme
    answer: Answer
    stories: tuple[Story, ...]


@dataclass(frozen=True)
class Below:
    """A unit or department with the best it holds on the day."""

    row: ProductionUnit | Department
    answer: Answer | None


@dataclass(frozen=True)
class Profile:
    """One profile on a day."""

    holder: Holder
    organisation: Organisation
    department: Department | None
    held: tuple[Held, ...]
    offers: tuple[Offer, ...]
    departments: tuple[Below, ...]
    units: tuple[Below, ...]


def find_holder(public_id: UUID, *, today: datetime.date) -> tuple[Holder | None, Organisation | None]:
    """The listing with this id, and where to go instead when the row was merged into another.

    (None, None) if it may not be shown: that a hidden one exists is not told.
    """
    organisation = _organisations().filter(public_id=public_id).first()
    if organisation is not None:
        kept = resolve(organisation)
        if not kept.is_listed:
            return None, None
        return (organisation, None) if kept == organisation else (None, kept)
    department = (
        Department.objects.select_related(
            "organisation__municipality", "organisation__legal_form", "unit__municipality"
        )
        .prefetch_related("functions")
        .filter(public_id=public_id)
        .first()
    )
    if department is None or not may_be_listed(department, on=today) or not resolve(department.organisation).is_listed:
        return None, None
    return department, None


def _organisations() -> QuerySet[Organisation]:
    return Organisation.objects.select_related("municipality", "legal_form", "merged_into").prefetch_related(
        "aliases", "industries"
    )


def profile(holder: Holder, *, on: datetime.date, today: datetime.date) -> Profile:
    """The whole profile; `on` decides the statuses, all else is as today. A fixed number of reads."""
    department = holder if isinstance(holder, Department) else None
    organisation = resolve(department.organisation) if department else holder
    family = absorbed_ids(organisation)
    return Profile(
        holder=holder,
        organisation=organisation,
        department=department,
        held=_held(holder, on),
        offers=_offers(family, department, today),
        departments=() if department else _departments(family, on, today),
        units=() if department else _units(family, on),
    )


def _held(holder: Holder, on: datetime.date) -> tuple[Held, ...]:
    by_scheme: dict[str, list[Story]] = defaultdict(list)
    for story in entries.history(holder, on):
        by_scheme[story.entry.scheme.code].append(story)
    found = []
    for _code, stories in sorted(by_scheme.items()):
        at = speaking([story.standing for story in stories])
        one = stories[at]
        answer = Answer(one.standing.status, one.standing, one.entry)
        found.append(Held(one.entry.scheme, answer, tuple(reversed(stories))))
    return tuple(found)


def _offers(family: frozenset[int], department: Department | None, today: datetime.date) -> tuple[Offer, ...]:
    rows = (
        Offer.objects.filter(organisation__in=family, is_active=True, department=department)
        .select_related("service__parent", "organisation__municipality", "department__unit__municipality")
        .prefetch_related("coverages__areas__area")
    )
    return tuple(rows.order_by("service__sort_key", "title", "pk"))


def _departments(family: frozenset[int], on: datetime.date, today: datetime.date) -> tuple[Below, ...]:
    rows = [
        row
        for row in Department.objects.filter(organisation__in=family).select_related("unit").order_by("sort_key", "pk")
        if may_be_listed(row, on=today)
    ]
    return _below(rows, on)


def _units(family: frozenset[int], on: datetime.date) -> tuple[Below, ...]:
    rows = ProductionUnit.objects.filter(organisation__in=family).select_related("municipality", "organisation")
    return _below(list(rows.order_by("name", "pk")), on)


def _below(rows: Sequence[ProductionUnit | Department], on: datetime.date) -> tuple[Below, ...]:
    if not rows:
        return ()
    answers = entries.statuses(rows, on)
    found = []
    for row in rows:
        told = list(answers[f"{'d' if isinstance(row, Department) else 'u'}:{row.pk}"].values())
        told = [answer for answer in told if answer.status is not Status.NONE]
        at = speaking([answer.standing for answer in told])
        found.append(Below(row, None if at is None else told[at]))
    return tuple(found)
