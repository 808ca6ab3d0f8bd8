"""What an entry is on a day, given the statements about it: pure, and the only place where the rule is written.

A statement says that on [starts_on, ends_on) the entry is valid, suspended or withdrawn, and it counts from the moment
it was recorded until it is replaced. Two clocks, then: the day one asks about (valid time) and the moment one asks what
the register said (recorded time; None means now).

On a day an entry is, in this order:

1. withdrawn, from the day of a withdrawal on;
2. suspended, when a suspension lies over a valid day;
3. valid, on a valid day;
4. expired, when it was valid before and no longer is (also in a gap before a later renewal);
5. not yet, when it will be valid;
6. none, when the register says nothing of the kind.

>>> from datetime import date, datetime
>>> at = datetime(2024, 3, 1, 12)
>>> valid = Statement("valid", date(2024, 3, 14), date(2027, 3, 14), recorded_at=at, criteria_version="1.2")
>>> pause = Statement("suspended", date(2024, 9, 21), date(2024, 11, 18), recorded_at=datetime(2024, 9, 20))
>>> [str(status_on([valid, pause], date(2024, month, 21))) for month in (3, 9, 11)]
['valid', 'suspended', 'valid']
>>> str(status_on([valid, pause], date(2027, 3, 13))), str(status_on([valid, pause], date(2027, 3, 14)))
('valid', 'expired')

What the register said in August, before the suspension was recorded:

>>> str(status_on([valid, pause], date(2024, 10, 1), known_at=datetime(2024, 8, 1)))
'valid'
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from registry.core.domain.period import Period
from registry.entries.domain.kinds import Kind, Status


@dataclass(frozen=True)
class Statement:
    """One statement as recorded. `key` is the row's id, `replaced_by` the id of the row that took its place."""

    kind: str
    starts_on: date
    ends_on: date | None = None
    reason: str = ""
    reason_da: str = ""
    reason_en: str = ""
    end_reason: str = ""
    end_reason_da: str = ""
    end_reason_en: str = ""
    criteria_version: str = ""
    recorded_at: datetime | None = None
    replaced_at: datetime | None = None
    key: int | None = None
    replaced_by: int | None = None

    @property
    def period(self) -> Period:
        """The days it speaks of."""
        return Period(self.starts_on, self.ends_on)

    def counts_at(self, moment: datetime | None) -> bool:
        """Whether the register said this at the moment; None asks about now."""
        if moment is None:
            return self.replaced_at is None
        return self.recorded_at <= moment and (self.replaced_at is None or moment < self.replaced_at)


def known(statements: Iterable[Statement], moment: datetime | None = None) -> list[Statement]:
    """The statements that counted at the moment, by their first day."""
    return sorted((s for s in statements if s.counts_at(moment)), key=lambda s: (s.starts_on, s.kind, s.key or 0))


def of_kind(statements: Iterable[Statement], kind: Kind) -> list[Statement]:
    """Those of one kind, in the order given."""
    return [statement for statement in statements if statement.kind == kind]


def covers(statements: Iterable[Statement], kind: Kind, day: date) -> bool:
    """Whether a statement of the kind speaks of the day."""
    return any(s.kind == kind and s.period.contains(day) for s in statements)


def status_on(statements: Iterable[Statement], day: date, known_at: datetime | None = None) -> Status:
    """What the entry is on the day, as the register said at the moment."""
    return _status(known(statements, known_at), day)


def _status(now: Sequence[Statement], day: date) -> Status:
    if covers(now, Kind.WITHDRAWN, day):
        return Status.WITHDRAWN
    if covers(now, Kind.VALID, day):
        return Status.SUSPENDED if covers(now, Kind.SUSPENDED, day) else Status.VALID
    valid = of_kind(now, Kind.VALID)
    if any(s.ends_on is not None and s.ends_on <= day for s in valid):
        return Status.EXPIRED
    return Status.NOT_YET if valid else Status.NONE


@dataclass(frozen=True)
class Stretch:
    """Days on which the status was one and the same; `end` is the first day outside, None when it is open."""

    start: date
    end: date | None
    status: Status


def stretches(statements: Iterable[Statement], known_at: datetime | None = None) -> list[Stretch]:
    """The whole life of an entry as stretches of one status that meet, from the first day anything is said about.

    >>> valid = Statement("valid", date(2024, 1, 1), date(2025, 1, 1))
    >>> pause = Statement("suspended", date(2024, 6, 1))
    >>> [(str(s.start), str(s.end), str(s.status)) for s in stretches([valid, pause])]  # doctest: +NORMALIZE_WHITESPACE
    [('2024-01-01', '2024-06-01', 'valid'), ('2024-06-01', '2025-01-01', 'suspended'),
     ('2025-01-01', 'None', 'expired')]
    """
    return _stretches(known(statements, known_at))


def _stretches(now: Sequence[Statement]) -> list[Stretch]:
    edges = sorted({s.starts_on for s in now} | {s.ends_on for s in now if s.ends_on is not None})
    found: list[Stretch] = []
    for index, start in enumerate(edges):
        end = edges[index + 1] if index + 1 < len(edges) else None
        status = _status(now, start)
        if found and found[-1].status == status:
            found[-1] = Stretch(found[-1].start, end, status)
        else:
            found.append(Stretch(start, end, status))
    return found


@dataclass(frozen=True)
class Standing:
    """What an entry is on a day, and since when, until when as things stand.

    `since` and `until` bound the days of this one status. `valid_from` and `valid_to` bound the unbroken validity over
    the day, whether suspended or not; both are None on a day without validity. `criteria_version` and the reason are
    those of the statement that decides the day.
    """

    status: Status
    since: date | None = None
    until: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    criteria_version: str = ""
    reason: str = ""
    reason_da: str = ""
    reason_en: str = ""


DECIDING = {Status.VALID: Kind.VALID, Status.SUSPENDED: Kind.SUSPENDED, Status.WITHDRAWN: Kind.WITHDRAWN}


def standing_on(statements: Iterable[Statement], day: date, known_at: datetime | None = None) -> Standing:
    """The status on the day with its bounds.

    >>> first = Statement("valid", date(2023, 3, 14), date(2026, 3, 14), criteria_version="1.2")
    >>> second = Statement("valid", date(2026, 3, 14), date(2029, 3, 14), criteria_version="2.0")
    >>> now = standing_on([first, second], date(2026, 11, 21))
    >>> str(now.status), str(now.since), str(now.until), now.criteria_version
    ('valid', '2023-03-14', '2029-03-14', '2.0')
    """
    now = known(statements, known_at)
    status = _status(now, day)
    stretch = next((s for s in _stretches(now) if s.start <= day and (s.end is None or day < s.end)), None)
    since, until = (stretch.start, stretch.end) if stretch else (None, now[0].starts_on if now else None)
    chain = validity_over(now, day)
    valid = next((s for s in of_kind(now, Kind.VALID) if s.period.contains(day)), None)
    deciding = next(
        (s for s in now if s.kind == DECIDING.get(status) and s.period.contains(day)),
        valid or (_last_valid(now, day) if status is Status.EXPIRED else None),
    )
    criteria = valid or _last_valid(now, day)
    return Standing(
        status,
        since,
        until,
        chain.start if chain else None,
        chain.end if chain else None,
        criteria.criteria_version if criteria else "",
        *((deciding.reason, deciding.reason_da, deciding.reason_en) if deciding else ()),
    )


def _last_valid(now: Sequence[Statement], day: date) -> Statement | None:
    ended = [s for s in of_kind(now, Kind.VALID) if s.ends_on is not None and s.ends_on <= day]
    return ended[-1] if ended else None


def chains(statements: Iterable[Statement]) -> list[Period]:
    """Unbroken validity: valid periods that meet, joined; suspensions do not break it.

    >>> days = [date(year, 1, 1) for year in (2022, 2023, 2024, 2025, 2026)]
    >>> pairs = (days[0], days[1]), (days[1], days[2]), (days[3], None)
    >>> periods = chains([Statement("valid", start, end) for start, end in pairs])
    >>> [(period.start.year, period.end and period.end.year) for period in periods]
    [(2022, 2024), (2025, None)]
    """
    joined: list[Period] = []
    for statement in sorted(of_kind(statements, Kind.VALID), key=lambda s: s.starts_on):
        if joined and joined[-1].end == statement.starts_on:
            joined[-1] = Period(joined[-1].start, statement.ends_on)
        else:
            joined.append(statement.period)
    return joined


def validity_over(statements: Iterable[Statement], day: date) -> Period | None:
    """The unbroken validity that the day lies in."""
    return next((period for period in chains(statements) if period.contains(day)), None)


# Of several entries of one holder in one scheme (after a withdrawal, another route, or a merger), which one speaks.
RANK = {Status.VALID: 0, Status.SUSPENDED: 1, Status.WITHDRAWN: 2, Status.EXPIRED: 2, Status.NOT_YET: 3, Status.NONE: 4}


def speaking(standings: Sequence[Standing]) -> int | None:
    """Index of the standing that answers for all: a valid one, else a suspended one, else what ended last.

    >>> old = Standing(Status.WITHDRAWN, since=date(2023, 5, 1))
    >>> later = Standing(Status.EXPIRED, since=date(2025, 5, 1))
    >>> speaking([old, later]), speaking([old, Standing(Status.VALID)]), speaking([])
    (1, 1, None)
    """
    if not standings:
        return None

    def order(index: int) -> tuple[int, int]:
        standing = standings[index]
        return RANK[standing.status], -(standing.since.toordinal() if standing.since else 0)

    return min(range(len(standings)), key=order)
