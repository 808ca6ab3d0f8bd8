"""Accounts outside the pages: made, closed, forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from registry.accounts import services
from registry.accounts.models import User
from tests.registry.accounts.conftest import log_in
from tests.registry.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_a_registered_person_is_known_by_a_confirmed_address():
    user = services.register(email=" Ny@Proeve.Example ", password="fire tilfældige ord")
    assert user.email == "ny@proeve.example"
    assert EmailAddress.objects.get().verified


def test_nobody_is_registered_twice():
    services.register(email="ny@proeve.example", password=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.register(email="NY@proeve.example", password=None)


def test_closing_ends_every_session_and_leaves_a_nameless_row(client, person):
    user = person(first_name="Ellen", last_name="Eksempelsen")
    log_in(client, user)
    services.close_account(user, by=user)
    assert client.get("/da/start/").status_code == 302
    user.refresh_from_db()
    assert not user.is_active and not user.has_usable_password()
    assert "Ellen" not in str(User.objects.values().get(pk=user.pk))
    assert not Session.objects.exists() and not UserSession.objects.exists()
    assert "Ellen" not in ModelLogEntry.objects.get(action="accounts.close").label


def test_a_sign_up_that_nobody_confirmed_is_forgotten_after_a_month():
    def waiting(email, days, verified=False):
        user = UserFactory(email=email, date_joined=NOW - timedelta(days=days))
        EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
        return user

    waiting("glemt@proeve.example", 31)
    kept = [
        waiting("ny@proeve.example", 29),
        waiting("kendt@proeve.example", 31, verified=True),
        waiting("medlem@proeve.example", 31),
        UserFactory(date_joined=NOW - timedelta(days=31)),  # made by command: no address to confirm
    ]
    MembershipFactory(user=kept[2])
    assert services.forget_unconfirmed(now=NOW) == 1
    assert set(User.objects.exclude(email="glemt@proeve.example")) == {*kept} == set(User.objects.all())


def test_sessions_that_ran_out_take_their_address_along(client, person):
    log_in(client, person())
    assert UserSession.objects.count() == 1
    services.clear_sessions(now=datetime.now(UTC))
    assert UserSession.objects.count() == 1
    services.clear_sessions(now=datetime.now(UTC) + timedelta(days=2))
    assert UserSession.objects.count() == 0 == Session.objects.count()
