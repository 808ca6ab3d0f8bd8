"""Who decides over others proves a second factor, on every door, and cannot lay it down."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.contrib.auth.models import Group

from registry.organisations.domain.roles import Role
from tests.registry.accounts.conftest import code_of, log_in, prove
from tests.registry.factories import PASSWORD, MembershipFactory

pytestmark = pytest.mark.django_db

DOORS = ["/da/start/", "/da/konto/", "/da/sekretariat/brugere/", "/cms/", "/cms/pages/", "/da/konto/email/"]


@pytest.mark.parametrize("door", DOORS)
def test_a_password_alone_opens_no_door_for_staff(client, assessor, door):
    client.force_login(assessor)
    response = client.get(door)
    assert response.status_code == 302
    assert response.url.startswith("/da/konto/2fa/reauthenticate/?next=")


@pytest.mark.parametrize("door", DOORS)
def test_staff_without_a_factor_are_led_to_get_one(client, person, door):
    client.force_login(person(role=Role.SECRETARIAT))
    response = client.get(door)
    assert response.status_code == 302
    assert response.url.startswith("/da/konto/2fa/totp/activate/?next=")


@pytest.mark.parametrize(
    "door", ["2fa/totp/deactivate/", "2fa/recovery-codes/generate/", "2fa/", "sessions/", "email/", "password/change/"]
)
def test_the_factor_cannot_be_managed_by_password_alone(client, assessor, door):
    client.force_login(assessor)
    assert "/2fa/reauthenticate/" in client.post(f"/da/konto/{door}").get("Location", "")
    assert Authenticator.objects.filter(user=assessor).exists()


def test_login_asks_for_the_code_and_then_opens(client, assessor):
    response = log_in(client, assessor)
    assert response.url.startswith("/da/konto/2fa/authenticate/")
    assert client.get("/da/start/").status_code == 302
    response = client.post("/da/konto/2fa/authenticate/", {"code": code_of(assessor)})
    assert response.url == "/da/start/"
    assert client.get("/da/start/").status_code == 200


def test_a_wrong_code_does_not(client, assessor):
    log_in(client, assessor)
    assert client.post("/da/konto/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.get("/da/start/").url.startswith("/da/konto/login/")


def test_a_code_works_once(client, assessor):
    code = code_of(assessor)
    log_in(client, assessor)
    client.post("/da/konto/2fa/authenticate/", {"code": code})
    client.post("/da/konto/logout/")
    log_in(client, assessor)
    assert client.post("/da/konto/2fa/authenticate/", {"code": code}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_who_enrols_has_proved_it_in_that_session(client, person):
    user = person(role=Role.DECIDER)
    log_in(client, user)
    page = client.get("/da/konto/2fa/totp/activate/")
    assert page.status_code == 200  # not asked for the password again: it was given a moment ago
    secret = client.session["mfa.totp.secret"]
    code = auth.format_hotp_value(auth.hotp_value(secret, int(auth.time.time()) // 30))
    response = client.post("/da/konto/2fa/totp/activate/", {"code": code})
    assert response.status_code == 302
    assert client.get("/da/start/").status_code == 200


def test_the_seed_is_not_readable_in_the_database(assessor):
    stored = Authenticator.objects.get(user=assessor).data["secret"]
    assert stored.startswith("gAAAA")


def test_staff_cannot_lay_the_last_factor_down(client, assessor):
    client.force_login(assessor)
    prove(client, assessor)
    client.post("/da/konto/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=assessor, type="totp").exists()


def test_others_can(client, person):
    user = person(app=True)
    client.force_login(user)
    prove(client, user)
    client.post("/da/konto/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=user).exists()


def test_a_factor_that_is_gone_proves_nothing(client, assessor):
    client.force_login(assessor)
    prove(client, assessor)
    assert client.get("/da/start/").status_code == 200
    Authenticator.objects.filter(user=assessor).delete()
    assert "/2fa/totp/activate/" in client.get("/da/start/").url


def test_another_users_proof_is_not_believed(client, assessor, person):
    client.force_login(assessor)
    prove(client, assessor)
    session = client.session
    session["account_authentication_methods_user"] = str(assessor.pk + 1)
    session.save()
    assert client.get("/da/start/").status_code == 302


def test_an_existing_session_closes_when_a_role_asks_for_more(client, person):
    user = person()
    client.force_login(user)
    assert client.get("/da/start/").status_code == 200
    MembershipFactory(user=user, role=Role.SECRETARIAT)
    type(user).objects.filter(pk=user.pk).update(mfa_required=True)
    assert "/2fa/totp/activate/" in client.get("/da/start/").url


def test_a_supplier_is_not_asked(client, person):
    user = person()
    MembershipFactory(user=user)
    client.force_login(user)
    assert client.get("/da/start/").status_code == 200


def test_who_may_edit_proves_it_at_the_cms_even_without_a_role(client, person):
    user = person()
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    assert client.get("/da/start/").status_code == 200
    assert "/2fa/totp/activate/" in client.get("/cms/").url


def test_the_cms_has_no_login_of_its_own(client, person):
    asked = {"username": "person@proeve.example", "password": PASSWORD}
    person()
    for response in (client.get("/cms/login/"), client.post("/cms/login/", asked)):
        assert response.status_code == 302
        assert response.url.startswith("/da/konto/login/")
    assert client.get("/da/start/").status_code == 302


def test_who_may_not_enter_the_cms_is_not_asked_to_log_in_again(client, person):
    client.force_login(person())
    assert client.get("/cms/login/").status_code == 403
    assert client.post("/cms/login/", {"username": "a", "password": "b"}).status_code == 403


def test_public_pages_stay_open_on_the_way(client, assessor):
    client.force_login(assessor)
    assert client.get("/da/konto/brokere/").status_code == 200
    assert client.post("/da/konto/logout/").status_code == 302
