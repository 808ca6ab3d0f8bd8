"""A broker says who somebody is. It never makes a user, never gives a right, and is honest when it is not there."""

import pytest
from allauth.account.middleware import AccountMiddleware
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.socialaccount.internal.flows.login import complete_login
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.utils import translation

from registry.accounts import gateways
from registry.accounts.models import User
from registry.organisations.domain.roles import Role

pytestmark = pytest.mark.django_db
HIGH = "https://data.gov.dk/concept/core/nsis/loa/Substantial"


def come_in(claims: dict, session=None):
    """A person back from the broker with these claims; the request as it stands afterwards, and the answer."""
    request = RequestFactory().get("/da/konto/oidc/oidc/login/callback/")
    request.session = session or SessionStore()
    request.user = AnonymousUser()
    request._messages = FallbackStorage(request)

    def answer(request):
        app = SocialApp(provider="openid_connect", provider_id="oidc", name="MitID", client_id="x", settings={})
        provider = OpenIDConnectProvider(request, app=app)
        login: SocialLogin = provider.sociallogin_from_response(request, {"userinfo": claims})
        login.state = {"process": "login"}
        return complete_login(request, login) or HttpResponse()

    set_up = {"provider_id": "oidc", "name": "MitID", "client_id": "x", "settings": {"server_url": "https://x.example"}}
    with (
        override_settings(SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [set_up]}}),
        context.request_context(request),
        translation.override("da"),
    ):
        response = AccountMiddleware(answer)(request)
    return request, response


def claims(email="person@proeve.example", verified=True, **more):
    return {"sub": "abc-1", "email": email, "email_verified": verified, **more}


def test_a_person_we_know_by_a_confirmed_address_comes_in(person):
    user = person()
    request, _ = come_in(claims())
    assert request.user == user
    assert SocialAccount.objects.get().user == user


def test_the_next_time_the_link_counts_whatever_the_address(person):
    user = person()
    come_in(claims())
    request, _ = come_in(claims(email="", verified=False))
    assert request.user == user


def test_a_stranger_gets_no_account(db):
    request, response = come_in(claims(email="fremmed@proeve.example"))
    assert not User.objects.exists()
    assert not request.user.is_authenticated
    assert response.url == "/da/konto/login/"


def test_an_address_the_broker_did_not_verify_is_not_believed(person):
    person()
    request, _ = come_in(claims(verified=False))
    assert not request.user.is_authenticated
    assert not SocialAccount.objects.exists()


def test_an_address_not_confirmed_here_is_not_believed(person):
    person()
    EmailAddress.objects.update(verified=False)
    request, _ = come_in(claims())
    assert not request.user.is_authenticated


def test_a_closed_account_stays_closed(person):
    person(is_active=False)
    request, _ = come_in(claims())
    assert not request.user.is_authenticated


def test_a_demo_user_stays_out_when_the_demo_is_off(person, settings):
    settings.DEMO = False
    person(is_demo=True)
    request, _ = come_in(claims())
    assert not request.user.is_authenticated


def test_a_cpr_number_from_the_broker_is_not_kept(person):
    person()
    come_in(claims(cpr="0000000000", name="Anna Prøvesen"))
    come_in(claims(cpr="0000000000", name="Anna Prøvesen"))
    assert SocialAccount.objects.get().extra_data == {"sub": "abc-1"}


@pytest.mark.parametrize(("believed", "proved"), [([], False), ([HIGH], True)])
def test_the_second_factor_is_the_brokers_only_where_the_settings_believe_it(person, settings, believed, proved):
    settings.OIDC_HIGH_ASSURANCE = believed
    user = person(role=Role.ASSESSOR)
    request, _ = come_in(claims(acr=HIGH))
    assert request.user == user
    assert user.proved_mfa(request.session) is proved


def test_a_broker_that_asked_for_less_proves_nothing(person, settings):
    settings.OIDC_HIGH_ASSURANCE = [HIGH]
    user = person(role=Role.ASSESSOR)
    request, _ = come_in(claims(acr="https://data.gov.dk/concept/core/nsis/loa/Low"))
    assert not user.proved_mfa(request.session)


def test_who_has_an_app_is_asked_for_its_code_after_the_broker_too(person):
    person(app=True)
    request, response = come_in(claims())
    assert not request.user.is_authenticated
    assert response.url.startswith("/da/konto/2fa/authenticate/")


# --- The page ---------------------------------------------------------------------------------------------------


def test_nothing_is_connected_until_it_is_set_up(client):
    page = client.get("/da/konto/brokere/").content.decode()
    assert page.count("Ikke forbundet") == 2
    assert "<form" not in page.split("<main", 1)[1]


def test_a_button_shows_when_oidc_is_set_up(client, settings):
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID = "https://broker.example", "rummelig"
    page = client.get("/da/konto/brokere/").content.decode()
    assert "Log på med MitID" in page and "/oidc/login/" in page


def test_saml_without_its_library_says_so(client, settings, monkeypatch):
    settings.SAML_IDP_METADATA_URL = "https://broker.example/metadata"
    monkeypatch.setattr(gateways, "saml_is_installed", lambda: False)
    assert "Ikke installeret" in client.get("/da/konto/brokere/").content.decode()


def test_the_way_to_a_broker_that_is_not_set_up_is_not_there(client):
    assert client.get("/da/konto/oidc/oidc/login/").status_code == 404


def test_the_log_in_page_offers_the_broker_that_is_connected(client, settings):
    set_up = {"provider_id": "oidc", "name": "MitID", "client_id": "x", "settings": {"server_url": "https://x.example"}}
    assert "/oidc/login/" not in client.get("/da/konto/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [set_up]}}
    page = client.get("/da/konto/login/").content.decode()
    assert "/oidc/login/" in page and "MitID" in page
