"""What happened to an entry, read off its statements: the events in valid time, and the changes in recorded time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from registry.entries.domain.kinds import Kind, Status
from registry.entries.domain.validity import Statement, Stretch, chains, known, of_kind, status_on, stretches


class Event(StrEnum):
    """What can happen on a day."""

    GRANTED = "granted"
    RENEWED = "renewed"
    SUSPENDED = "suspended"
    LIFTED = "lifted"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Happening:
    """An event on its day, with the public words; `until` is the end of what began, when it has one."""

    day: date
    event: Event
    until: date | None = None
    reason: str = ""
    reason_da: str = ""
    reason_en: str = ""
    criteria_version: str = ""


def happenings(statements: Iterable[Statement], known_at: datetime | None = None) -> list[Happening]:
    """The life of an entry, newest first, as the register told it at the moment; days to come are told as well.

    >>> valid = Statement("valid", date(2023, 3, 14), date(2026, 3, 14), criteria_version="1.2")
    >>> pause = Statement("suspended", date(2024, 9, 21), date(2024, 11, 18), end_reason="remedied")
    >>> [(str(found.day), str(found.event)) for found in happenings([valid, pause])]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('2026-03-14', 'expired'), ('2024-11-18', 'lifted'), ('2024-09-21', 'suspended'), ('2023-03-14', 'granted')]
    """
    now = [replace(s, replaced_at=None) for s in known(statements, known_at)]  # from here on, this is what counts
    found = []
    for index, s in enumerate(of_kind(now, Kind.VALID)):
        found.append(
            Happening(
                s.starts_on,
                Event.RENEWED if index else Event.GRANTED,
                s.ends_on,
                s.reason,
                s.reason_da,
                s.reason_en,
                s.criteria_version,
            )
        )
    for s in of_kind(now, Kind.SUSPENDED):
        found.append(Happening(s.starts_on, Event.SUSPENDED, s.ends_on, s.reason, s.reason_da, s.reason_en))
        if s.ends_on is not None and status_on(now, s.ends_on) == Status.VALID:
            event = Event.LIFTED if s.end_reason else Event.RESUMED
            found.append(Happening(s.ends_on, event, None, s.end_reason, s.end_reason_da, s.end_reason_en))
    for s in of_kind(now, Kind.WITHDRAWN):
        found.append(Happening(s.starts_on, Event.WITHDRAWN, None, s.reason, s.reason_da, s.reason_en))
    for chain in chains(now):
        if chain.end is not None and status_on(now, chain.end) == Status.EXPIRED:
            found.append(Happening(chain.end, Event.EXPIRED))
    order = list(Event)
    return sorted(found, key=lambda h: (h.day, order.index(h.event)), reverse=True)


@dataclass(frozen=True)
class Recording:
    """What one act of recording changed: the register's story before and after the moment."""

    at: datetime
    before: tuple[Stretch, ...]
    after: tuple[Stretch, ...]


def recordings(statements: Iterable[Statement]) -> list[Recording]:
    """Each moment at which the register changed what it said, oldest first.

    A moment that only states the same anew (another reason, a suspension carried over) is told too: before == after.
    """
    everything = list(statements)
    moments = sorted({moment for s in everything for moment in (s.recorded_at, s.replaced_at) if moment is not None})
    found, before = [], ()
    for moment in moments:
        after = tuple(stretches(everything, moment))
        found.append(Recording(moment, before, after))
        before = after
    return found
