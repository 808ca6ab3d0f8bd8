"""The first administrator: made by command, chooses a password by link, must enrol a second factor."""

import re
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse

pytestmark = pytest.mark.django_db

WHERE = ("--operator", "Sekretariatet i Bøgely", "--cvr", "90000080")


def create(*arguments: str) -> str:
    out = StringIO()
    call_command("create_administrator", *arguments, stdout=out)
    return out.getvalue().strip()


def test_the_link_leads_to_a_password_and_the_first_login_to_a_second_factor(client):
    address = create("anna@drift.example", *WHERE)
    assert address.startswith("http://testserver/da/")
    form = client.get(address.removeprefix("http://testserver"), follow=True)
    path = form.redirect_chain[-1][0]
    client.post(path, {"password1": "en-lang-prøve-7351", "password2": "en-lang-prøve-7351"})
    user = get_user_model().objects.get()
    assert user.check_password("en-lang-prøve-7351")
    client.post(reverse("account_login"), {"login": user.email, "password": "en-lang-prøve-7351"})
    start = client.get(reverse("portal:start"))
    assert start.status_code == 302
    assert re.search("totp|webauthn|2fa|mfa", start.url)


def test_a_second_one_is_refused_because_the_first_can_invite(capsys):
    create("anna@drift.example", *WHERE)
    with pytest.raises(SystemExit) as end:
        create("bo@drift.example")
    assert end.value.code == 2
    assert get_user_model().objects.count() == 1


@pytest.mark.parametrize("email", ["", "anna", "anna.prøvesen@drift.example"])
def test_an_address_that_no_login_would_take_is_refused(email):
    with pytest.raises(SystemExit) as end:
        create(email, *WHERE)
    assert end.value.code == 2
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("number", ["", "12345678", "abc"])
def test_a_new_register_needs_a_name_and_a_valid_number(number):
    with pytest.raises(SystemExit) as end:
        create("anna@drift.example", "--operator", "Sekretariatet", "--cvr", number)
    assert end.value.code == 2
    assert not get_user_model().objects.exists()
