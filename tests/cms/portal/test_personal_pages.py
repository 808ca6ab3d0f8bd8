"""My account, the demo's outbox and the page of a piece of long work."""

import uuid

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from registry.core.models import Job, OutboxMessage
from registry.organisations.domain.roles import Role
from tests.registry.accounts.conftest import prove
from tests.registry.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    """The operator, with a second factor."""
    row = MembershipFactory(role=Role.OPERATOR, organisation=OrganisationFactory(operator=True))
    TOTP.activate(row.user, generate_totp_secret())

    def enter():
        client.force_login(row.user)
        prove(client, row.user)
        return client

    return enter


# --- My account -------------------------------------------------------------------------------------------------


def test_my_account_shows_roles_with_their_days(client):
    row = MembershipFactory(role=Role.BUYER)
    client.force_login(row.user)
    page = client.get("/da/konto/").content.decode()
    assert row.organisation.name in page and "Indkøber" in page and "01.01.2026" in page


def test_the_language_is_kept_and_followed(client):
    user = UserFactory()
    client.force_login(user)
    response = client.post("/da/konto/", {"language": "en"})
    assert response.url == "/en/konto/"
    user.refresh_from_db()
    assert user.language == "en"
    assert client.post("/da/konto/", {"language": "xx"}).status_code == 422
    assert client.put("/da/konto/").status_code == 405


# --- The outbox -------------------------------------------------------------------------------------------------


@pytest.fixture
def letters(db):
    """One letter to somebody and one to somebody else."""
    user = UserFactory(email="min@proeve.example")
    for name in ("min", "din"):
        OutboxMessage.objects.create(
            key=name, to=f"{name}@proeve.example", subject=f"Brev til {name}", text="http://testserver/da/x/ <script>"
        )
    return user


def test_a_person_reads_their_own_letters_only(client, letters):
    client.force_login(letters)
    page = client.get("/da/udbakke/").content.decode()
    assert "Brev til min" in page and "Brev til din" not in page
    assert "<script> " not in page.split("<main", 1)[1] and "&lt;script&gt;" in page


def test_the_operator_reads_all(operator, letters):
    page = operator().get("/da/udbakke/").content.decode()
    assert "Brev til min" in page and "Brev til din" in page


def test_outside_the_demo_there_is_no_such_page(operator, letters, settings):
    settings.DEMO = False
    assert operator().get("/da/udbakke/").status_code == 404


# --- Long work --------------------------------------------------------------------------------------------------


@pytest.fixture
def job(db):
    """A job that somebody asked for."""
    return Job.objects.create(
        kind="organisations.import", key="k", requested_by=UserFactory(), state="running", total=8
    )


def url(job):
    return f"/da/opgave/{job.public_id}/"


def test_who_asked_follows_the_work(client, job):
    client.force_login(job.requested_by)
    Job.objects.update(progress=2)
    page = client.get(url(job)).content.decode()
    assert "2 af 8" in page and 'http-equiv="refresh"' in page and "every 2s" in page


def test_strangers_do_not_know_of_it(client, job):
    client.force_login(UserFactory())
    assert client.get(url(job)).status_code == 404
    assert client.get(f"/da/opgave/{uuid.uuid4()}/").status_code == 404


def test_the_operator_does(operator, job):
    assert operator().get(url(job)).status_code == 200
    assert operator().post(url(job)).status_code == 405


def test_only_the_moving_part_is_asked_for_again(client, job):
    client.force_login(job.requested_by)
    part = client.get(url(job), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode() and "HX-Refresh" not in part
    Job.objects.update(state="done")
    assert client.get(url(job), headers={"HX-Request": "true"})["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("target", "shown"),
    [("/da/sekretariat/", True), ("https://ond.example/", False), ("//ond.example/", False), ("javascript:x", False)],
)
def test_a_result_lies_in_this_house(client, job, target, shown):
    Job.objects.update(state="done", result={"url": target})
    client.force_login(job.requested_by)
    page = client.get(url(job)).content.decode()
    assert ("Se resultatet" in page) is shown
    assert 'http-equiv="refresh"' not in page


def test_work_that_stopped_says_so(client, job):
    Job.objects.update(state="failed", note="Filen kan ikke læses.")
    client.force_login(job.requested_by)
    page = client.get(url(job)).content.decode()
    assert "Det gik i stå" in page and "Filen kan ikke læses." in page
