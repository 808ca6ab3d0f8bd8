"""Who comes in: by confirmed address and password, not too fast, and never a demo user outside the demo."""

import re
from multiprocessing import get_context

import pytest
from allauth.core.internal import ratelimit
from django.core.cache import caches
from django.test import Client, RequestFactory

from registry.accounts.models import User
from registry.core.gateways import SharedFileCache
from registry.core.models import OutboxMessage
from tests.registry.accounts.conftest import log_in
from tests.registry.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
FORK = get_context("fork")


def test_a_person_comes_in_whatever_the_case_of_the_address(client, person):
    person()
    assert log_in(client, "PERSON@proeve.example").url == "/da/start/"


def test_wrong_password_and_unknown_address_read_the_same(client, person):
    known = log_in(client, person(), "forkert").content.decode()
    unknown = log_in(client, "ingen@proeve.example", "forkert").content.decode()
    assert "E-mail eller adgangskode passer ikke." in known

    def plain(page, address):
        return re.sub(r'value="[^"]{60,}"', "", page.replace(address, "-"))

    assert plain(known, "person@proeve.example") == plain(unknown, "ingen@proeve.example")


def test_an_unconfirmed_address_gets_a_letter_and_no_session(client):
    user = UserFactory(email="ny@proeve.example")
    assert "confirm-email" in log_in(client, user).url
    assert client.get("/da/start/").status_code == 302
    url = re.search(r"http://testserver(\S+)", OutboxMessage.objects.get().text)[1]
    client.post(url)
    assert log_in(client, user).url == "/da/start/"


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_demo": True}])
def test_who_may_not_be_here_is_refused_at_the_door(client, person, settings, fields):
    settings.DEMO = False
    assert log_in(client, person(**fields)).url == "/da/konto/inactive/"
    assert client.get("/da/start/").status_code == 302


def test_a_demo_user_comes_in_while_the_demo_is_on(client, person, settings):
    settings.DEMO = True
    assert log_in(client, person(is_demo=True)).url == "/da/start/"


def test_a_demo_users_session_ends_with_the_demo(client, person, settings):
    client.force_login(person(is_demo=True))
    assert client.get("/da/start/").status_code == 200
    settings.DEMO = False
    assert client.get("/da/start/").url.startswith("/da/konto/login/")


def test_a_demo_user_does_not_come_in_by_a_new_password_either(client, person, settings):
    settings.DEMO = False
    person(is_demo=True)
    client.post("/da/konto/password/reset/", {"email": "person@proeve.example"})
    new_password(client, "et helt nyt kodeord")
    assert log_in(client, "person@proeve.example", "et helt nyt kodeord").url == "/da/konto/inactive/"


# --- The throttle -----------------------------------------------------------------------------------------------


def test_the_sixth_guess_is_refused_even_if_it_is_right(client, person):
    user = person()
    for _ in range(5):
        log_in(client, user, "forkert")
    page = log_in(client, user)
    assert page.status_code == 200
    assert "prøvet for mange gange" in page.content.decode()
    assert client.get("/da/start/").status_code == 302


def shared(folder):
    return {
        "default": {
            "BACKEND": "registry.core.gateways.SharedFileCache",
            "LOCATION": str(folder),
            "OPTIONS": {"MAX_ENTRIES": 1000},
        }
    }


def guess(answers=None):
    allowed = ratelimit.consume(
        RequestFactory().post("/"), app="allauth.account", action="login_failed", key="person@proeve.example"
    )
    if answers is not None:
        answers.put(bool(allowed))
    return bool(allowed)


def test_guesses_are_counted_across_processes(settings, tmp_path):
    settings.CACHES = shared(tmp_path)
    assert [guess() for _ in range(3)] == [True, True, True]
    answers = FORK.SimpleQueue()
    seen = []
    for _ in range(3):
        other = FORK.Process(target=guess, args=[answers])
        other.start()
        seen.append(answers.get())
        other.join()
    assert seen == [True, True, False]
    assert guess() is False


def win(folder, key, answers):
    answers.put(SharedFileCache(folder, {}).add(key, "mine"))


def test_only_one_process_wins_a_key(tmp_path):
    answers = FORK.SimpleQueue()
    for key in range(5):
        processes = [FORK.Process(target=win, args=[str(tmp_path), str(key), answers]) for _ in range(4)]
        [process.start() for process in processes]
        [process.join() for process in processes]
        assert sorted(answers.get() for _ in processes) == [False, False, False, True]


def test_a_flood_of_other_keys_does_not_push_the_count_out(settings, tmp_path):
    settings.CACHES = shared(tmp_path)
    for _ in range(5):
        guess()
    for key in range(400):
        caches["default"].set(f"flood{key}", 1)
    assert guess() is False


# --- A new password ---------------------------------------------------------------------------------------------


def new_password(client, password):
    url = re.search(r"http://testserver(\S+/password/reset/key/\S+)", OutboxMessage.objects.first().text)[1]
    page = client.get(url, follow=True)
    if not page.redirect_chain:  # the link is used up: there is no form to fill in
        return page
    return client.post(page.redirect_chain[-1][0], {"password1": password, "password2": password})


def test_asking_for_a_new_password_does_not_tell_who_has_an_account(client, person):
    person()
    answers = [
        client.post("/da/konto/password/reset/", {"email": f"{name}@proeve.example"}) for name in ("person", "nej")
    ]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, answers[0].url)] * 2
    assert sorted(OutboxMessage.objects.values_list("to", flat=True)) == ["nej@proeve.example", "person@proeve.example"]


def test_the_letter_gives_a_new_password_once(client, person):
    user = person()
    client.post("/da/konto/password/reset/", {"email": user.email})
    new_password(client, "et helt nyt kodeord")
    assert log_in(client, user).status_code == 200
    assert log_in(client, user, "et helt nyt kodeord").url == "/da/start/"
    client.post("/da/konto/logout/")
    assert new_password(client, "endnu et nyt kodeord").status_code == 200
    assert log_in(client, user, "endnu et nyt kodeord").status_code == 200


def test_the_letter_is_in_the_readers_language(client, person):
    person(language="en")
    client.post("/da/konto/password/reset/", {"email": "person@proeve.example"})
    assert OutboxMessage.objects.get().language == "en"


def test_a_new_password_ends_the_other_sessions(client, person):
    user = person()
    other = Client()
    log_in(other, user)
    client.post("/da/konto/password/reset/", {"email": user.email})
    new_password(client, "et helt nyt kodeord")
    assert other.get("/da/start/").status_code == 302


# --- Signing up -------------------------------------------------------------------------------------------------

SIGN_UP = {"email": "Ny@Proeve.Example", "password1": "fire tilfældige ord", "password2": "fire tilfældige ord"}


def test_anyone_may_make_an_account_and_it_gives_no_right(client):
    client.post("/da/konto/signup/", SIGN_UP)
    user = User.objects.get()
    assert (user.email, user.mfa_required, user.memberships.count()) == ("ny@proeve.example", False, 0)
    assert client.get("/da/start/").status_code == 302  # not before the address is confirmed


def test_an_operator_may_close_sign_up(client, settings):
    settings.OPEN_SIGNUP = False
    client.post("/da/konto/signup/", SIGN_UP)
    assert not User.objects.exists()


def test_signing_up_twice_does_not_tell_that_the_account_is_there(client, person):
    fresh = client.post("/da/konto/signup/", SIGN_UP)
    person("kendt@proeve.example")
    client.logout()
    known = client.post("/da/konto/signup/", SIGN_UP | {"email": "kendt@proeve.example"})
    assert (fresh.status_code, fresh.url) == (known.status_code, known.url)
    assert User.objects.filter(email="kendt@proeve.example").get().check_password(PASSWORD)


@pytest.mark.parametrize("password", ["kort", "123456789012", "password1234", "ny@proeve.example"])
def test_a_poor_password_is_refused(client, password):
    client.post("/da/konto/signup/", SIGN_UP | {"password1": password, "password2": password})
    assert not User.objects.exists()


def test_an_address_is_changed_only_when_the_new_one_is_confirmed(client, person):
    user = person()
    log_in(client, user)
    client.post("/da/konto/email/", {"email": "nyere@proeve.example", "action_add": ""})
    user.refresh_from_db()
    assert user.email == "person@proeve.example"
    mail = OutboxMessage.objects.get(to="nyere@proeve.example")
    client.post(re.search(r"http://testserver(\S+)", mail.text)[1])
    user.refresh_from_db()
    assert user.email == "nyere@proeve.example"
