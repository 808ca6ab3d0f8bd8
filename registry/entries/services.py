"""The writers of entries: one verb a function, one transaction each. The rules are the domain's and the database's.

`on` and the other days are valid time; `at` is the moment of recording, which never runs backwards within an entry.
`seen` is the entry's version that the caller acted on, when a person looked at a page first: if the entry has changed
since, nothing is written.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from registry.core.services import Actor, announce, journal
from registry.entries import signals
from registry.entries.domain import changes
from registry.entries.domain.changes import Change, Refused, Words
from registry.entries.domain.kinds import HolderKind, Kind, Reason
from registry.entries.domain.lifecycle import ENTRY
from registry.entries.domain.validity import Statement, speaking, standing_on
from registry.entries.models import Entry, EntryPeriod, Holder, Route, Scheme
from registry.organisations.queries import absorbed_ids, resolve

GRANTED, RENEWED = Words(Reason.GRANTED), Words(Reason.RENEWED)
WORDS = ("reason", "reason_da", "reason_en", "end_reason", "end_reason_da", "end_reason_en")

# The names under which the database refuses (migration 0002), and what they mean to a person.
RULES = {
    "entry_valid_overlap": "overlap",
    "entry_suspended_overlap": "suspension_overlap",
    "entry_suspended_within_valid": "outside_validity",
    "entry_withdrawn_is_last": "after_withdrawal",
    "entry_fits_scheme": "holder",
}


def record(
    *,
    holder: Holder,
    scheme: Scheme,
    route: Route,
    starts_on: date,
    ends_on: date | None,
    criteria_version: str = "",
    words: Words = GRANTED,
    by: Actor,
    at: datetime,
) -> Entry:
    """Grant: a new entry, valid on [starts_on, ends_on).

    Raises Refused when the holder cannot hold the scheme, the scheme or route is not granted on the first day, or the
    holder holds the scheme on one of the days; IllegalMove when the holder holds it on the first day.
    """
    entry = Entry(scheme=scheme, route=route, created_at=at, **place(holder))
    if not scheme.may_be_held_by(entry.holder_kind):
        raise Refused("holder")
    if entry.owner.merged_into_id is not None:
        raise Refused("holder_merged")
    for code, model in ((scheme, Scheme), (route, Route)):
        if not model.objects.valid_on(starts_on).filter(pk=code.pk).exists():
            raise Refused("not_granted_then")
    if route.scheme_id != scheme.pk:
        raise Refused("route")
    change = changes.grant(starts_on, ends_on, criteria_version, words)
    with transaction.atomic():
        _before_grant(entry, starts_on, ends_on)
        try:
            with transaction.atomic():
                entry.save(force_insert=True)
                _write(entry, change, by=by, at=at)
        except IntegrityError as error:
            raise _as_refusal(error) from error
        _tell(entry, "record", by, on=starts_on, reason=words.reason)
    return entry


def _before_grant(entry: Entry, starts_on: date, ends_on: date | None) -> None:
    """What the holder has already, under its own row and rows merged into it; the database knows only the first."""
    keys = [entry.holder_key]
    if entry.organisation_id:
        keys = [f"o:{pk}" for pk in absorbed_ids(entry.organisation)]
    rows = EntryPeriod.objects.filter(holder_key__in=keys, scheme=entry.scheme, replaced_at=None).order_by("pk")
    by_entry: dict[int, list[Statement]] = {}
    for row in rows:
        by_entry.setdefault(row.entry_id, []).append(statement(row))
    standings = [standing_on(statements, starts_on) for statements in by_entry.values()]
    index = speaking(standings)
    if index is not None:
        ENTRY.target(standings[index].status, "grant")
    new = Statement(Kind.VALID, starts_on, ends_on).period
    if any(s.kind == Kind.VALID and s.period.overlaps(new) for rows in by_entry.values() for s in rows):
        raise Refused("overlap")


def renew(
    entry: Entry,
    *,
    starts_on: date,
    ends_on: date | None,
    criteria_version: str = "",
    words: Words = RENEWED,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Entry:
    """A further valid period; see changes.renew."""

    def plan(statements: list[Statement]) -> Change:
        return changes.renew(statements, starts_on, ends_on, criteria_version, words)

    return _restate(entry, "renew", plan, by=by, at=at, seen=seen, reason=words.reason)


def suspend(
    entry: Entry,
    *,
    on: date,
    until: date | None = None,
    words: Words,
    heard: bool | None = None,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Entry:
    """Suspended from the day, until a day or until it is lifted. `heard`: whether the holder was heard first."""

    def plan(statements: list[Statement]) -> Change:
        return changes.suspend(statements, on, until, words)

    return _restate(entry, "suspend", plan, by=by, at=at, seen=seen, reason=words.reason, heard=heard)


def lift(entry: Entry, *, on: date, words: Words, by: Actor, at: datetime, seen: int | None = None) -> Entry:
    """The suspension ends: valid again from the day."""

    def plan(statements: list[Statement]) -> Change:
        return changes.lift(statements, on, words)

    return _restate(entry, "lift", plan, by=by, at=at, seen=seen, reason=words.reason)


def withdraw(
    entry: Entry,
    *,
    on: date,
    words: Words,
    heard: bool | None = None,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Entry:
    """Withdrawn from the day on. `heard`: whether the holder was heard first."""

    def plan(statements: list[Statement]) -> Change:
        return changes.withdraw(statements, on, words)

    return _restate(entry, "withdraw", plan, by=by, at=at, seen=seen, reason=words.reason, heard=heard)


CORRECTABLE = frozenset({"starts_on", "ends_on", "reason", "reason_da", "reason_en", "criteria_version"})


def correct(period: EntryPeriod, *, why: str, by: Actor, at: datetime, seen: int | None = None, **values) -> Entry:
    """The statement was recorded wrong: state it anew, for the past as well. `values` are columns of CORRECTABLE.

    `why` goes to the journal; it is not published and must not name a person.
    """
    if unknown := set(values) - CORRECTABLE:
        raise TypeError(f"cannot correct {sorted(unknown)}")

    def plan(statements: list[Statement]) -> Change:
        return changes.correct(statements, period.pk, **values)

    return _restate(period.entry, "correct", plan, by=by, at=at, seen=seen, why=why, statement=str(period.public_id))


def annul(period: EntryPeriod, *, why: str, by: Actor, at: datetime, seen: int | None = None) -> Entry:
    """The statement should never have been recorded: from now on the register does not say it."""

    def plan(statements: list[Statement]) -> Change:
        return changes.annul(statements, period.pk)

    return _restate(period.entry, "annul", plan, by=by, at=at, seen=seen, why=why, statement=str(period.public_id))


# --- How it is written -----------------------------------------------------------------------------------------------
def place(holder: Holder) -> dict[str, object]:
    """The columns of an entry that say who holds it."""
    kind = HolderKind.of(type(holder).__name__)
    return {kind.value: holder, "holder_key": f"{kind.value[0]}:{holder.pk}"}


def statement(row: EntryPeriod) -> Statement:
    """The row as the domain's value."""
    return Statement(
        kind=row.kind,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        reason=row.reason,
        reason_da=row.reason_da,
        reason_en=row.reason_en,
        end_reason=row.end_reason,
        end_reason_da=row.end_reason_da,
        end_reason_en=row.end_reason_en,
        criteria_version=row.criteria_version,
        recorded_at=row.recorded_at,
        replaced_at=row.replaced_at,
        key=row.pk,
        replaced_by=row.replaced_by_id,
    )


def _restate(
    entry: Entry,
    verb: str,
    plan: Callable[[list[Statement]], Change],
    *,
    by: Actor,
    at: datetime,
    seen: int | None,
    **facts: object,
) -> Entry:
    """Lock the entry, look at its statements as they are now, and write what the plan says.

    Of two who act at once the second looks after the first has written, so the lifecycle decides. SQLite has no row
    lock, but one writer; the count of the conditional UPDATE is the last word in both stores.
    """
    with transaction.atomic():
        version = Entry.objects.select_for_update().values_list("version", flat=True).get(pk=entry.pk)
        if seen is not None and seen != version:
            raise Refused("stale")
        statements = [statement(row) for row in EntryPeriod.objects.filter(entry=entry).order_by("pk")]
        moments = [moment for s in statements for moment in (s.recorded_at, s.replaced_at) if moment]
        at = max([at, *moments])
        change = plan(statements)
        try:
            with transaction.atomic():
                _write(entry, change, by=by, at=at)
                if Entry.objects.filter(pk=entry.pk, version=version).update(version=F("version") + 1) != 1:
                    raise Refused("stale")
        except IntegrityError as error:
            raise _as_refusal(error) from error
        entry.version = version + 1
        _tell(entry, verb, by, on=change.on, **facts)
    return entry


def _write(entry: Entry, change: Change, *, by: Actor, at: datetime) -> None:
    """Retire first, since two statements about one day cannot count at once; then record and say what replaced what."""
    for key in change.retire:  # one at a time: a suspension goes before the validity under it
        if EntryPeriod.objects.filter(pk=key, replaced_at=None).update(replaced_at=at) != 1:
            raise Refused("stale")
    for new in change.record:
        values = {name: getattr(new.statement, name) for name in ("starts_on", "ends_on", *WORDS, "criteria_version")}
        row = EntryPeriod.objects.create(
            entry=entry,
            holder_key=entry.holder_key,
            scheme_id=entry.scheme_id,
            kind=str(new.statement.kind),
            recorded_at=at,
            recorded_by=by,
            **values,
        )
        EntryPeriod.objects.filter(pk__in=new.replaces, replaced_by=None).update(replaced_by=row)


def _tell(entry: Entry, verb: str, by: Actor, *, on: date, **facts: object) -> None:
    """Journal, and the news on commit."""
    data = {
        name: value if isinstance(value, bool) else str(value) for name, value in facts.items() if value is not None
    }
    journal(entry, f"entries.{verb}", by=by, on=on.isoformat(), **data)
    owner = entry.owner
    announce_changed({owner.pk, resolve(owner).pk}, {entry.holder_key})


def announce_changed(organisation_ids: Collection[int], holder_keys: Collection[str]) -> None:
    """Tell who keeps a copy (search) that these holders' entries read differently now."""
    announce(
        signals.entries_changed,
        Entry,
        organisation_ids=frozenset(organisation_ids),
        holder_keys=frozenset(holder_keys),
    )


def _as_refusal(error: IntegrityError) -> Exception:
    """The database's refusal in the words of the domain; another integrity error stays what it is."""
    text = str(error)
    return next((Refused(code) for rule, code in RULES.items() if rule in text), error)
