"""What the other rooms ask: answers, lists, recorded time, mergers, and how many queries it takes."""

import datetime
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.core.domain.lifecycle import IllegalMove
from registry.entries import queries, services
from registry.entries.domain.changes import Refused
from registry.entries.domain.kinds import HolderKind, Status
from registry.entries.domain.validity import status_on
from registry.entries.models import Entry
from registry.entries.queries.answers import statements_of
from registry.entries.queries.families import key_of
from registry.organisations.queries import may_be_listed
from tests.registry.entries.world import END, START, WHY, day, grant, moment
from tests.registry.factories import DepartmentFactory, OrganisationFactory, ProductionUnitFactory

pytestmark = pytest.mark.django_db
SUPPLIER = "social_supplier"


def merge(absorbed, kept) -> None:
    absorbed.merged_into = kept
    absorbed.save()


# --- Answers ---------------------------------------------------------------------------------------------------------
def test_a_holder_without_entries_holds_nothing():
    answer = queries.status_of(OrganisationFactory(), SUPPLIER, START)
    assert (answer.status, answer.entry, answer.is_held) == (Status.NONE, None, False)


def test_an_answer_carries_dates_version_route_and_reason():
    entry = grant()
    services.renew(entry, starts_on=END, ends_on=day(2000), criteria_version="2.0", by=None, at=moment(9))
    services.suspend(entry, on=day(1500), words=WHY, by=None, at=moment(10))
    answer = queries.status_of(entry.holder, entry.scheme, day(1200))
    assert (answer.standing.since, answer.standing.until) == (START, day(1500))
    assert (answer.standing.valid_from, answer.standing.valid_to) == (START, day(2000))
    assert answer.standing.criteria_version == "2.0"
    assert answer.entry.route.code == "employs"
    suspended = queries.status_of(entry.holder, entry.scheme, day(1600))
    assert (suspended.status, suspended.standing.reason_da) == (Status.SUSPENDED, "Årsrapporten manglede.")


def test_a_new_entry_after_a_withdrawal_speaks_for_the_holder():
    first = grant()
    services.withdraw(first, on=day(100), words=WHY, by=None, at=moment(1))
    second = grant(first.organisation, route="buys", starts_on=day(200), ends_on=day(300), at=moment(2))
    told = [queries.status_of(first.holder, SUPPLIER, day(number)) for number in (50, 150, 250, 350)]
    assert [str(answer.status) for answer in told] == ["valid", "withdrawn", "valid", "expired"]
    assert told[2].entry == second


def test_a_department_holds_for_itself_and_not_for_its_organisation():
    entry = grant(DepartmentFactory())
    assert queries.status_of(entry.holder, "inclusive_department", START).is_held
    assert not queries.status_of(entry.owner, "inclusive_department", START).is_held
    assert list(queries.held_on(START, organisation_ids=[entry.owner.pk])) == [entry]


def test_history_tells_the_newest_entry_first():
    first = grant(ends_on=day(100))
    second = grant(first.organisation, route="buys", starts_on=day(100), at=moment(3))
    told = queries.history(first.organisation, day(150))
    assert [story.entry for story in told] == [second, first]
    assert [str(h.event) for h in told[1].happenings] == ["expired", "granted"]
    assert [story.entry for story in queries.history(first.organisation, day(150), known_at=moment(2))] == [first]


# --- Mergers ---------------------------------------------------------------------------------------------------------
def test_merged_rows_answer_together_and_undoing_the_merger_parts_them():
    first, second, third = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    entry = grant(first)
    merge(first, second)
    merge(second, third)
    for holder in (first, second, third):
        answer = queries.status_of(holder, SUPPLIER, START)
        assert (answer.is_held, answer.entry) == (True, entry)
        assert list(queries.held_on(START, organisation_ids=[holder.pk])) == [entry]
        assert len(queries.history(holder, START)) == 1
    assert queries.starting_or_ending_on(START) == {first.pk, third.pk}
    first.merged_into = None
    first.save()
    assert not queries.status_of(third, SUPPLIER, START).is_held
    assert queries.status_of(first, SUPPLIER, START).is_held


def test_of_merged_rows_that_both_hold_the_valid_entry_speaks():
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    suspended, valid = grant(kept), grant(absorbed)
    services.suspend(suspended, on=day(1), words=WHY, by=None, at=moment(1))
    merge(absorbed, kept)
    assert queries.status_of(kept, SUPPLIER, day(5)).entry == valid


# --- Lists -----------------------------------------------------------------------------------------------------------
def test_held_on_a_day_by_scheme_kind_and_status():
    supplier, department = grant(), grant(DepartmentFactory())
    unit = grant(ProductionUnitFactory())
    services.suspend(unit, on=day(5), words=WHY, by=None, at=moment(5))
    assert set(queries.held_on(day(4))) == {supplier, department, unit}
    assert set(queries.held_on(day(6))) == {supplier, department}
    assert set(queries.held_on(day(6), known_at=moment(4))) == {supplier, department, unit}
    assert set(queries.held_on(day(6), status=Status.SUSPENDED)) == {unit}
    assert set(queries.held_on(day(4), scheme=SUPPLIER)) == {supplier, unit}
    assert set(queries.held_on(day(4), holder_kinds=[HolderKind.UNIT, HolderKind.DEPARTMENT])) == {unit, department}
    assert queries.held_on(day(4), holder_kinds=[HolderKind.UNIT]).get().owner_id == unit.unit.organisation_id


def test_what_begins_or_ends_on_a_day_by_the_calendar_alone():
    entry = grant()
    services.suspend(entry, on=day(10), until=day(20), words=WHY, by=None, at=moment(1))
    turning = [number for number in range(-1, 1100) if queries.starting_or_ending_on(day(number))]
    assert turning == [0, 10, 20, (END - START).days]


def test_what_runs_out_is_told_once_and_not_when_it_is_renewed_or_followed():
    ending, renewed, followed, withdrawn = (grant(ends_on=day(100)) for _ in range(4))
    services.renew(renewed, starts_on=day(100), ends_on=day(200), by=None, at=moment(1))
    grant(followed.organisation, route="buys", starts_on=day(100), ends_on=day(300), at=moment(1))
    services.withdraw(withdrawn, on=day(50), words=WHY, by=None, at=moment(1))
    found = queries.ending_between(day(50), day(150))
    assert [(item.entry, item.ends_on) for item in found] == [(ending, day(100))]
    assert queries.ending_between(day(101), day(150)) == []
    assert queries.ending_between(day(100), day(101), organisation_ids=[ending.organisation_id])
    assert not queries.ending_between(day(100), day(101), organisation_ids=[renewed.organisation_id])


def test_changes_are_told_by_recorded_time_with_before_and_after():
    entry = grant(at=moment(0))
    services.suspend(entry, on=day(-0) + datetime.timedelta(days=5), words=WHY, by=None, at=moment(30))
    services.correct(entry.periods.get(kind="suspended"), starts_on=day(7), why="", by=None, at=moment(40))
    found = queries.changes_between(moment(20), moment(41))
    assert [item.recording.at for item in found] == [moment(40), moment(30)]
    assert [str(s.status) for s in found[1].recording.before] == ["valid", "expired"]
    assert [s.start for s in found[0].recording.after if s.status == Status.SUSPENDED] == [day(7)]
    assert queries.changes_between(moment(41), moment(99)) == []


def test_public_entries_follow_the_listing_of_the_organisation_and_the_department():
    on = datetime.date(2026, 6, 1)
    shown = [grant(), grant(DepartmentFactory())]
    hidden = [
        grant(OrganisationFactory(unlisted=True)),
        grant(DepartmentFactory(revealing=True)),
        grant(DepartmentFactory(uncounted=True)),
        grant(DepartmentFactory(wants_listing=False)),
        grant(ProductionUnitFactory(organisation__is_listed=False)),
    ]
    assert set(Entry.objects.public(on)) == set(shown)
    assert not set(Entry.objects.public(on)) & set(hidden)


def test_public_departments_are_those_the_rule_of_the_domain_lists():
    on, dice = datetime.date(2026, 6, 1), random.Random(7)
    rows = []
    for _ in range(40):
        staff = dice.randint(1, 30)
        counted = on - datetime.timedelta(days=dice.choice([1, 300, 548, 549]))
        rows.append(DepartmentFactory(staff=staff, staff_target_group=dice.randint(0, staff), counted_on=counted))
    public = {entry.department_id for entry in Entry.objects.public(on).filter(pk__in=[grant(row).pk for row in rows])}
    assert public == {row.pk for row in rows if may_be_listed(row, on=on)}
    assert 0 < len(public) < len(rows)


# --- SQL and domain say the same -------------------------------------------------------------------------------------
steps = st.lists(
    st.tuples(
        st.sampled_from(["suspend", "lift", "withdraw", "renew", "correct", "annul"]),
        st.integers(0, 40),
        st.integers(1, 20),
    ),
    max_size=6,
)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=steps)
def test_the_status_in_sql_equals_the_status_of_the_domain_on_every_day_at_every_moment(steps):
    entry = grant(ends_on=day(20))
    for number, (verb, on, length) in enumerate(steps, start=1):
        at = moment(number)
        period = entry.periods.filter(replaced_at=None).order_by("-pk").first()
        try:
            if verb == "suspend":
                services.suspend(entry, on=day(on), until=day(on + length), words=WHY, by=None, at=at)
            elif verb == "lift":
                services.lift(entry, on=day(on), words=WHY, by=None, at=at)
            elif verb == "withdraw":
                services.withdraw(entry, on=day(on), words=WHY, by=None, at=at)
            elif verb == "renew":
                services.renew(entry, starts_on=day(on), ends_on=day(on + length), by=None, at=at)
            elif period and verb == "correct" and period.kind != "withdrawn":
                services.correct(period, starts_on=day(on), ends_on=day(on + length), why="", by=None, at=at)
            elif period and verb == "annul":
                services.annul(period, why="", by=None, at=at)
        except (Refused, IllegalMove):
            continue
    statements = statements_of(entry)
    for known in {None, 0, 1, len(steps)}:
        known_at = None if known is None else moment(known)
        for number in range(-2, 62, 7):
            said = Entry.objects.with_status(day(number), known_at).get(pk=entry.pk).status
            assert said == status_on(statements, day(number), known_at)


# --- Queries ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("count", [1, 12])
def test_the_number_of_queries_does_not_grow_with_the_holders(count, django_assert_num_queries):
    holders = [OrganisationFactory() for _ in range(count)] + [DepartmentFactory() for _ in range(count)]
    for holder in holders:
        services.suspend(grant(holder), on=day(5), words=WHY, by=None, at=moment(1))
    with django_assert_num_queries(4):  # mergers upward and downward, entries with names, statements
        found = queries.statuses(holders, day(6))
    assert {str(answer.status) for by in found.values() for answer in by.values()} == {"suspended"}
    assert set(found) == {key_of(holder) for holder in holders}
    with django_assert_num_queries(4):
        queries.stretches_of(holders)
    with django_assert_num_queries(1):
        [(entry.scheme.name, entry.holder, entry.owner) for entry in queries.held_on(day(1))]
    with django_assert_num_queries(2):
        queries.ending_between(day(0), day(3000))
    with django_assert_num_queries(2):
        queries.changes_between(moment(0), moment(3))
    with django_assert_num_queries(2):
        queries.starting_or_ending_on(day(5))
