"""The pages about people: who may, who may not, what a wrong step answers."""

import time
import uuid

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from registry.organisations import mails
from registry.organisations.domain.roles import Role
from registry.organisations.models import Invitation, Membership
from registry.organisations.services import membership as services
from tests.registry.accounts.conftest import prove
from tests.registry.factories import MembershipFactory, UserFactory
from tests.registry.organisations.membership.conftest import secret_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def today_invite(invite):
    return lambda **fields: invite(on=timezone.localdate(), **fields)


@pytest.fixture
def as_(client):
    """The client, logged in; house people with their second factor."""

    def enter(user):
        client.force_login(user)
        services.follow(user, on=timezone.localdate())
        if user.needs_mfa:
            if not user.has_mfa():
                TOTP.activate(user, generate_totp_secret())
            prove(client, user)
        return client

    return enter


def members(organisation, tail=""):
    return f"/da/organisation/{organisation.public_id}/medarbejdere/{tail}"


# --- The list ---------------------------------------------------------------------------------------------------


def test_an_administrator_sees_people_and_invitations(as_, company, today_invite):
    today_invite()
    page = as_(company.administrator).get(members(company.organisation)).content.decode()
    assert company.supplier.email in page and "ny@proeve.example" in page


@pytest.mark.parametrize("role", ["administrator", "secretariat", "data_protection"])
def test_the_house_sees_them_too(as_, company, house, role):
    assert as_(getattr(house, role)).get(members(company.organisation)).status_code == 200


def test_strangers_meet_nothing(as_, company, stranger):
    client = as_(stranger)
    for url in (members(company.organisation), members(company.organisation, "inviter/")):
        assert client.get(url).status_code == 404


def test_a_colleague_without_the_role_is_refused(as_, company):
    client = as_(company.supplier)
    for url in (members(company.organisation), members(company.organisation, "inviter/")):
        assert client.get(url).status_code == 403


def test_nobody_is_sent_to_log_in(client, company):
    assert client.get(members(company.organisation)).url.startswith("/da/konto/login/?next=")


def test_the_house_without_the_role_is_refused(as_, company, house):
    assert as_(house.editor).get(members(company.organisation)).status_code == 403


def test_an_address_nobody_has_is_not_there(as_, house):
    client = as_(house.administrator)
    assert client.get(f"/da/organisation/{uuid.uuid4()}/medarbejdere/").status_code == 404
    assert client.get("/da/organisation/7/medarbejdere/").status_code == 404


def test_the_list_asks_the_same_however_many_they_are(as_, company, django_assert_max_num_queries):
    for _ in range(10):
        MembershipFactory(organisation=company.organisation)
    client = as_(company.administrator)
    client.get(members(company.organisation))
    with django_assert_max_num_queries(20):
        client.get(members(company.organisation))


# --- Inviting ---------------------------------------------------------------------------------------------------


def invite_by_page(client, organisation, **fields):
    data = {"email": "ny@proeve.example", "role": "supplier", "ends_on": "", "language": "da"} | fields
    return client.post(members(organisation, "inviter/"), data)


def test_an_administrator_invites(as_, company):
    response = invite_by_page(as_(company.administrator), company.organisation)
    assert response.status_code == 302
    assert Invitation.objects.get().invited_by == company.administrator


def test_the_secretariat_invites_into_a_company_but_not_into_the_house(as_, company, house):
    client = as_(house.secretariat)
    assert invite_by_page(client, company.organisation).status_code == 302
    assert invite_by_page(client, house.organisation, role="administrator").status_code == 403
    assert Invitation.objects.count() == 1


def test_the_houses_administrator_invites_into_the_house(as_, house):
    assert invite_by_page(as_(house.administrator), house.organisation, role="assessor").status_code == 302


@pytest.mark.parametrize(
    "fields", [{"email": "fejl"}, {"role": "assessor"}, {"role": ""}, {"ends_on": "2020-01-01"}, {"language": "xx"}]
)
def test_a_wrong_field_is_told_and_nothing_is_sent(as_, company, fields):
    response = invite_by_page(as_(company.administrator), company.organisation, **fields)
    assert response.status_code == 422
    assert not Invitation.objects.exists()


def test_a_second_invitation_is_answered_in_words(as_, company):
    client = as_(company.administrator)
    invite_by_page(client, company.organisation)
    response = invite_by_page(client, company.organisation)
    assert "har allerede en åben invitation" in response.content.decode()


@pytest.mark.parametrize("verb", ["send-igen", "traek-tilbage"])
def test_a_waiting_invitation_is_sent_again_or_taken_back(as_, company, today_invite, stranger, verb):
    row, _ = today_invite()
    url = f"/da/invitationer/{row.public_id}/{verb}/"
    assert as_(stranger).post(url).status_code == 404
    assert as_(company.supplier).post(url).status_code == 403
    client = as_(company.administrator)
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 302
    row.refresh_from_db()
    assert row.state == ("sent" if verb == "send-igen" else "revoked")
    Invitation.objects.update(state="accepted")
    page = client.post(url, follow=True).content.decode()
    assert "er ikke åben længere" in page


# --- The invitation itself ----------------------------------------------------------------------------------------


def test_looking_changes_nothing(client, today_invite):
    row, secret = today_invite()
    page = client.get(f"/da/invitation/{secret}/")
    assert page.status_code == 200 and "no-store" in page["Cache-Control"]
    row.refresh_from_db()
    assert row.state == "sent"


def test_a_wrong_link_is_not_there(client, today_invite):
    _, secret = today_invite()
    assert client.get(f"/da/invitation/{secret[:-1]}x/").status_code == 404


def test_a_new_person_signs_up_says_yes_and_is_in(client, today_invite, settings):
    settings.OPEN_SIGNUP = False  # an invitation is a way in of its own
    _, secret = today_invite()
    data = {"first_name": "Nora", "last_name": "Prøvesen", "password": "fire tilfældige ord"}
    assert client.post(f"/da/invitation/{secret}/", data).url == "/da/start/"
    assert client.get("/da/start/").status_code == 200
    assert Membership.objects.get(user__email="ny@proeve.example").role == Role.SUPPLIER


def test_a_new_person_with_a_staff_role_is_led_to_a_second_factor(client, house):
    row = services.invite(
        house.organisation,
        email="ny@proeve.example",
        role=Role.DECIDER,
        by=house.administrator,
        on=timezone.localdate(),
        letter=mails.invitation,
    )
    data = {"first_name": "Nora", "last_name": "Prøvesen", "password": "fire tilfældige ord"}
    client.post(f"/da/invitation/{secret_of(row)}/", data)
    assert "/2fa/totp/activate/" in client.get("/da/start/").url


def test_a_poor_password_is_told(client, today_invite):
    _, secret = today_invite()
    data = {"first_name": "Nora", "last_name": "Prøvesen", "password": "prøvesen1"}
    assert client.post(f"/da/invitation/{secret}/", data).status_code == 422
    assert not Membership.objects.filter(user__email="ny@proeve.example").exists()


def test_a_known_person_logs_in_first(client, today_invite, person):
    person()
    _, secret = today_invite()
    page = client.get(f"/da/invitation/{secret}/").content.decode()
    assert f"/da/konto/login/?next=/da/invitation/{secret}/" in page and "password" not in page
    client.post(f"/da/invitation/{secret}/", {"first_name": "x", "last_name": "y", "password": "fire tilfældige ord"})
    assert Membership.objects.filter(user__email="ny@proeve.example").count() == 0


def test_a_known_person_says_yes(client, today_invite, person):
    user = person()
    row, secret = today_invite()
    client.force_login(user)
    assert client.post(f"/da/invitation/{secret}/").url == "/da/start/"
    assert user.memberships.get().organisation == row.organisation


def test_the_link_in_other_hands_gives_nothing(client, today_invite, stranger):
    row, secret = today_invite()
    client.force_login(stranger)
    assert "til en anden adresse" in client.get(f"/da/invitation/{secret}/").content.decode()
    client.post(f"/da/invitation/{secret}/")
    row.refresh_from_db()
    assert row.state == "sent"


@pytest.mark.parametrize("state", ["accepted", "revoked", "expired"])
def test_a_link_that_is_over_says_so(client, today_invite, state):
    _, secret = today_invite()
    Invitation.objects.update(state=state)
    assert "Linket virker ikke længere" in client.get(f"/da/invitation/{secret}/").content.decode()
    assert client.post(f"/da/invitation/{secret}/").status_code == 422


# --- Ending -----------------------------------------------------------------------------------------------------


def test_an_administrator_ends_a_role_with_a_reason(as_, company, stranger):
    url = f"/da/roller/{company.supplier_row.public_id}/afslut/"
    assert as_(stranger).get(url).status_code == 404
    assert as_(company.supplier).get(url).status_code == 403
    client = as_(company.administrator)
    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 422
    assert client.put(url).status_code == 405
    assert client.post(url, {"reason": "replaced"}).status_code == 302
    company.supplier_row.refresh_from_db()
    assert company.supplier_row.ends_on == timezone.localdate()
    assert "allerede afsluttet" in client.post(url, {"reason": "replaced"}).content.decode()


def test_the_last_administrator_is_told_why_not(as_, company):
    client = as_(company.administrator)
    for url, data in (
        (f"/da/roller/{company.administrator_row.public_id}/afslut/", {"reason": "left"}),
        (f"/da/roller/{company.administrator_row.public_id}/forlad/", {}),
        ("/da/konto/luk/", {"email": company.administrator.email}),
    ):
        prove_password(client, company.administrator)
        response = client.post(url, data)
        assert response.status_code == 422
        assert "I skal altid have en administrator" in response.content.decode()
    company.administrator.refresh_from_db()
    assert company.administrator.is_active


def prove_password(client, user):
    """As after a log-in a moment ago."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def test_a_person_gives_up_a_role_of_their_own_and_nobody_elses(as_, company):
    url = f"/da/roller/{company.supplier_row.public_id}/forlad/"
    assert as_(company.administrator).post(url).status_code == 403
    client = as_(company.supplier)
    assert client.get(url).status_code == 200
    assert client.post(url).url == "/da/konto/"
    assert client.get("/da/konto/").status_code == 200
    assert client.get(url).status_code == 404  # no role, no sight of the organisation's rows


def test_closing_an_account_asks_who_one_is_and_then_forgets(as_, company):
    client = as_(company.supplier)
    assert client.get("/da/konto/luk/").status_code == 200
    asked = client.post("/da/konto/luk/", {"email": company.supplier.email})
    assert "/reauthenticate/" in asked.url
    prove_password(client, company.supplier)
    assert client.post("/da/konto/luk/", {"email": "forkert@proeve.example"}).status_code == 422
    assert client.post("/da/konto/luk/", {"email": company.supplier.email}).url == "/da/konto/login/"
    company.supplier.refresh_from_db()
    assert not company.supplier.is_active
    assert client.get("/da/start/").status_code == 302


# --- Everybody --------------------------------------------------------------------------------------------------


def test_only_the_houses_administrator_and_data_protection_see_everybody(as_, company, house):
    for user, status in (
        (house.administrator, 200),
        (house.data_protection, 200),
        (house.secretariat, 403),
        (house.editor, 403),
        (company.administrator, 403),
        (UserFactory(), 403),
    ):
        assert as_(user).get("/da/sekretariat/brugere/").status_code == status


def test_everybody_can_be_searched(as_, company, house):
    client = as_(house.administrator)
    page = client.get("/da/sekretariat/brugere/", {"q": company.supplier.email}).content.decode()
    assert company.supplier.email in page and company.administrator.email not in page
    assert "Ingen passer på det" in client.get("/da/sekretariat/brugere/?q=findesikke").content.decode()
