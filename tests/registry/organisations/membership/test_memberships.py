"""Granted, ended, and what follows for log-in; never without an administrator."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from wagtail.models import ModelLogEntry

from registry.organisations.domain.roles import Role
from registry.organisations.models import Membership
from registry.organisations.services import membership as services
from tests.registry.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.registry.organisations.membership.conftest import TODAY

pytestmark = pytest.mark.django_db


def names(user):
    return set(user.groups.values_list("name", flat=True))


def end(row, on=TODAY, reason="left", by=None):
    return services.end_membership(row, by=by, on=on, reason=reason)


# --- Granting and ending ----------------------------------------------------------------------------------------


def test_a_role_begins_and_ends_by_the_day(company):
    user = UserFactory()
    row = services.grant(user=user, organisation=company.organisation, role=Role.BUYER, by=None, on=TODAY)
    end(row, on=TODAY + timedelta(days=10))
    assert Membership.objects.active(TODAY + timedelta(days=9)).filter(pk=row.pk).exists()
    assert not Membership.objects.active(TODAY + timedelta(days=10)).filter(pk=row.pk).exists()


def test_ending_is_journalled_with_a_reason_and_no_name(company):
    end(company.supplier_row, reason="new_duties", by=company.administrator)
    entry = ModelLogEntry.objects.get(action="organisations.end")
    assert entry.user == company.administrator
    assert entry.data == {"reason": "new_duties", "role": "supplier"}
    assert company.supplier.last_name not in entry.label


def test_a_role_is_not_given_twice_for_overlapping_days(company):
    user = UserFactory()
    give = {"user": user, "organisation": company.organisation, "role": Role.BUYER, "by": None, "on": TODAY}
    services.grant(**give, ends_on=TODAY + timedelta(days=5))
    with pytest.raises(services.Refused, match="already_member"):
        services.grant(**give, starts_on=TODAY + timedelta(days=4))
    services.grant(**give, starts_on=TODAY + timedelta(days=5))


def test_a_role_that_never_began_ends_on_the_day_it_would_have(company):
    start = TODAY + timedelta(days=30)
    user = UserFactory()
    row = services.grant(
        user=user, organisation=company.organisation, role=Role.BUYER, by=None, on=TODAY, starts_on=start
    )
    assert end(row).ends_on == start
    assert not Membership.objects.active(start).filter(pk=row.pk).exists()


def test_ending_twice_is_refused(company):
    end(company.supplier_row)
    with pytest.raises(services.Refused, match="ended_already"):
        end(company.supplier_row)


def test_a_free_text_is_no_reason(company):
    with pytest.raises(services.Refused, match="unknown_reason"):
        end(company.supplier_row, reason="Hun skulle have barn")


# --- The last administrator -------------------------------------------------------------------------------------


def test_the_last_administrator_cannot_leave(company):
    with pytest.raises(services.Refused, match="last_administrator"):
        end(company.administrator_row)


def test_the_last_but_one_can(company):
    MembershipFactory(organisation=company.organisation, administrator=True)
    assert end(company.administrator_row).ends_on == TODAY


def test_an_administrator_who_ends_too_early_does_not_count(company):
    MembershipFactory(organisation=company.organisation, administrator=True, ends_on=TODAY)
    with pytest.raises(services.Refused, match="last_administrator"):
        end(company.administrator_row)


def test_a_closed_account_does_not_count(company):
    MembershipFactory(organisation=company.organisation, administrator=True, user__is_active=False)
    with pytest.raises(services.Refused, match="last_administrator"):
        end(company.administrator_row)


def test_the_database_refuses_what_goes_round_the_service(company):
    for attempt in (
        lambda rows: rows.update(ends_on=TODAY),
        lambda rows: rows.update(role=Role.BUYER),
        lambda rows: rows.update(organisation=OrganisationFactory()),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(IntegrityError, match="membership_last_administrator"), transaction.atomic():
            attempt(Membership.objects.filter(pk=company.administrator_row.pk))
    assert Membership.objects.active(date(2030, 1, 1)).filter(pk=company.administrator_row.pk).exists()


def test_the_database_lets_an_ended_administrator_be_forgotten(company):
    old = MembershipFactory(organisation=company.organisation, administrator=True, ends_on=date(2026, 2, 1))
    Membership.objects.filter(pk=old.pk).delete()
    other = MembershipFactory(organisation=company.organisation, administrator=True)
    Membership.objects.filter(pk=other.pk).update(ends_on=TODAY)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_leave_at_once_do_not_both_get_away(company):
    second = MembershipFactory(organisation=company.organisation, administrator=True)
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("one connection: SQLite in memory has no two writers")
    gate = threading.Barrier(2)
    outcome = []

    def leave(pk):
        try:
            gate.wait()
            Membership.objects.filter(pk=pk).update(ends_on=TODAY)  # round the service: the trigger alone must hold
            outcome.append("left")
        except IntegrityError:
            outcome.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[pk]) for pk in (company.administrator_row.pk, second.pk)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcome) == ["left", "refused"]


# --- What follows -----------------------------------------------------------------------------------------------


def test_a_staff_role_asks_for_a_second_factor_and_lets_go_when_it_ends(house):
    user = UserFactory()
    row = services.grant(user=user, organisation=house.organisation, role=Role.ASSESSOR, by=None, on=TODAY)
    assert user.needs_mfa
    end(row)
    user.refresh_from_db()
    assert not user.needs_mfa


def test_a_company_role_asks_for_none(company):
    user = UserFactory()
    services.grant(user=user, organisation=company.organisation, role=Role.ADMINISTRATOR, by=None, on=TODAY)
    assert not user.needs_mfa


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        (Role.EDITOR, {"Editors", "Moderators"}),
        (Role.SECRETARIAT, {"Secretariat"}),
        (Role.OPERATOR, {"Operators"}),
        (Role.DECIDER, set()),
    ],
)
def test_the_cms_opens_by_role_and_closes_with_it(house, role, groups):
    user = UserFactory()
    row = services.grant(user=user, organisation=house.organisation, role=role, by=None, on=TODAY)
    assert names(user) == groups
    assert type(user).objects.get(pk=user.pk).has_perm("wagtailadmin.access_admin") is bool(groups)
    end(row)
    assert names(user) == set()
    assert not type(user).objects.get(pk=user.pk).has_perm("wagtailadmin.access_admin")


def test_an_administrator_of_a_company_gets_no_group(company):
    services.follow(company.administrator, on=TODAY)
    assert names(company.administrator) == set()


def test_the_sweep_follows_the_calendar(house):
    user = UserFactory()
    day = TODAY + timedelta(days=7)
    services.grant(
        user=user,
        organisation=house.organisation,
        role=Role.EDITOR,
        by=None,
        on=TODAY,
        starts_on=day,
        ends_on=day + timedelta(days=7),
    )
    seen = []
    for on in (TODAY, day, day + timedelta(days=6), day + timedelta(days=7)):
        services.sweep(on=on)
        user.refresh_from_db()
        seen.append((user.mfa_required, bool(names(user))))
    assert seen == [(False, False), (True, True), (True, True), (False, False)]


def test_a_second_sweep_changes_nothing(house):
    services.sweep(on=TODAY)
    assert services.sweep(on=TODAY) == {"expired": 0, "changed": 0}


# --- Closing an account -----------------------------------------------------------------------------------------


def test_a_closed_account_is_nobody_but_its_deeds_stand(company, person):
    user = person(first_name="Ellen", last_name="Eksempelsen")
    row = services.grant(user=user, organisation=company.organisation, role=Role.BUYER, by=None, on=TODAY)
    services.close_account(user, by=user, on=TODAY + timedelta(days=1))
    user.refresh_from_db()
    row.refresh_from_db()
    assert not user.is_active and "Ellen" not in str(user) and "ny@" not in user.email
    assert row.ends_on == TODAY + timedelta(days=1)
    assert not user.emailaddress_set.exists()


def test_the_last_administrator_cannot_close_the_account(company):
    with pytest.raises(services.Refused, match="last_administrator"):
        services.close_account(company.administrator, by=company.administrator, on=TODAY)
    company.administrator.refresh_from_db()
    assert company.administrator.is_active
