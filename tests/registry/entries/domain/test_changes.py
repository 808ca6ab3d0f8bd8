"""The verbs as pure changes: edges of dates, and random histories against an independent model."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.core.domain.lifecycle import IllegalMove
from registry.entries.domain import changes
from registry.entries.domain.changes import Change, Refused, Words
from registry.entries.domain.history import happenings, recordings
from registry.entries.domain.kinds import Kind, Status
from registry.entries.domain.lifecycle import ENTRY
from registry.entries.domain.validity import Statement, known, of_kind, standing_on, status_on, stretches
from tests.registry.entries.model import LAST, Model

ZERO = datetime.date(2024, 1, 1)
WHY = Words("other", "Derfor", "Because")


def day(number: int | None) -> datetime.date | None:
    return None if number is None else ZERO + datetime.timedelta(days=number)


def moment(number: int) -> datetime.datetime:
    return datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(hours=number)


class Book:
    """Writes changes as the service does, and refuses what the database would refuse."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.clock = 0

    def write(self, change: Change) -> None:
        self.clock += 1
        now = {s.key for s in known(self.statements)}
        assert set(change.retire) <= now
        at = moment(self.clock)
        by_key = {s.key: s for s in self.statements}
        for key in change.retire:
            by_key[key] = replace(by_key[key], replaced_at=at)
        for new in change.record:
            key = len(by_key) + 1
            by_key[key] = replace(new.statement, key=key, recorded_at=at, replaced_at=None, replaced_by=None)
            for old in new.replaces:
                assert by_key[old].replaced_at is not None
                by_key[old] = replace(by_key[old], replaced_by=key)
        self.statements = list(by_key.values())
        self.check()

    def check(self) -> None:
        """What the database asks of the statements that count."""
        now = known(self.statements)
        for kind in Kind:
            rows = of_kind(now, kind)
            assert not any(a.period.overlaps(b.period) for a in rows for b in rows if a.key < b.key)
        for s in of_kind(now, Kind.SUSPENDED):
            assert status_on(self.statements, s.starts_on) == Status.SUSPENDED
            if s.ends_on is not None:
                assert status_on(self.statements, s.ends_on - datetime.timedelta(days=1)) == Status.SUSPENDED
        for w in of_kind(now, Kind.WITHDRAWN):
            assert all(s.ends_on is not None and s.ends_on <= w.starts_on for s in of_kind(now, Kind.VALID))

    def named(self, kind: Kind, start: int) -> Statement | None:
        return next((s for s in of_kind(known(self.statements), kind) if s.starts_on == day(start)), None)


def granted(start: int = 0, stop: int | None = 30) -> Book:
    book = Book()
    book.write(changes.grant(day(start), day(stop), "1.2", WHY))
    return book


def said(book: Book, *days: int) -> list[str]:
    return [str(status_on(book.statements, day(number))) for number in days]


# --- Edges -----------------------------------------------------------------------------------------------------------
def test_a_suspension_without_end_runs_until_validity_ends():
    book = granted()
    book.write(changes.suspend(book.statements, day(10), None, WHY))
    assert said(book, 9, 10, 29, 30) == ["valid", "suspended", "suspended", "expired"]


def test_a_suspension_and_its_lifting_on_the_same_day_leave_no_suspended_day_but_stay_in_recorded_time():
    book = granted()
    book.write(changes.suspend(book.statements, day(10), None, WHY))
    book.write(changes.lift(book.statements, day(10), WHY))
    assert said(book, 10, 11) == ["valid", "valid"]
    assert status_on(book.statements, day(10), known_at=moment(2)) == Status.SUSPENDED


def test_withdrawn_while_suspended_ends_both():
    book = granted()
    book.write(changes.suspend(book.statements, day(10), None, WHY))
    book.write(changes.withdraw(book.statements, day(15), WHY))
    assert said(book, 9, 14, 15, 40) == ["valid", "suspended", "withdrawn", "withdrawn"]


def test_withdrawn_on_the_first_day_leaves_no_valid_day():
    book = granted()
    book.write(changes.withdraw(book.statements, day(0), WHY))
    assert said(book, -1, 0, 40) == ["none", "withdrawn", "withdrawn"]
    assert [s.kind for s in known(book.statements)] == ["withdrawn"]


def test_withdrawn_on_the_day_of_the_suspension():
    book = granted()
    book.write(changes.suspend(book.statements, day(10), day(20), WHY))
    book.write(changes.withdraw(book.statements, day(10), WHY))
    assert [s.kind for s in known(book.statements)] == ["valid", "withdrawn"]


def test_renewed_after_the_expiry_leaves_the_gap_expired_and_closes_the_open_suspension():
    book = granted()
    book.write(changes.suspend(book.statements, day(25), None, WHY))
    book.write(changes.renew(book.statements, day(40), day(50), "2.0", WHY))
    assert said(book, 24, 26, 30, 39, 40, 50) == ["valid", "suspended", "expired", "expired", "valid", "expired"]


def test_renewed_early_cuts_the_old_period_short():
    book = granted()
    book.write(changes.renew(book.statements, day(20), day(60), "2.0", WHY))
    assert standing_on(book.statements, day(19)).criteria_version == "1.2"
    later = standing_on(book.statements, day(20))
    assert (later.criteria_version, later.since, later.valid_to) == ("2.0", day(0), day(60))


def test_a_renewal_does_not_lift_a_suspension():
    book = granted()
    book.write(changes.suspend(book.statements, day(10), None, WHY))
    for start in (15, 30):
        with pytest.raises(IllegalMove):
            changes.renew(book.statements, day(start), day(60), "2.0", WHY)


def test_a_renewal_from_before_the_last_period_is_a_correction():
    with pytest.raises(Refused, match="renew_before_last"):
        changes.renew(granted().statements, day(0), day(60), "2.0", WHY)


@pytest.mark.parametrize("stop", [10, 5])
def test_a_suspension_ends_after_it_begins(stop):
    with pytest.raises(Refused, match="empty"):
        changes.suspend(granted().statements, day(10), day(stop), WHY)


def test_a_suspension_does_not_outlast_validity():
    with pytest.raises(Refused, match="outside_validity"):
        changes.suspend(granted().statements, day(10), day(31), WHY)


def test_a_second_suspension_over_a_planned_one_is_refused():
    book = granted()
    book.write(changes.suspend(book.statements, day(20), day(25), WHY))
    for stop in (day(21), None):
        with pytest.raises(Refused, match="suspension_overlap"):
            changes.suspend(book.statements, day(10), stop, WHY)


def test_a_shortened_validity_cuts_the_suspension_and_keeps_what_was_said():
    book = granted()
    book.write(changes.suspend(book.statements, day(10), day(20), WHY))
    book.write(changes.correct(book.statements, book.named(Kind.VALID, 0).key, ends_on=day(15)))
    assert said(book, 14, 15) == ["suspended", "expired"]
    assert status_on(book.statements, day(18), known_at=moment(2)) == Status.SUSPENDED


def test_a_correction_of_the_reason_alone_carries_the_suspension_over():
    book = granted()
    book.write(changes.suspend(book.statements, day(10), None, WHY))
    book.write(changes.correct(book.statements, book.named(Kind.VALID, 0).key, reason_da="Rettet"))
    assert said(book, 9, 10, 30) == ["valid", "suspended", "expired"]
    assert recordings(book.statements)[-1].before == recordings(book.statements)[-1].after


def test_a_correction_that_changes_nothing_is_refused():
    book = granted()
    with pytest.raises(Refused, match="nothing_changed"):
        changes.correct(book.statements, 1, starts_on=day(0))


def test_a_replaced_statement_cannot_be_corrected():
    book = granted()
    book.write(changes.correct(book.statements, 1, ends_on=day(20)))
    with pytest.raises(IllegalMove):
        changes.correct(book.statements, 1, ends_on=day(25))


def test_a_withdrawal_moved_twice_and_taken_out_gives_all_days_back():
    book = granted()
    book.write(changes.suspend(book.statements, day(12), day(18), WHY))
    book.write(changes.withdraw(book.statements, day(10), WHY))
    for number in (16, 5, 0, 11, 25):
        key = of_kind(known(book.statements), Kind.WITHDRAWN)[0].key
        book.write(changes.correct(book.statements, key, starts_on=day(number)))
        assert said(book, number - 1, number)[1] == "withdrawn"
    assert said(book, 11, 12, 17, 18, 24) == ["valid", "suspended", "suspended", "valid", "valid"]
    key = of_kind(known(book.statements), Kind.WITHDRAWN)[0].key
    book.write(changes.annul(book.statements, key))
    assert said(book, 12, 29, 30) == ["suspended", "valid", "expired"]


def test_a_suspension_recorded_after_the_withdrawal_for_days_before_it_outlives_the_withdrawals_removal():
    book = granted()
    book.write(changes.withdraw(book.statements, day(20), WHY))
    book.write(changes.suspend(book.statements, day(5), day(10), WHY))
    assert said(book, 5, 10, 20) == ["suspended", "valid", "withdrawn"]
    book.write(changes.annul(book.statements, of_kind(known(book.statements), Kind.WITHDRAWN)[0].key))
    assert said(book, 5, 10, 20, 30) == ["suspended", "valid", "valid", "expired"]


def test_taking_out_the_only_period_leaves_nothing_said():
    book = granted()
    book.write(changes.annul(book.statements, 1))
    assert said(book, 5) == ["none"]
    assert status_on(book.statements, day(5), known_at=moment(1)) == Status.VALID


def test_a_bounded_suspension_runs_out_by_itself():
    book = granted()
    book.write(changes.suspend(book.statements, day(10), day(20), WHY))
    assert [str(h.event) for h in happenings(book.statements)] == ["expired", "resumed", "suspended", "granted"]


# --- The lifecycle, every status with every verb ---------------------------------------------------------------------
def in_status(status: Status) -> list[Statement]:
    """Statements that give the status on day 10."""
    book = Book()
    if status is Status.NONE:
        return []
    book.write(
        changes.grant(day(20 if status is Status.NOT_YET else 0), day(5 if status is Status.EXPIRED else 30), "1", WHY)
    )
    if status is Status.SUSPENDED:
        book.write(changes.suspend(book.statements, day(8), None, WHY))
    if status is Status.WITHDRAWN:
        book.write(changes.withdraw(book.statements, day(8), WHY))
    assert status_on(book.statements, day(10)) == status
    return book.statements


ACTS = {
    "renew": lambda rows: changes.renew(rows, day(10), day(50), "2", WHY),
    "suspend": lambda rows: changes.suspend(rows, day(10), None, WHY),
    "lift": lambda rows: changes.lift(rows, day(10), WHY),
    "withdraw": lambda rows: changes.withdraw(rows, day(10), WHY),
}


@pytest.mark.parametrize("verb", ACTS)
@pytest.mark.parametrize("status", list(Status))
def test_every_verb_in_every_status(verb, status):
    rows = in_status(status)
    if verb not in ENTRY.allowed(status):
        with pytest.raises(IllegalMove):
            ACTS[verb](rows)
        return
    book = Book()
    book.statements, book.clock = rows, 10
    book.write(ACTS[verb](rows))
    assert status_on(book.statements, day(10)) == ENTRY.target(status, verb)


# --- Random histories ------------------------------------------------------------------------------------------------
numbers = st.integers(0, LAST - 1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("renew"), numbers, st.integers(1, 25)),
        st.tuples(st.just("suspend"), numbers, st.one_of(st.none(), st.integers(1, 25))),
        st.tuples(st.just("lift"), numbers),
        st.tuples(st.just("withdraw"), numbers),
        st.tuples(st.just("correct"), st.integers(0, 5), numbers, st.integers(1, 25)),
        st.tuples(st.just("move_withdrawal"), numbers),
        st.tuples(st.just("annul_withdrawal")),
    ),
    max_size=10,
)


@settings(max_examples=300, deadline=None)
@given(start=st.integers(0, 20), length=st.integers(1, 40), steps=steps)
def test_every_day_as_known_at_every_moment_equals_the_replay_of_an_independent_model(start, length, steps):
    stop = min(start + length, LAST - 1)
    if stop <= start:
        return
    book, model = granted(start, stop), Model(valid={1: range(start, stop)})
    copies = {book.clock: model.copy()}
    for number, step in enumerate(steps, start=2):
        before = book.clock
        wrote = attempt(book, step)
        replayed = replay(model, number, step)
        assert wrote == replayed, step
        if wrote:
            assert book.clock == before + 1
            copies[book.clock] = model.copy()
    for clock, copy in copies.items():
        for number in range(LAST - 1):
            told = status_on(book.statements, day(number), known_at=moment(clock))
            assert str(told) == copy.status(number), (clock, number)
    for number in range(LAST - 1):
        stretch = next(
            (
                s
                for s in stretches(book.statements)
                if s.start <= day(number) and (s.end is None or day(number) < s.end)
            ),
            None,
        )
        assert stretch is None or str(stretch.status) == model.status(number)


def stop_of(start: int, length: int) -> int:
    return min(start + length, LAST - 1)


def attempt(book: Book, step: tuple) -> bool:
    """Do it in the product; False when it was refused."""
    verb, *values = step
    rows = book.statements
    if verb in {"suspend", "lift"} and of_kind(known(rows), Kind.WITHDRAWN):
        return False  # allowed for the days before; a test of its own, since the model keeps no such knowledge
    try:
        if verb == "renew":
            change = changes.renew(rows, day(values[0]), day(stop_of(*values)), "2", WHY)
        elif verb == "suspend":
            until = None if values[1] is None else day(stop_of(*values))
            change = changes.suspend(rows, day(values[0]), until, WHY)
        elif verb == "lift":
            change = changes.lift(rows, day(values[0]), WHY)
        elif verb == "withdraw":
            change = changes.withdraw(rows, day(values[0]), WHY)
        elif verb == "correct":
            valid = of_kind(known(rows), Kind.VALID)
            if values[0] >= len(valid) or of_kind(known(rows), Kind.WITHDRAWN):
                return False
            change = changes.correct(
                rows, valid[values[0]].key, starts_on=day(values[1]), ends_on=day(stop_of(*values[1:]))
            )
        else:
            withdrawn = of_kind(known(rows), Kind.WITHDRAWN)
            if not withdrawn:
                return False
            key = withdrawn[0].key
            change = (
                changes.annul(rows, key)
                if verb == "annul_withdrawal"
                else changes.correct(rows, key, starts_on=day(values[0]))
            )
    except (Refused, IllegalMove):
        return False
    book.write(change)
    return True


def replay(model: Model, name: int, step: tuple) -> bool:
    """Do it in the model."""
    verb, *values = step
    if verb in {"suspend", "lift"} and model.withdrawn is not None:
        return False
    if verb in {"renew", "suspend"}:
        stop = None if values[1] is None else stop_of(*values)
        if stop is not None and stop <= values[0]:
            return False
        return getattr(model, verb)(name, values[0], stop)
    if verb == "correct":
        names = sorted(model.valid, key=lambda one: model.valid[one].start)
        stop = stop_of(*values[1:])
        if values[0] >= len(names) or stop <= values[1]:
            return False
        return model.correct_valid(names[values[0]], values[1], stop)
    return {
        "lift": model.lift,
        "withdraw": model.withdraw,
        "move_withdrawal": model.withdraw_elsewhere,
        "annul_withdrawal": model.annul_withdrawal,
    }[verb](*values)
