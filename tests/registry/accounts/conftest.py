"""People who log in."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth

from registry.organisations.domain.roles import Role
from registry.organisations.services import membership
from tests.registry.factories import DAY, PASSWORD, OrganisationFactory, UserFactory


@pytest.fixture
def person(db):
    """A user with a confirmed address and, when asked for, an authenticator app and a role in the house."""

    def make(email="person@proeve.example", app=False, role=None, **fields):
        user = UserFactory(email=email, **fields)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        if app:
            auth.TOTP.activate(user, auth.generate_totp_secret())
        if role:
            house = OrganisationFactory(operator=True)
            membership.grant(user=user, organisation=house, role=role, by=None, on=DAY)
        return user

    return make


@pytest.fixture
def assessor(person):
    """Somebody whose role asks for a second factor, who has one."""
    return person("assessor@proeve.example", app=True, role=Role.ASSESSOR)


def code_of(user) -> str:
    """What the user's app shows now."""
    secret = get_adapter().decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30))


def log_in(client, user, password=PASSWORD):
    """Through the page, with the password."""
    return client.post("/da/konto/login/", {"login": getattr(user, "email", user), "password": password})


def prove(client, user, **record) -> None:
    """Mark the session as opened with the user's second factor, as allauth does."""
    session = client.session
    factor = Authenticator.objects.filter(user=user).order_by("pk").first()
    proof = {"method": "mfa", "at": time.time(), "id": factor.pk, "type": factor.type, "reauthenticated": True}
    session["account_authentication_methods"] = [proof | record]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
