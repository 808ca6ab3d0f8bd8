"""Lists over many holders: who holds on a day, what begins or ends, what was recorded."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from registry.entries.domain.history import Recording, recordings
from registry.entries.domain.kinds import HolderKind, Kind, Status
from registry.entries.models import Entry, EntryPeriod, Route, Scheme
from registry.entries.queries.answers import statements_of, with_statements
from registry.entries.queries.families import families
from registry.organisations.queries import resolve_ids


def scheme(code: str) -> Scheme:
    """The scheme with the code."""
    return Scheme.objects.get(code=code)


def route(scheme_code: str, code: str) -> Route:
    """The route of the scheme."""
    return Route.objects.select_related("scheme").get(scheme__code=scheme_code, code=code)


def schemes() -> QuerySet[Scheme]:
    """All schemes with their routes."""
    return Scheme.objects.prefetch_related("routes").order_by("code")


def held_on(
    day: date,
    *,
    known_at: datetime | None = None,
    organisation_ids: Collection[int] | None = None,
    scheme: str | None = None,
    holder_kinds: Collection[HolderKind] | None = None,
    status: Status = Status.VALID,
) -> QuerySet[Entry]:
    """The entries that had the status on the day, with names, status and `owner_id`.

    `organisation_ids` asks for what these organisations, their units and departments hold; rows that stand for the same
    organisation are asked together.
    """
    rows = Entry.objects.with_names().with_owner().with_status(day, known_at).filter(status=status.value)
    if organisation_ids is not None:
        rows = rows.owned_by(frozenset().union(*families(organisation_ids).values()))
    if scheme is not None:
        rows = rows.filter(scheme__code=scheme)
    if holder_kinds is not None:
        rows = rows.filter(holder_kind_is(holder_kinds))
    return rows.order_by("scheme__code", "holder_key", "pk")


def holder_kind_is(kinds: Collection[HolderKind]) -> Q:
    """Held by one of the kinds."""
    found = Q(pk__in=[])
    for kind in kinds:
        found |= Q(**{f"{kind.value}__isnull": False})
    return found


def starting_or_ending_on(day: date) -> frozenset[int]:
    """Ids of the organisations for which something now recorded begins or ends on the day, as rows and as what they
    stand for: those whose status may read differently from the day before."""
    turning = EntryPeriod.objects.filter(Q(starts_on=day) | Q(ends_on=day), replaced_at=None).order_by()
    rows = set(
        Entry.objects.filter(pk__in=turning.values("entry")).with_owner().order_by().values_list("owner_id", flat=True)
    )
    return frozenset(rows | set(resolve_ids(rows).values()))


@dataclass(frozen=True)
class Ending:
    """An entry whose validity ends without a successor; `ends_on` is the first day it no longer counts."""

    entry: Entry
    ends_on: date


def ending_between(first: date, end: date, *, organisation_ids: Collection[int] | None = None) -> list[Ending]:
    """What will run out on [first, end), soonest first: for reminders and first screens. Renewed ones are not told."""
    after = EntryPeriod.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on")),
        holder_key=OuterRef("holder_key"),
        scheme=OuterRef("scheme"),
        kind=Kind.VALID,
        replaced_at=None,
        starts_on__lte=OuterRef("ends_on"),
    )
    withdrawn = EntryPeriod.objects.filter(entry=OuterRef("entry"), kind=Kind.WITHDRAWN, replaced_at=None)
    periods = EntryPeriod.objects.filter(
        ~Exists(after), ~Exists(withdrawn), kind=Kind.VALID, replaced_at=None, ends_on__gte=first, ends_on__lt=end
    )
    entries = Entry.objects.with_names().with_owner()
    if organisation_ids is not None:
        entries = entries.owned_by(frozenset().union(*families(organisation_ids).values()))
    days = dict(periods.order_by("ends_on").values_list("entry", "ends_on"))
    found = [Ending(entry, days[entry.pk]) for entry in entries.filter(pk__in=days).order_by("pk")]
    return sorted(found, key=lambda ending: (ending.ends_on, ending.entry.pk))


@dataclass(frozen=True)
class Recorded:
    """One act of recording on an entry."""

    entry: Entry
    recording: Recording


def changes_between(start: datetime, end: datetime) -> list[Recorded]:
    """What the register changed in what it says in [start, end), newest first: grants, suspensions, corrections."""
    touched = EntryPeriod.objects.filter(
        Q(recorded_at__gte=start, recorded_at__lt=end) | Q(replaced_at__gte=start, replaced_at__lt=end)
    )
    entries = with_statements(Entry.objects.filter(pk__in=touched.order_by().values("entry")).order_by("pk"))
    found = [
        Recorded(entry, recording)
        for entry in entries
        for recording in recordings(statements_of(entry))
        if start <= recording.at < end
    ]
    return sorted(found, key=lambda r: (r.recording.at, r.entry.pk), reverse=True)
