"""The back office shows code lists and has no address that changes one."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import NoReverseMatch, reverse

from registry.codes.models import Code, CodeList
from registry.codes.permissions import Verb, code_policy
from tests.registry.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_everybody_with_access_may_look_and_nobody_may_change():
    superuser, visitor = UserFactory(superuser=True), UserFactory()
    assert code_policy.user_has_permission(superuser, "view")
    for action in ("add", "change", "delete"):
        assert not code_policy.user_has_permission(superuser, action)
    for other in (visitor, AnonymousUser()):
        assert not code_policy.user_has_any_permission(other, ["view", "add", "change", "delete"])


def test_a_verb_that_is_not_known_raises():
    with pytest.raises(KeyError):
        code_policy.allows(UserFactory(superuser=True), "edit")
    assert code_policy.allows(UserFactory(superuser=True), Verb.VIEW)


@pytest.mark.parametrize("name", ["code_list", "code", "code_file"])
def test_addresses_that_change_something_do_not_exist(name):
    assert reverse(f"{name}:index")
    for verb in ("add", "edit", "delete", "copy"):
        with pytest.raises(NoReverseMatch):
            reverse(f"{name}:{verb}", args=[] if verb == "add" else [1])


@pytest.fixture
def office(rf):
    """Ask an address of the back office as a superuser, past the doors, which have their own tests."""
    from django.contrib.messages.storage.fallback import FallbackStorage
    from django.urls import resolve

    user = UserFactory(superuser=True)

    def ask(url: str, **data):
        request = rf.get(url, data)
        request.user, request.session = user, {}
        request._messages = FallbackStorage(request)
        match = resolve(url)
        request.resolver_match = match
        response = match.func(request, *match.args, **match.kwargs)
        return response.render() if hasattr(response, "render") else response

    return ask


@pytest.mark.parametrize("name", ["code_list", "code", "code_file"])
def test_the_lists_answer(office, name):
    assert office(reverse(f"{name}:index")).status_code == 200


def test_codes_are_searched_by_name(office):
    text = office(reverse("code:index"), q="vinduespolering").content.decode()
    assert "Vinduespolering" in text
    assert "Kantinedrift" not in text


@pytest.mark.parametrize("model", [Code, CodeList])
def test_a_row_can_be_looked_at(office, model):
    row = model.objects.first()
    name = "code" if model is Code else "code_list"
    text = office(reverse(f"{name}:inspect", args=[row.pk])).content.decode()
    assert row.name_da in text
