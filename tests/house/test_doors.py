"""Every address as nobody, as a stranger, as a member without the role; an address without a line fails."""

import datetime
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from registry.accounts.models import User
from registry.core.models import Job
from registry.organisations.domain.roles import Role
from registry.organisations.models import ImportBatch, ImportRow, Invitation, Merge
from tests.house.door_list import DOORS, LIBRARIES
from tests.house.doors import addresses
from tests.registry.entries.world import grant
from tests.registry.factories import (
    DepartmentFactory,
    MembershipFactory,
    OfferFactory,
    OrganisationFactory,
    ProductionUnitFactory,
    UserFactory,
)

# Values for the parts of library addresses; access is asked before anything is looked up.
ANY = {
    "IntConverter": 1,
    "SlugConverter": "x",
    "StringConverter": "x",
    "UUIDConverter": "0" * 8 + "-0000-4000-8000-" + "0" * 12,
}
LEAVING = {"account_logout", "wagtailadmin_logout"}  # tried last of all would still log the three out


def door_of(name: str):
    """The line for the address: its own, or that of its library."""
    if name in DOORS:
        return DOORS[name]
    return next((door for start, door in LIBRARIES if name.startswith(start)), None)


def every_address():
    """All addresses of the house."""
    return list(addresses(get_resolver().url_patterns))


@pytest.fixture
def world(db):
    """One of everything in company A; a stranger of company B; members of A and of the house without the role."""
    a, b = OrganisationFactory(name="Bøgely Demoværksted"), OrganisationFactory(name="Egelev Demoværksted")
    absorbed = OrganisationFactory(name="Bøgely gamle værksted", merged_into=a)
    operator = OrganisationFactory(operator=True)
    owner = MembershipFactory(organisation=a, role=Role.ADMINISTRATOR)
    department = DepartmentFactory(organisation=a)
    entry = grant(a)
    batch = ImportBatch.objects.create(file_name="a.csv", sha256="0" * 64, form="raw", row_count=1)
    things = {
        "organisation": a.public_id,
        "department": department.public_id,
        "unit": ProductionUnitFactory(organisation=a).public_id,
        "offer": OfferFactory(organisation=a).public_id,
        "membership": owner.public_id,
        "entry": entry.public_id,
        "period": entry.periods.order_by("pk").first().public_id,
        "batch": batch.public_id,
        "row": ImportRow.objects.create(batch=batch, line=2, outcome="waiting").public_id,
        "merge": Merge.objects.create(organisation=absorbed, into=a, reason="samme").public_id,
        "job": Job.objects.create(kind="x", key="x", requested_by=owner.user).public_id,
        "invitation": Invitation.objects.create(
            organisation=a, email="ny@proeve.example", role=Role.SUPPLIER, secret_hash="h" * 64,
            expires_on=timezone.localdate() + datetime.timedelta(days=7),
        ).public_id,
    }  # fmt: skip
    return SimpleNamespace(
        things=things,
        stranger=MembershipFactory(organisation=b, role=Role.SUPPLIER).user,
        own_member=MembershipFactory(organisation=a, role=Role.BUYER).user,
        house_member=MembershipFactory(organisation=operator, role=Role.OPERATOR).user,
        plain=UserFactory(),
    )


def log_in(user) -> Client:
    """A client in which the user has proved a second factor, so that only the role decides."""
    client = Client()
    client.force_login(user)
    factor = Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "id": factor.pk, "type": "totp", "at": 1.0}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def url_of(address, door, things) -> str | None:
    """The address with its parts filled in, or None where no name leads to it."""
    values = {}
    for part, converter in address.parameters:
        wanted = door.needs.get(part)
        values[part] = things.get(wanted, wanted) if wanted else ANY.get(converter, "x")
    try:
        return reverse(address.name, kwargs=values)
    except NoReverseMatch:
        return None


def met(client: Client, url: str, method: str):
    """What a person meets at the door: a status, or "login" when sent to the login page."""
    response = getattr(client, method)(url)
    where = response.headers.get("Location", "")
    if response.status_code == 302 and ("/konto/login/" in where or "/cms/login/" in where):
        return "login"
    return response.status_code


def test_every_address_has_a_line():
    unknown = sorted({a.name or a.route for a in every_address() if a.name and door_of(a.name) is None})
    assert not unknown, f"no line in tests/house/door_list.py for: {unknown}"


def test_no_line_without_an_address():
    names = {a.name for a in every_address()}
    gone = sorted(set(DOORS) - names)
    gone += sorted(start for start, _ in LIBRARIES if not any(name.startswith(start) for name in names))
    assert not gone, f"lines for addresses that are gone: {gone}"


@pytest.mark.django_db(databases=["default", "statistics"])
@pytest.mark.parametrize("who", ["nobody", "stranger", "member"])
def test_every_door_as(who, world):
    clients = {
        "nobody": [Client()],
        "stranger": [log_in(world.stranger), log_in(world.plain)],
        "member": [log_in(world.own_member), log_in(world.house_member)],
    }[who]
    wrong, seen = [], 0
    for address in every_address():
        door = door_of(address.name)
        url = url_of(address, door, world.things) if door and address.name else None
        if url is None or address.name in LEAVING:
            continue
        for number, client in enumerate(clients if address.name in DOORS else clients[:1]):
            client.raise_request_exception = False
            for method in ("get", "post"):
                found = met(client, url, method)
                expected = getattr(door, who)
                if who == "member":  # somebody of the organisation, and somebody of the house: each inside one scope
                    expected = expected[number] if isinstance(expected, tuple) else expected
                seen += 1
                if found not in expected and found != 405:
                    wrong.append(f"{method} {address.name} as {who} {number}: {found}, not {set(expected)}")
    assert not wrong, "\n".join(wrong)
    assert seen > 300


@pytest.mark.django_db(databases=["default", "statistics"])
def test_second_factor_is_asked_on_every_door(world):
    client = Client()
    User.objects.filter(pk=world.house_member.pk).update(mfa_required=True)
    client.force_login(world.house_member)  # logged in by password alone
    passed = []
    for address in every_address():
        door = door_of(address.name)
        url = url_of(address, door, world.things) if door and address.name else None
        if url is None or door.nobody is not DOORS["portal:start"].nobody:
            continue
        response = client.get(url)
        if response.status_code == 200 and not address.name.startswith(("account_", "mfa_")):
            passed.append(address.name)
    assert not passed
