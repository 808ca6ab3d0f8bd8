"""The people of the organisations' tests: the secretariat, a company's own people, and strangers."""

from types import SimpleNamespace

import pytest
from django.test import Client

from registry.organisations.domain.roles import Role
from registry.organisations.signals import organisation_changed
from tests.registry.factories import MembershipFactory, OrganisationFactory


def client_of(user) -> Client:
    """A browser in which the user is logged in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def firm(db):
    """A company with a supplier, a department's person, and a buyer, who has no say here."""
    organisation = OrganisationFactory(name="Bøgely Demoværksted", street="Prøvevej 1", city="Eksempelby")
    people = {
        role.value: MembershipFactory(organisation=organisation, role=role).user
        for role in (Role.SUPPLIER, Role.ADMINISTRATOR, Role.DEPARTMENT, Role.BUYER)
    }
    return SimpleNamespace(organisation=organisation, **people)


@pytest.fixture
def secretary(db):
    """Somebody of the register's secretariat."""
    return MembershipFactory(secretariat=True).user


@pytest.fixture
def assessor(db):
    """Somebody of the house without a say over organisations."""
    house = OrganisationFactory(operator=True)
    return MembershipFactory(organisation=house, role=Role.ASSESSOR).user


@pytest.fixture
def stranger(db):
    """A supplier of another company."""
    return MembershipFactory().user


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Ids that were announced while the block ran, once its transaction is committed."""
    heard: list[frozenset[int]] = []

    def listen(sender, ids, **_):
        heard.append(ids)

    organisation_changed.connect(listen)
    yield heard
    organisation_changed.disconnect(listen)
