"""Invited by mail, accepted by the address, taken back, run out."""

from datetime import date, timedelta

import pytest
from wagtail.models import ModelLogEntry

from registry.core.models import OutboxMessage
from registry.organisations import mails
from registry.organisations.domain.invitation import INVITATION
from registry.organisations.domain.roles import Role
from registry.organisations.models import Invitation, Membership
from registry.organisations.queries.membership import invitation_by_secret
from registry.organisations.services import membership as services
from tests.registry.factories import OrganisationFactory
from tests.registry.organisations.membership.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_an_invitation_goes_out_once_and_keeps_only_the_hash_of_its_secret(invite):
    row, secret = invite()
    assert OutboxMessage.objects.get().to == "ny@proeve.example"
    assert secret not in str(Invitation.objects.values().get())
    assert invitation_by_secret(secret) == row
    assert invitation_by_secret(secret + "x") is None
    assert ModelLogEntry.objects.filter(action="organisations.invite", object_id=str(row.pk)).count() == 1
    assert secret not in str(ModelLogEntry.objects.values_list("data", flat=True))


def test_the_letter_is_in_the_language_that_was_chosen(invite):
    invite(language="en")
    assert "/en/invitation/" in OutboxMessage.objects.get().text


def test_accepting_gives_the_role_from_that_day(invite, person):
    row, _ = invite(role=Role.BUYER, ends_on=date(2027, 1, 1))
    membership = services.accept(row, user=person(), on=TODAY + timedelta(days=3))
    assert (membership.role, membership.starts_on, membership.ends_on) == (
        Role.BUYER,
        TODAY + timedelta(days=3),
        date(2027, 1, 1),
    )
    row.refresh_from_db()
    assert (row.state, row.accepted_by) == ("accepted", membership.user)


def test_the_link_is_worth_nothing_to_another_address(invite, person):
    row, _ = invite()
    with pytest.raises(services.Refused, match="other_address"):
        services.accept(row, user=person("anden@proeve.example"), on=TODAY)
    assert not Membership.objects.filter(user__email="anden@proeve.example").exists()


def test_case_in_the_address_does_not_matter(invite, person):
    row, _ = invite(email=" Ny@Proeve.Example ")
    assert services.accept(row, user=person(), on=TODAY).role == Role.SUPPLIER


def test_an_invitation_past_its_term_gives_nothing_even_before_the_sweep(invite, person):
    row, _ = invite()
    with pytest.raises(services.Refused, match="expired"):
        services.accept(row, user=person(), on=row.expires_on)


def test_accepting_twice_gives_the_role_once(invite, person):
    row, _ = invite()
    stale = Invitation.objects.get()
    user = person()
    services.accept(row, user=user, on=TODAY)
    with pytest.raises(services.IllegalMove):
        services.accept(stale, user=user, on=TODAY)
    assert user.memberships.count() == 1


def test_who_has_the_role_already_keeps_one(invite, person, company):
    row, _ = invite()
    user = person()
    services.grant(user=user, organisation=company.organisation, role=Role.SUPPLIER, by=None, on=TODAY)
    services.accept(row, user=user, on=TODAY)
    assert user.memberships.count() == 1


def test_signing_up_by_the_link_confirms_the_address(invite):
    row, _ = invite()
    user, membership = services.accept_as_new(
        row, password="fire tilfældige ord her", first_name="Ny", last_name="Prøvesen", on=TODAY
    )
    assert user.check_password("fire tilfældige ord her")
    assert user.emailaddress_set.get().verified
    assert membership.user == user


@pytest.mark.parametrize("verb", list(INVITATION.moves))
@pytest.mark.parametrize("state", sorted(INVITATION.states))
def test_every_verb_from_every_state(invite, person, state, verb):
    row, _ = invite()
    Invitation.objects.update(state=state)
    row.refresh_from_db()
    user = person()
    act = {
        "accept": lambda: services.accept(row, user=user, on=TODAY),
        "revoke": lambda: services.revoke(row, by=None),
        "expire": lambda: services.expire_invitations(on=row.expires_on),
    }[verb]
    if verb in INVITATION.allowed(state):
        act()
        row.refresh_from_db()
        assert row.state == INVITATION.target(state, verb)
    else:
        if verb == "expire":  # a sweep looks for open ones only
            assert act() == 0
        else:
            with pytest.raises(services.IllegalMove):
                act()
        row.refresh_from_db()
        assert row.state == state


def test_the_sweep_expires_what_ran_out_and_nothing_else(invite):
    old, _ = invite()
    young, _ = invite(email="senere@proeve.example", on=TODAY + timedelta(days=5))
    assert services.sweep(on=old.expires_on)["expired"] == 1
    old.refresh_from_db(), young.refresh_from_db()
    assert (old.state, young.state) == ("expired", "sent")


def test_the_same_open_invitation_is_not_sent_twice(invite):
    invite()
    with pytest.raises(services.Refused, match="already_invited"):
        invite()
    assert OutboxMessage.objects.count() == 1


def test_sending_again_kills_the_old_link(invite, company):
    row, old = invite()
    services.renew(row, by=company.administrator, on=TODAY + timedelta(days=2), letter=mails.invitation)
    assert invitation_by_secret(old) is None
    assert OutboxMessage.objects.count() == 2
    row.refresh_from_db()
    assert row.expires_on == TODAY + timedelta(days=16)


def test_a_closed_invitation_is_not_sent_again(invite, company):
    row, _ = invite()
    services.revoke(row, by=company.administrator)
    with pytest.raises(services.Refused, match="not_open"):
        services.renew(row, by=company.administrator, on=TODAY, letter=mails.invitation)


def test_a_role_that_the_kind_does_not_know_is_refused(invite):
    with pytest.raises(services.Refused, match="role_not_here"):
        invite(role=Role.ASSESSOR)
    with pytest.raises(services.Refused, match="unknown_role"):
        invite(role="king")
    assert not OutboxMessage.objects.exists()


def test_nobody_is_invited_into_an_organisation_that_was_merged_away(invite, company):
    company.organisation.merged_into = OrganisationFactory()
    company.organisation.save()
    with pytest.raises(services.Refused, match="merged"):
        invite()


def test_a_member_is_not_invited_to_the_role_they_hold(invite, company):
    with pytest.raises(services.Refused, match="already_member"):
        invite(email=company.supplier.email)


def test_an_end_before_the_start_is_refused(invite):
    with pytest.raises(services.Refused, match="ends_before_start"):
        invite(ends_on=TODAY)
