"""What each verb changes: from the statements that count now to the statements to replace and to record. Pure.

No verb edits a statement. A verb names the statements that no longer count and the new ones that count instead; the
service writes both in one transaction. The same functions serve every caller, so that a suspension that is cut short
by a withdrawal is cut in one place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from registry.core.domain.lifecycle import IllegalMove
from registry.core.domain.period import Period
from registry.entries.domain.kinds import Kind, Status
from registry.entries.domain.lifecycle import ENTRY
from registry.entries.domain.validity import Statement, chains, known, of_kind, status_on


class Refused(Exception):
    """The change would break a rule; `code` says which, the pages put it in words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class New:
    """A statement to record; `replaces` are the keys of those it takes the place of."""

    statement: Statement
    replaces: tuple[int, ...] = ()


@dataclass(frozen=True)
class Change:
    """The whole of a verb: keys of statements that stop counting, and new ones, in the order they must be written."""

    retire: tuple[int, ...] = ()
    record: tuple[New, ...] = ()
    on: date | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Words:
    """Why: a code and public words, which never name or point at a person."""

    reason: str = ""
    da: str = ""
    en: str = ""

    def start(self) -> dict[str, str]:
        """As the reason of a new statement."""
        return {"reason": self.reason, "reason_da": self.da, "reason_en": self.en}

    def end(self) -> dict[str, str]:
        """As the reason why a statement ended."""
        return {"end_reason": self.reason, "end_reason_da": self.da, "end_reason_en": self.en}


# --- The one engine --------------------------------------------------------------------------------------------------
Draft = tuple[Statement, tuple[int, ...]]  # a statement as it shall be, and what it replaces when it is not kept


def _kept(statement: Statement) -> Draft:
    return statement, ()


def _is_kept(draft: Draft) -> bool:
    return draft[0].key is not None


def _changed(statement: Statement, **values) -> Draft:
    """The statement with other values, as a new one in its place; unchanged when nothing differs."""
    new = replace(statement, **values)
    if new == statement:
        return _kept(statement)
    if new.ends_on is not None and new.ends_on <= new.starts_on:
        raise Refused("empty")
    return replace(new, key=None, recorded_at=None), (statement.key,)


def _settle(
    now: Sequence[Statement], valid: list[Draft], suspended: list[Draft], withdrawn: list[Draft], on: date
) -> Change:
    """The change that leads from `now` to the given drafts. Suspensions are fitted to validity.

    A kept suspension over validity that is replaced is recorded anew with the same content: the database lets no
    suspension stand without validity under it, not even between two statements of one transaction.
    """
    _no_overlap([draft[0] for draft in valid], "overlap")
    if withdrawn and any(s.ends_on is None or s.ends_on > withdrawn[0][0].starts_on for s, _ in valid):
        raise Refused("after_withdrawal")
    periods = chains(draft[0] for draft in valid)
    stay = {draft[0].key for draft in valid if _is_kept(draft)}
    gone = [s for s in of_kind(now, Kind.VALID) if s.key not in stay]
    fitted: list[Draft] = []
    for draft in suspended:
        pieces = _fitted(draft, chains(now), periods)
        if any(other.period.overlaps(piece.period) for piece, _ in pieces for other in gone):
            pieces = [_anew(piece) if _is_kept(piece) else piece for piece in pieces]
        fitted += pieces
    _no_overlap([draft[0] for draft in fitted], "suspension_overlap")
    stay |= {draft[0].key for draft in (*fitted, *withdrawn) if _is_kept(draft)}
    order = {Kind.SUSPENDED: 0, Kind.VALID: 1, Kind.WITHDRAWN: 2}
    retire = sorted((s for s in now if s.key not in stay), key=lambda s: (order[Kind(s.kind)], s.key))
    record = [New(*draft) for draft in (*valid, *fitted, *withdrawn) if not _is_kept(draft)]
    return Change(tuple(s.key for s in retire), tuple(record), on)


def _fitted(draft: Draft, before: list[Period], after: list[Period]) -> list[Draft]:
    """The suspension cut to validity, in as many pieces as validity has; the first takes the place of the old one.

    Without an end it runs until validity ends. That end is written down only when validity begins again later: an
    expiry ends a suspension, and what is granted afterwards starts unsuspended.
    """
    statement, replaces = draft
    last = statement.ends_on
    if last is None:
        homes = [period.end for period in (*before, *after) if period.contains(statement.starts_on)]
        last = None if None in homes else max(homes, default=None)
    whole = Period(statement.starts_on, last)
    pieces: list[Draft] = []
    for period in after:
        if not period.overlaps(whole):
            continue
        start = max(period.start, whole.start)
        end = min((day for day in (period.end, whole.end) if day is not None), default=None)
        if statement.ends_on is None and period == after[-1]:
            end = None
        if (start, end) == (statement.starts_on, statement.ends_on):
            pieces.append(draft)
        else:
            keys = () if pieces else ((statement.key,) if _is_kept(draft) else replaces)
            pieces.append((replace(statement, starts_on=start, ends_on=end, key=None, recorded_at=None), keys))
    return pieces


def _anew(draft: Draft) -> Draft:
    return replace(draft[0], key=None, recorded_at=None), (draft[0].key,)


def _no_overlap(statements: Iterable[Statement], code: str) -> None:
    ordered = sorted(statements, key=lambda s: s.starts_on)
    for before, after in pairwise(ordered):
        if before.period.overlaps(after.period):
            raise Refused(code)


def _split(statements: Iterable[Statement]) -> tuple[list[Statement], list[Draft], list[Draft], list[Draft]]:
    """What counts now, and drafts that keep all of it."""
    now = known(statements)
    valid, suspended, withdrawn = ([_kept(s) for s in of_kind(now, kind)] for kind in Kind)
    return now, valid, suspended, withdrawn


def _period(start: date, end: date | None) -> None:
    if end is not None and end <= start:
        raise Refused("empty")


# --- The verbs -------------------------------------------------------------------------------------------------------
def grant(starts_on: date, ends_on: date | None, criteria_version: str, words: Words) -> Change:
    """The first statement of a new entry."""
    _period(starts_on, ends_on)
    statement = Statement(Kind.VALID, starts_on, ends_on, criteria_version=criteria_version, **words.start())
    return Change(record=(New(statement),), on=starts_on)


def renew(
    statements: Iterable[Statement], starts_on: date, ends_on: date | None, criteria_version: str, words: Words
) -> Change:
    """A further valid period, from the end of the last one, later, or earlier, when the last one is then cut short.

    It must begin after the last one began: what lies before is corrected, not renewed.
    """
    _period(starts_on, ends_on)
    now, valid, suspended, withdrawn = _split(statements)
    ENTRY.target(Status.WITHDRAWN if withdrawn else renewal_status(now, starts_on), "renew")
    last = valid[-1][0]
    if starts_on <= last.starts_on:
        raise Refused("renew_before_last")
    if last.ends_on is None or last.ends_on > starts_on:
        valid[-1] = _changed(last, ends_on=starts_on, **words.end())
    statement = Statement(Kind.VALID, starts_on, ends_on, criteria_version=criteria_version, **words.start())
    return _settle(now, [*valid, (statement, ())], suspended, withdrawn, starts_on)


def renewal_status(statements: Iterable[Statement], day: date) -> Status:
    """The status that a renewal from the day meets: suspended also when a suspension would run into the new period."""
    now = known(statements)
    for suspension in of_kind(now, Kind.SUSPENDED):
        home = next((period for period in chains(now) if period.contains(suspension.starts_on)), None)
        if suspension.ends_on is None and home is not None and home.end == day:
            return Status.SUSPENDED
    return status_on(now, day)


def suspend(statements: Iterable[Statement], on: date, until: date | None, words: Words) -> Change:
    """Suspended from the day, until a day, or until it is lifted.

    >>> from datetime import datetime
    >>> valid = Statement("valid", date(2026, 1, 1), date(2029, 1, 1), recorded_at=datetime(2026, 1, 1), key=1)
    >>> change = suspend([valid], date(2026, 5, 1), None, Words("report_missing"))
    >>> change.retire, [(str(new.statement.kind), str(new.statement.starts_on)) for new in change.record]
    ((), [('suspended', '2026-05-01')])
    """
    _period(on, until)
    now, valid, suspended, withdrawn = _split(statements)
    ENTRY.target(status_on(now, on), "suspend")
    home = next(period for period in chains(now) if period.contains(on))
    if until is not None and home.end is not None and until > home.end:
        raise Refused("outside_validity")
    statement = Statement(Kind.SUSPENDED, on, until, **words.start())
    return _settle(now, valid, [*suspended, (statement, ())], withdrawn, on)


def lift(statements: Iterable[Statement], on: date, words: Words) -> Change:
    """Valid again from the day. Lifted on its first day, the suspension covers no day and falls away."""
    now, valid, suspended, withdrawn = _split(statements)
    ENTRY.target(status_on(now, on), "lift")
    drafts = []
    for statement, _ in suspended:
        if not statement.period.contains(on):
            drafts.append(_kept(statement))
        elif statement.starts_on < on:
            drafts.append(_changed(statement, ends_on=on, **words.end()))
    return _settle(now, valid, drafts, withdrawn, on)


def withdraw(statements: Iterable[Statement], on: date, words: Words) -> Change:
    """Withdrawn from the day: validity and suspensions end there, and what would have begun later falls away.

    >>> from datetime import datetime
    >>> valid = Statement("valid", date(2026, 1, 1), date(2029, 1, 1), recorded_at=datetime(2026, 1, 1), key=1)
    >>> change = withdraw([valid], date(2026, 5, 1), Words("own_wish"))
    >>> change.retire, [(str(new.statement.kind), str(new.statement.ends_on)) for new in change.record]
    ((1,), [('valid', '2026-05-01'), ('withdrawn', 'None')])
    """
    now, valid, suspended, withdrawn = _split(statements)
    # Withdrawn once, from whichever day: another day is a correction.
    ENTRY.target(Status.WITHDRAWN if withdrawn else status_on(now, on), "withdraw")
    return _withdraw(now, valid, suspended, Statement(Kind.WITHDRAWN, on, None, **words.start()), (), words, on)


def _withdraw(
    now, valid, suspended, withdrawal: Statement, replaces: tuple[int, ...], words: Words, on: date
) -> Change:
    day = withdrawal.starts_on
    fallen: list[int] = []

    def cut(drafts: list[Draft]) -> list[Draft]:
        left = []
        for statement, before in drafts:
            keys = (statement.key,) if statement.key is not None else before
            if statement.starts_on >= day:
                fallen.extend(keys)
            elif statement.ends_on is None or statement.ends_on > day:
                new = replace(statement, ends_on=day, key=None, recorded_at=None, **words.end())
                left.append((new, keys))
            else:
                left.append((statement, before))
        return left

    valid, suspended = cut(valid), cut(suspended)
    return _settle(now, valid, suspended, [(withdrawal, (*replaces, *fallen))], on)


def correct(statements: Iterable[Statement], key: int, **values) -> Change:
    """The statement with other dates, reason or criteria version, for the past as well; what was said before is kept.

    Suspensions follow a corrected validity: they are cut to it. A corrected day of withdrawal gives back or takes away
    the days between: validity runs again as it did before the withdrawal was recorded, up to the new day.
    """
    everything = list(statements)
    now, valid, suspended, withdrawn = _split(everything)
    old = _find(now, key)
    start = values.get("starts_on", old.starts_on)
    _period(start, values.get("ends_on", old.ends_on))
    if old.kind == Kind.WITHDRAWN:
        if values.get("ends_on") is not None:
            raise Refused("withdrawal_has_no_end")
        if replace(old, **values) == old:
            raise Refused("nothing_changed")
        words = Words(values.get("reason", old.reason), values.get("reason_da", ""), values.get("reason_en", ""))
        valid, suspended = _restored(everything, now, old)
        ENTRY.target(status_on([s for s, _ in (*valid, *suspended)], start), "withdraw")
        new = replace(old, key=None, recorded_at=None, **values)
        return _withdraw(now, valid, suspended, new, (old.key,), words, start)
    drafts = {Kind.VALID: valid, Kind.SUSPENDED: suspended}[Kind(old.kind)]
    drafts[:] = [_changed(s, **values) if s.key == key else (s, before) for s, before in drafts]
    if all(_is_kept(draft) for draft in drafts):
        raise Refused("nothing_changed")
    if old.kind == Kind.SUSPENDED:
        home = next((period for period in chains(s for s, _ in valid) if period.contains(start)), None)
        end = values.get("ends_on", old.ends_on)
        if home is None or (end is not None and home.end is not None and end > home.end):
            raise Refused("outside_validity")
    return _settle(now, valid, suspended, withdrawn, start)


def annul(statements: Iterable[Statement], key: int) -> Change:
    """The statement should never have been recorded: it stops counting, and so does what it had changed."""
    everything = list(statements)
    now, valid, suspended, withdrawn = _split(everything)
    old = _find(now, key)
    if old.kind == Kind.WITHDRAWN:
        valid, suspended = _restored(everything, now, old)
        return _settle(now, valid, suspended, [], old.starts_on)
    drafts = {Kind.VALID: valid, Kind.SUSPENDED: suspended}[Kind(old.kind)]
    drafts[:] = [draft for draft in drafts if draft[0].key != key]
    return _settle(now, valid, suspended, withdrawn, old.starts_on)


def _find(now: Sequence[Statement], key: int) -> Statement:
    for statement in now:
        if statement.key == key:
            return statement
    raise IllegalMove("entry", "correct", "replaced")


def _restored(
    everything: Sequence[Statement], now: Sequence[Statement], withdrawal: Statement
) -> tuple[list[Draft], list[Draft]]:
    """Validity and suspensions as they ran before the withdrawal cut them, as drafts.

    The day of a withdrawal may have been corrected before, so its predecessors are asked as well.
    """
    withdrawals = [withdrawal, *(s for s in _ancestors(everything, withdrawal) if s.kind == Kind.WITHDRAWN)]
    moments = {s.recorded_at for s in withdrawals}
    keys = {s.key for s in withdrawals}
    fallen = [s for s in everything if s.replaced_by in keys and s.kind != Kind.WITHDRAWN]
    fallen.sort(key=lambda s: (s.replaced_at, s.key))
    days = {s.starts_on for s in withdrawals}

    def whole(statement: Statement) -> Statement:
        """As it was before the first of the withdrawals cut it; itself when none did."""
        if statement.ends_on not in days:
            return statement
        # One that fell away and came back in part has no line of its own: it is known by its first day.
        line = _ancestors(everything, statement)
        for other in fallen:
            if other.starts_on == statement.starts_on:
                line += [other, *_ancestors(everything, other)]
        longer = [
            s
            for s in line
            if s.kind == statement.kind
            and s.replaced_at in moments
            and (s.ends_on is None or s.ends_on > statement.ends_on)
        ]
        if not longer:
            return statement
        before = min(longer, key=lambda s: s.replaced_at)
        names = ("ends_on", "end_reason", "end_reason_da", "end_reason_en")
        return replace(statement, **{name: getattr(before, name) for name in names})

    drafts: dict[str, list[Draft]] = {Kind.VALID: [], Kind.SUSPENDED: []}
    for statement in now:
        if statement.kind != Kind.WITHDRAWN:
            again = whole(statement) if statement.ends_on == withdrawal.starts_on else statement
            same = again == statement
            drafts[statement.kind].append(
                _kept(statement) if same else (replace(again, key=None, recorded_at=None), (statement.key,))
            )
    places = {(kind, s.starts_on) for kind, rows in drafts.items() for s, _ in rows}
    for statement in fallen:
        if (statement.kind, statement.starts_on) not in places:
            places.add((statement.kind, statement.starts_on))
            again = replace(whole(statement), key=None, recorded_at=None, replaced_at=None, replaced_by=None)
            drafts[statement.kind].append((again, ()))
    return sorted(drafts[Kind.VALID], key=_first_day), sorted(drafts[Kind.SUSPENDED], key=_first_day)


def _first_day(draft: Draft) -> date:
    return draft[0].starts_on


def _ancestors(everything: Sequence[Statement], statement: Statement) -> list[Statement]:
    """Whom the statement took the place of, and whom those did, and so on."""
    found, open_keys = [], {statement.key}
    while open_keys:
        step = [s for s in everything if s.replaced_by in open_keys]
        found += step
        open_keys = {s.key for s in step}
    return found
