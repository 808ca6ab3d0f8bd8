"""The verbs as written: what counts, what is journalled, what is announced, and who wins a race."""

import datetime
import threading

import pytest
from django.db import connection
from wagtail.models import ModelLogEntry

from registry.core.domain.lifecycle import IllegalMove
from registry.entries import queries, services
from registry.entries.domain.changes import Refused
from registry.entries.domain.kinds import Status
from registry.entries.models import Entry, EntryPeriod, Scheme
from registry.entries.signals import entries_changed
from tests.registry.entries.world import END, START, WHY, day, grant, moment
from tests.registry.factories import DepartmentFactory, OrganisationFactory, ProductionUnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def status(entry: Entry, number: int, known: float | None = None) -> str:
    known_at = None if known is None else moment(known)
    return str(queries.status_of(entry.holder, entry.scheme, day(number), known_at).status)


def actions(entry: Entry) -> list[str]:
    rows = ModelLogEntry.objects.for_instance(entry).order_by("pk")
    return [row.action for row in rows]


# --- Works -----------------------------------------------------------------------------------------------------------
def test_a_life_from_grant_to_withdrawal():
    user = UserFactory()
    entry = grant(by=user)
    services.suspend(entry, on=day(100), words=WHY, heard=True, by=user, at=moment(100))
    services.lift(entry, on=day(150), words=WHY, by=user, at=moment(150))
    services.renew(entry, starts_on=END, ends_on=day(2000), criteria_version="2.0", by=user, at=moment(1000))
    services.withdraw(entry, on=day(1500), words=WHY, heard=True, by=user, at=moment(1500))
    told = [status(entry, number) for number in (-1, 0, 99, 100, 149, 150, 1095, 1096, 1499, 1500, 3000)]
    assert (
        told
        == ["not_yet", "valid", "valid", "suspended", "suspended", "valid", "valid", "valid", "valid"]
        + ["withdrawn"] * 2
    )
    names = ["record", "suspend", "lift", "renew", "withdraw"]
    assert actions(entry) == [f"entries.{name}" for name in names]
    assert entry.version == 4
    # What the register said before it knew.
    assert [status(entry, 120, known) for known in (50, 120, 2000)] == ["valid", "suspended", "suspended"]
    assert status(entry, 1600, known=1499) == "valid"
    assert status(entry, 10, known=-1) == "none"


def test_the_journal_says_who_and_whether_the_holder_was_heard_but_no_words():
    user = UserFactory()
    entry = grant()
    services.suspend(entry, on=day(1), words=WHY, heard=True, by=user, at=moment(1))
    row = ModelLogEntry.objects.for_instance(entry).order_by("-pk").first()
    assert row.user == user
    assert row.data == {"on": "2024-01-02", "reason": "report_missing", "heard": True}


def test_a_correction_changes_the_past_and_keeps_what_was_said():
    entry = grant()
    period = entry.periods.get()
    services.correct(period, ends_on=day(500), why="Forkert slutdag", by=None, at=moment(600))
    assert status(entry, 550) == "expired"
    assert status(entry, 550, known=599) == "valid"
    period.refresh_from_db()
    assert period.replaced_by.ends_on == day(500)
    assert period.replaced_at == period.replaced_by.recorded_at == moment(600)


def test_only_dates_reasons_and_version_can_be_corrected():
    period = grant().periods.get()
    with pytest.raises(TypeError):
        services.correct(period, kind="withdrawn", why="", by=None, at=moment(1))


def test_taken_out_by_mistake_of_the_register():
    entry = grant()
    services.annul(entry.periods.get(), why="Forkert organisation", by=None, at=moment(3))
    assert status(entry, 10) == "none"
    assert status(entry, 10, known=2) == "valid"
    grant(entry.organisation, at=moment(4))


def test_the_registers_clock_never_runs_backwards():
    entry = grant(at=moment(10))
    services.suspend(entry, on=day(1), words=WHY, by=None, at=moment(5))
    assert entry.periods.get(kind="suspended").recorded_at == moment(10)


def test_units_and_departments_hold_entries_of_their_own():
    department = DepartmentFactory()
    unit = ProductionUnitFactory(organisation=department.organisation)
    for holder in (department, unit, department.organisation):
        entry = grant(holder)
        assert entry.holder == holder
        assert entry.owner == department.organisation


# --- Refused ---------------------------------------------------------------------------------------------------------
def refused(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def test_a_holder_cannot_hold_a_scheme_twice_on_a_day_by_whatever_route():
    entry = grant()
    with pytest.raises(IllegalMove):
        grant(entry.organisation, route="buys", starts_on=day(100))
    with refused("overlap"):
        grant(entry.organisation, route="buys", starts_on=day(-10), ends_on=day(1))
    grant(entry.organisation, route="buys", starts_on=END, ends_on=None)
    assert Entry.objects.count() == 2


def test_an_organisation_cannot_hold_the_scheme_of_departments():
    route = queries.route("inclusive_department", "department")
    with refused("holder"):
        services.record(
            holder=OrganisationFactory(),
            scheme=route.scheme,
            route=route,
            starts_on=START,
            ends_on=None,
            by=None,
            at=moment(0),
        )


def test_a_route_of_another_scheme_is_refused():
    route = queries.route("inclusive_department", "department")
    with refused("route"):
        services.record(
            holder=ProductionUnitFactory(),
            scheme=queries.scheme("social_supplier"),
            route=route,
            starts_on=START,
            ends_on=None,
            by=None,
            at=moment(0),
        )


def test_a_scheme_is_granted_in_its_own_days_only():
    Scheme.objects.filter(code="social_supplier").update(valid_from=day(10))
    with refused("not_granted_then"):
        grant()
    grant(starts_on=day(10))


def test_a_merged_organisation_gets_no_new_entry_and_the_kept_one_sees_the_others():
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    grant(absorbed, ends_on=day(100))
    absorbed.merged_into = kept
    absorbed.save()
    with refused("holder_merged"):
        grant(absorbed, starts_on=day(200))
    with pytest.raises(IllegalMove):
        grant(kept, starts_on=day(50))
    grant(kept, starts_on=day(100))


def test_a_refusal_writes_nothing():
    entry = grant(ends_on=day(100))
    before = list(EntryPeriod.objects.order_by("pk").values())
    for act in (
        lambda: services.suspend(entry, on=day(50), until=day(200), words=WHY, by=None, at=moment(1)),
        lambda: services.lift(entry, on=day(50), words=WHY, by=None, at=moment(1)),
        lambda: services.renew(entry, starts_on=day(0), ends_on=None, by=None, at=moment(1)),
        lambda: services.withdraw(entry, on=day(100), words=WHY, by=None, at=moment(1)),
    ):
        with pytest.raises((Refused, IllegalMove)):
            act()
    assert list(EntryPeriod.objects.order_by("pk").values()) == before
    assert actions(entry) == ["entries.record"]


def test_who_acts_on_an_old_sight_of_the_entry_is_refused():
    entry = grant()
    services.suspend(entry, on=day(1), words=WHY, by=None, at=moment(1), seen=0)
    with refused("stale"):
        services.withdraw(entry, on=day(2), words=WHY, by=None, at=moment(2), seen=0)


def test_the_domain_and_the_database_agree_when_another_entry_is_in_the_way():
    entry = grant(ends_on=day(100))
    grant(entry.organisation, route="buys", starts_on=day(100), ends_on=day(200))
    with refused("overlap"):
        services.correct(entry.periods.get(), ends_on=day(101), why="", by=None, at=moment(1))
    with refused("overlap"):
        services.renew(entry, starts_on=day(100), ends_on=day(150), by=None, at=moment(1))


# --- News ------------------------------------------------------------------------------------------------------------
def test_what_changed_is_announced_on_commit_with_the_owner_as_row_and_as_what_it_stands_for(
    django_capture_on_commit_callbacks,
):
    heard = []

    def listen(sender, organisation_ids, holder_keys, **_):
        heard.append((organisation_ids, holder_keys))

    kept = OrganisationFactory()
    department = DepartmentFactory()
    entries_changed.connect(listen, weak=False)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            entry = grant(department)
            department.organisation.merged_into = kept
            department.organisation.save()
            services.suspend(entry, on=day(1), words=WHY, by=None, at=moment(1))
    finally:
        entries_changed.disconnect(listen)
    assert heard == [(frozenset({department.organisation_id, kept.pk}), frozenset({entry.holder_key}))]


# --- Races -----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share the in-memory database of SQLite")
@pytest.mark.parametrize("verbs", [("suspend", "suspend"), ("suspend", "withdraw"), ("record", "record")])
def test_of_two_who_act_at_once_one_wins(verbs):
    holder = OrganisationFactory()
    entry = None if "record" in verbs else grant(holder)
    acts = {
        "suspend": lambda: services.suspend(entry, on=day(10), words=WHY, by=None, at=moment(1), seen=0),
        "withdraw": lambda: services.withdraw(entry, on=day(10), words=WHY, by=None, at=moment(1), seen=0),
        "record": lambda: grant(holder),
    }
    barrier, outcomes = threading.Barrier(2), []

    def run(act) -> None:
        try:
            barrier.wait(timeout=10)
            act()
            outcomes.append("won")
        except (Refused, IllegalMove):
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(acts[verb],)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["refused", "won"]


# --- The matrix through the services ---------------------------------------------------------------------------------
def in_status(wanted: Status) -> Entry:
    """An entry that has the status on day 10."""
    start, stop = {Status.NOT_YET: (20, 30), Status.EXPIRED: (0, 5)}.get(wanted, (0, 30))
    entry = grant(starts_on=day(start), ends_on=day(stop))
    if wanted is Status.SUSPENDED:
        services.suspend(entry, on=day(8), words=WHY, by=None, at=moment(1))
    if wanted is Status.WITHDRAWN:
        services.withdraw(entry, on=day(8), words=WHY, by=None, at=moment(1))
    if wanted is Status.NONE:
        services.annul(entry.periods.get(), why="", by=None, at=moment(1))
    return entry


ACTS = {
    "grant": lambda e: grant(e.organisation, starts_on=day(10), ends_on=day(15), at=moment(2)),
    "renew": lambda e: services.renew(e, starts_on=day(10), ends_on=day(40), by=None, at=moment(2)),
    "suspend": lambda e: services.suspend(e, on=day(10), words=WHY, by=None, at=moment(2)),
    "lift": lambda e: services.lift(e, on=day(10), words=WHY, by=None, at=moment(2)),
    "withdraw": lambda e: services.withdraw(e, on=day(10), words=WHY, by=None, at=moment(2)),
}


@pytest.mark.parametrize("verb", ACTS)
@pytest.mark.parametrize("wanted", list(Status))
def test_every_verb_in_every_status(verb, wanted):
    from registry.entries.domain.lifecycle import ENTRY

    entry = in_status(wanted)
    assert status(entry, 10) == wanted
    if verb not in ENTRY.allowed(wanted):
        with pytest.raises(IllegalMove):
            ACTS[verb](entry)
        assert status(entry, 10) == wanted
    else:
        ACTS[verb](entry)
        assert status(entry, 10) == ENTRY.target(wanted, verb)


def test_the_day_is_an_argument_so_a_service_needs_no_clock():
    entry = grant(starts_on=datetime.date(1999, 12, 31), ends_on=datetime.date(2000, 1, 1), at=moment(0))
    assert queries.status_of(entry.holder, "social_supplier", datetime.date(1999, 12, 31)).is_held
