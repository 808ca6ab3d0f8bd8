"""The first page after login says what waits for this role, and nothing that is not there."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.utils import timezone

from cms.portal.queries import first_screen
from registry.core.models import Job, OutboxMessage
from registry.entries import services as entries
from registry.entries.models import Route
from registry.organisations.domain.roles import Role
from registry.organisations.models import Organisation
from tests.registry.accounts.conftest import prove
from tests.registry.factories import DepartmentFactory, MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "statistics"])  # the operator sees if both answer
ON = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)

HOUSE = [Role.SECRETARIAT, Role.ASSESSOR, Role.DECIDER, Role.EDITOR, Role.DATA_PROTECTION, Role.OPERATOR]
TOWN = [Role.CONSULTANT, Role.PROCUREMENT, Role.ANALYST, Role.CITIZEN]


@pytest.fixture
def enter(client):
    """The client, logged in with a second factor."""

    def log_in(user):
        client.force_login(user)
        TOTP.activate(user, generate_totp_secret())
        prove(client, user)
        return client

    return log_in


def member(role):
    traits = {"operator": True} if role in HOUSE else {"municipality_kind": True} if role in TOWN else {}
    return MembershipFactory(role=role, organisation=OrganisationFactory(**traits))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_role_has_a_first_page(enter, role, language):
    page = enter(member(role).user).get(f"/{language}/start/")
    assert page.status_code == 200


def test_the_houses_administrator_has_one_too(enter):
    row = MembershipFactory(role=Role.ADMINISTRATOR, organisation=OrganisationFactory(operator=True))
    assert "/da/sekretariat/brugere/" in enter(row.user).get("/da/start/").content.decode()


def test_no_link_on_any_first_page_leads_nowhere(enter):
    user = UserFactory()
    for role in Role:
        MembershipFactory(user=user, role=role, organisation=member(role).organisation)
    DepartmentFactory(organisation=Organisation.objects.filter(memberships__role=Role.DEPARTMENT).first())
    client = enter(user)
    page = client.get("/da/start/").content.decode().split("<main", 1)[1].split("</main", 1)[0]
    for address in sorted(set(re.findall(r'href="(/[^"#?]*)', page))):
        assert client.get(address).status_code in {200, 302}, address


def test_without_a_role_the_page_says_so(client):
    client.force_login(UserFactory())
    assert "ingen rolle endnu" in client.get("/da/start/").content.decode()


def test_a_citizen_meets_no_work_and_no_hidden_promise(enter):
    page = enter(member(Role.CITIZEN).user).get("/da/start/").content.decode()
    assert "Der er ikke noget til dig her endnu." in page and "Hej" in page


@pytest.fixture
def holder():
    """A supplier's company and a way to record what it holds."""
    row = MembershipFactory(role=Role.SUPPLIER)

    def record(days, **fields):
        route = Route.objects.select_related("scheme").order_by("pk").first()
        return entries.record(
            holder=row.organisation,
            scheme=route.scheme,
            route=route,
            starts_on=date(2026, 1, 1),
            ends_on=ON + timedelta(days=days),
            criteria_version="1.0",
            by=None,
            at=datetime(2026, 1, 1, 12, tzinfo=UTC),
        )

    return row, record


@pytest.mark.parametrize(("days", "step"), [(None, "none"), (400, "fine"), (90, "ending"), (91, "fine"), (-1, "none")])
def test_the_supplier_sees_the_one_next_step(holder, days, step):
    row, record = holder
    if days is not None:
        record(days)
    section = first_screen.sections(row.user, on=ON, now=NOW)[0]
    assert section.facts["cards"][0]["step"] == step


def test_what_is_held_by_a_row_that_was_merged_is_still_seen(holder):
    row, record = holder
    record(400)
    other = OrganisationFactory()
    row.organisation.merged_into = other
    row.organisation.save()
    section = first_screen.sections(row.user, on=ON, now=NOW)[0]
    assert section.organisations == [other]
    assert len(section.facts["cards"][0]["held"]) == 1


def test_a_role_that_is_over_shows_nothing():
    row = MembershipFactory(role=Role.SUPPLIER, ends_on=ON)
    assert first_screen.sections(row.user, on=ON, now=NOW) == []
    assert len(first_screen.sections(type(row.user).objects.get(), on=ON - timedelta(days=1), now=NOW)) == 1


def test_the_operator_sees_what_is_broken(settings, tmp_path):
    settings.BACKUP_ROOT = tmp_path
    assert first_screen.operator([], ON, NOW)["backup_at"] is None
    for day in (1, 20):
        (tmp_path / f"b{day}").mkdir()
        made = {"made_at": f"2026-05-{day:02d}T12:00:00+00:00"}
        (tmp_path / f"b{day}" / "manifest.json").write_text(json.dumps(made))
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.json").write_text("{")
    Job.objects.create(kind="x", key="x", state="failed", ended_at=NOW)
    Job.objects.create(kind="x", key="old", state="failed", ended_at=NOW - timedelta(days=40))
    OutboxMessage.objects.create(key="a", to="a@proeve.example", subject="a", text="a")
    facts = first_screen.operator([], ON, timezone.now() + timedelta(hours=1))
    assert facts["stuck_mail"] == 1
    facts = first_screen.operator([], ON, NOW)
    assert (facts["backup_days"], facts["failed_count"]) == (12, 1)


def test_data_protection_sees_what_should_have_been_deleted():
    assert first_screen.data_protection([], ON, NOW)["overdue"] == 0
    OutboxMessage.objects.create(
        key="a", to="a@proeve.example", subject="a", text="a", sent_at=NOW - timedelta(days=182)
    )
    facts = first_screen.data_protection([], ON, NOW)
    assert facts["overdue"] == 1
    assert facts["deleted"][0]["overdue"] == 1
    tables = len(facts["deleted"]) + len(facts["kept"])
    assert tables == sum(hasattr(model, "RETENTION") for model in apps.get_models())


def test_the_page_asks_little_of_the_database(enter, django_assert_max_num_queries, holder):
    row, record = holder
    record(400)
    client = enter(row.user)
    client.get("/da/start/")
    with django_assert_max_num_queries(40):
        client.get("/da/start/")
