"""The database itself keeps the rules: nothing here goes through the services."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from registry.entries.models import Entry, EntryPeriod
from tests.registry.entries.world import day, moment, raw, raw_entry
from tests.registry.factories import DepartmentFactory, OrganisationFactory, ProductionUnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return raw_entry(OrganisationFactory())


def refused(rule: str):
    return pytest.raises(IntegrityError, match=rule)


# --- Overlaps --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("starts", "ends"), [(0, 100), (50, 60), (-10, 1), (99, 200), (-10, None), (50, None), (0, 1), (-5, 500)]
)
def test_two_valid_periods_of_a_holder_in_a_scheme_cannot_overlap(entry, starts, ends):
    raw(entry, "valid", day(0), day(100))
    with refused("entry_valid_overlap"):
        raw(entry, "valid", day(starts), None if ends is None else day(ends))


@pytest.mark.parametrize(("starts", "ends"), [(100, 200), (-10, 0), (100, None)])
def test_periods_that_meet_do_not_overlap(entry, starts, ends):
    raw(entry, "valid", day(0), day(100))
    raw(entry, "valid", day(starts), None if ends is None else day(ends))


def test_another_route_is_no_way_round_the_overlap(entry):
    raw(entry, "valid", day(0), None)
    other = raw_entry(entry.organisation, route_code="buys")
    with refused("entry_valid_overlap"):
        raw(other, "valid", day(50), day(60))


def test_another_holder_is_free(entry):
    raw(entry, "valid", day(0), None)
    raw(raw_entry(OrganisationFactory()), "valid", day(0), None)
    unit = ProductionUnitFactory(organisation=entry.organisation)
    raw(raw_entry(entry.organisation, organisation=None, unit=unit, holder_key=f"u:{unit.pk}"), "valid", day(0), None)


def test_a_replaced_period_leaves_its_days_free(entry):
    old = raw(entry, "valid", day(0), None)
    EntryPeriod.objects.filter(pk=old.pk).update(replaced_at=moment(2))
    raw(entry, "valid", day(10), None)
    raw(entry, "valid", day(0), None, replaced_at=moment(3))


def test_two_suspensions_of_an_entry_cannot_overlap(entry):
    raw(entry, "valid", day(0), None)
    raw(entry, "suspended", day(10), day(20))
    raw(entry, "suspended", day(20), day(30))
    with refused("entry_suspended_overlap"):
        raw(entry, "suspended", day(29), None)


# --- Within validity -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("starts", "ends"), [(-1, 10), (150, 160), (100, None), (50, 101), (-5, None)])
def test_a_suspension_lies_within_validity(entry, starts, ends):
    raw(entry, "valid", day(0), day(100))
    with refused("entry_suspended_within_valid"):
        raw(entry, "suspended", day(starts), None if ends is None else day(ends))


@pytest.mark.parametrize(("starts", "ends"), [(0, 100), (50, None), (99, 100), (50, 150), (50, 200)])
def test_a_suspension_may_run_over_periods_that_meet_and_until_validity_ends(entry, starts, ends):
    raw(entry, "valid", day(0), day(100))
    raw(entry, "valid", day(100), day(200))
    raw(entry, "suspended", day(starts), None if ends is None else day(ends))


def test_a_suspension_without_end_does_not_reach_over_a_gap(entry):
    raw(entry, "valid", day(0), day(100))
    raw(entry, "suspended", day(50), None)
    with refused("entry_suspended_within_valid"):
        raw(entry, "valid", day(150), day(200))


def test_validity_cannot_be_taken_away_under_a_suspension(entry):
    valid = raw(entry, "valid", day(0), day(100))
    raw(entry, "suspended", day(50), day(60))
    with refused("entry_suspended_within_valid"):
        EntryPeriod.objects.filter(pk=valid.pk).update(replaced_at=moment(2))


# --- Withdrawal ------------------------------------------------------------------------------------------------------
def test_nothing_is_valid_after_a_withdrawal(entry):
    raw(entry, "valid", day(0), day(100))
    with transaction.atomic(), refused("entry_withdrawn_is_last"), transaction.atomic():
        raw(entry, "withdrawn", day(99))
    raw(entry, "withdrawn", day(100))
    with refused("entry_withdrawn_is_last"):
        raw(entry, "valid", day(100), day(200))


def test_an_entry_is_withdrawn_once(entry):
    raw(entry, "withdrawn", day(100))
    with pytest.raises(IntegrityError):
        raw(entry, "withdrawn", day(200))


def test_a_withdrawal_has_no_end(entry):
    with refused("entry_period_withdrawal_has_no_end"):
        raw(entry, "withdrawn", day(1), day(2))


# --- Columns ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("ends", [0, -1])
def test_a_period_starts_before_it_ends(entry, ends):
    with pytest.raises(IntegrityError):
        raw(entry, "valid", day(0), day(ends))


def test_a_kind_that_nobody_knows_is_refused(entry):
    with refused("entry_period_kind_known"):
        raw(entry, "revoked", day(0), day(1))


def test_nothing_is_replaced_before_it_was_recorded(entry):
    with refused("entry_period_replaced_after_recorded"):
        raw(entry, "valid", day(0), None, recorded_at=moment(2), replaced_at=moment(1))


def test_a_statement_carries_its_own_entrys_holder(entry):
    other = raw_entry(OrganisationFactory())
    with refused("entry_period_of_its_holder"):
        raw(entry, "valid", day(0), None, holder_key=other.holder_key)


# --- Holders ---------------------------------------------------------------------------------------------------------
def test_an_entry_has_exactly_one_holder():
    department = DepartmentFactory()
    with pytest.raises(IntegrityError):
        raw_entry(department.organisation, department=department)


@pytest.mark.parametrize(
    "fields",
    [
        {"holder_key": "o:0"},
        {"holder_key": "u:1"},
        {"scheme_code": "inclusive_department", "route_code": "department"},
    ],
)
def test_the_key_says_the_holder_and_the_scheme_is_for_its_kind(fields):
    with refused("entry_fits_scheme"):
        raw_entry(OrganisationFactory(), **fields)


def test_the_route_is_one_of_the_scheme(entry):
    from registry.entries.queries import route

    with refused("entry_fits_scheme"):
        raw_entry(entry.organisation, route=route("inclusive_department", "department"))


# --- History ---------------------------------------------------------------------------------------------------------
CHANGES = [
    {"starts_on": day(1)},
    {"ends_on": day(90)},
    {"ends_on": None},
    {"kind": "withdrawn", "ends_on": None},
    {"reason": "closed"},
    {"reason_da": "Noget andet"},
    {"end_reason": "closed"},
    {"criteria_version": "9"},
    {"recorded_at": moment(0)},
]


@pytest.mark.parametrize("values", CHANGES, ids=lambda values: "-".join(values))
def test_what_was_stated_is_never_changed(entry, values):
    period = raw(entry, "valid", day(0), day(100))
    with refused("entry_history"):
        EntryPeriod.objects.filter(pk=period.pk).update(**values)


def test_a_statement_is_replaced_once(entry):
    period = raw(entry, "valid", day(0), day(100))
    rows = EntryPeriod.objects.filter(pk=period.pk)
    rows.update(replaced_at=moment(5))
    new, newer = raw(entry, "valid", day(0), day(90)), raw(entry, "valid", day(95), day(99))
    rows.update(replaced_by=new)
    for values in ({"replaced_at": moment(6)}, {"replaced_at": None, "replaced_by": None}, {"replaced_by": newer}):
        with refused("entry_history"), transaction.atomic():
            rows.update(**values)


def test_nothing_is_deleted(entry):
    period = raw(entry, "valid", day(0), day(100))
    for table, pk, rule in (
        (EntryPeriod, period.pk, "entry_history"),
        (Entry, raw_entry(OrganisationFactory()).pk, "entry_fixed"),
    ):
        with refused(rule), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table._meta.db_table} WHERE id = {pk}")


def test_an_entry_keeps_its_holder_and_scheme(entry):
    other = OrganisationFactory()
    for values in ({"organisation": other, "holder_key": f"o:{other.pk}"}, {"created_at": moment(9)}):
        with refused("entry_fixed"), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(**values)
    Entry.objects.filter(pk=entry.pk).update(version=3)
    with refused("entry_fixed"):
        Entry.objects.filter(pk=entry.pk).update(version=2)


def test_the_author_of_a_statement_may_be_forgotten_but_not_exchanged(entry):
    from tests.registry.factories import UserFactory

    first, second = UserFactory(), UserFactory()
    period = raw(entry, "valid", day(0), None, recorded_by=first)
    with refused("entry_history"), transaction.atomic():
        EntryPeriod.objects.filter(pk=period.pk).update(recorded_by=second)
    first.delete()
    period.refresh_from_db()
    assert period.recorded_by is None


# --- Between transactions --------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.parametrize("kind", ["valid", "suspended"])
def test_two_transactions_that_cannot_see_each_other_cannot_both_write_an_overlap(kind):
    entry = raw_entry(OrganisationFactory())
    if kind == "suspended":
        raw(entry, "valid", day(0), None)
    outcomes = in_two_transactions(
        lambda: raw(entry, kind, day(0), day(100)), lambda: raw(entry, kind, day(50), day(150))
    )
    assert sorted(outcomes) == ["refused", "written"]
    assert EntryPeriod.objects.filter(entry=entry, kind=kind).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_validity_is_not_replaced_while_another_transaction_suspends_it():
    entry = raw_entry(OrganisationFactory())
    valid = raw(entry, "valid", day(0), None)
    outcomes = in_two_transactions(
        lambda: raw(entry, "suspended", day(10), day(20)),
        lambda: EntryPeriod.objects.filter(pk=valid.pk).update(replaced_at=moment(3)),
    )
    assert sorted(outcomes) == ["refused", "written"]


def in_two_transactions(*acts) -> list[str]:
    """Both begin, both try to write, both try to commit: what became of each."""
    barrier, outcomes = threading.Barrier(len(acts)), []

    def run(act) -> None:
        try:
            with transaction.atomic():
                barrier.wait(timeout=10)
                act()
            outcomes.append("written")
        except IntegrityError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes
