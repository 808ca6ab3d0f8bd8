"""The people of these tests: a company with its administrator, and the house with its own."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress

from registry.core.models import OutboxMessage
from registry.organisations import mails
from registry.organisations.domain.roles import Role
from registry.organisations.services import membership as services
from tests.registry.factories import MembershipFactory, OrganisationFactory, UserFactory

TODAY = date(2026, 6, 1)


@pytest.fixture
def company(db):
    """A company with one administrator and one supplier."""
    organisation = OrganisationFactory(name="Bøgely Demoværksted")
    administrator = MembershipFactory(organisation=organisation, administrator=True)
    supplier = MembershipFactory(organisation=organisation, role=Role.SUPPLIER)
    return SimpleNamespace(
        organisation=organisation,
        administrator=administrator.user,
        administrator_row=administrator,
        supplier=supplier.user,
        supplier_row=supplier,
    )


@pytest.fixture
def house(db):
    """The register's secretariat: its administrator, a secretary and a data protection officer."""
    organisation = OrganisationFactory(operator=True)
    people = {
        role.value: MembershipFactory(organisation=organisation, role=role).user
        for role in (Role.ADMINISTRATOR, Role.SECRETARIAT, Role.DATA_PROTECTION, Role.EDITOR, Role.OPERATOR)
    }
    return SimpleNamespace(organisation=organisation, **people)


@pytest.fixture
def stranger(db):
    """An administrator of another company."""
    return MembershipFactory(administrator=True).user


@pytest.fixture
def invite(company):
    """Invite an address to the company; gives the invitation and the secret of its link."""

    def send(email="ny@proeve.example", role=Role.SUPPLIER, organisation=None, on=TODAY, **fields):
        row = services.invite(
            organisation or company.organisation,
            email=email,
            role=role,
            by=company.administrator,
            on=on,
            letter=mails.invitation,
            **fields,
        )
        return row, secret_of(row)

    return send


def secret_of(row) -> str:
    """The secret as it stands in the letter, the only place where it is written."""
    letter = OutboxMessage.objects.get(key=f"invitation:{row.secret_hash}")
    return re.search(r"/invitation/([^/]+)/", letter.text)[1]


@pytest.fixture
def person(db):
    """A user with a confirmed address."""

    def make(email="ny@proeve.example", **fields):
        user = UserFactory(email=email, **fields)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        return user

    return make
