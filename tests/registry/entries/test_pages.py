"""The secretariat's pages: each door, each verb, each refusal."""

import uuid

import pytest
from django.urls import reverse

from registry.entries import queries, services
from registry.entries.domain.kinds import Status
from registry.entries.models import Entry
from registry.organisations.domain.roles import Role
from tests.registry.entries.world import WHY, day, grant, moment
from tests.registry.factories import DepartmentFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
NO_SUCH = uuid.UUID(int=1)
VERBS = ("renew", "suspend", "lift", "withdraw")


@pytest.fixture(autouse=True)
def _second_factor_proved(monkeypatch):
    """The second factor has tests of its own."""
    monkeypatch.setattr("registry.accounts.models.User.proved_mfa", lambda self, session: True)


@pytest.fixture
def secretariat(client):
    client.force_login(MembershipFactory(secretariat=True).user)
    return client


@pytest.fixture
def entry():
    return grant(ends_on=None)


def url(name: str, **kwargs) -> str:
    return reverse(f"entries:{name}", kwargs=kwargs)


def addresses(entry: Entry) -> dict[str, str]:
    """Every page of the room."""
    one, period = {"public_id": entry.public_id}, {"public_id": entry.periods.first().public_id}
    found = {name: url(name, **one) for name in ("detail", *VERBS)}
    found |= {name: url(name, **period) for name in ("correct", "annul")}
    holder = {"kind": "organisation", "public_id": entry.organisation.public_id}
    return found | {"list": url("list"), "find": url("find"), "record": url("record", **holder)}


NAMES = ("list", "find", "record", "detail", *VERBS, "correct", "annul")
SUSPEND = {"on": "2026-06-01", "reason": "report_missing", "text_da": "Rapporten mangler.", "heard": "on"}
POSTS = {
    "suspend": SUSPEND,
    "withdraw": SUSPEND | {"reason": "closed"},
    "renew": {"starts_on": "2026-06-01", "last_day": "2029-05-31", "criteria_version": "2.0"},
    "lift": {"on": "2026-06-01", "text_da": "Rapporten er kommet."},
}


# --- Doors -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_sent_to_the_log_in(client, entry, name):
    response = client.get(addresses(entry)[name])
    assert response.status_code == 302
    assert "/konto/login/" in response["Location"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_does_not_learn_of_an_entry(client, entry, name, method):
    client.force_login(MembershipFactory().user)
    expected = {403} if name in {"list", "find", "record"} else {404}
    if method == "post" and name in {"list", "find", "detail"}:
        expected = {405}
    assert getattr(client, method)(addresses(entry)[name]).status_code in expected
    assert entry.periods.count() == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_member_of_the_holder_is_refused(client, entry, name):
    client.force_login(MembershipFactory(organisation=entry.organisation).user)
    assert client.get(addresses(entry)[name]).status_code == 403


@pytest.mark.parametrize(("role", "may"), [(Role.EDITOR, set()), (Role.ASSESSOR, {"list", "detail"})])
def test_other_roles_of_the_house_at_most_read(client, entry, role, may):
    client.force_login(MembershipFactory(secretariat=True, role=role).user)
    for name, address in addresses(entry).items():
        assert client.get(address).status_code == (200 if name in may else 403), name


@pytest.mark.parametrize("name", NAMES)
def test_the_secretariat_opens_every_page(secretariat, entry, name):
    response = secretariat.get(addresses(entry)[name])
    assert response.status_code == 200
    assert b"<h1>" in response.content


@pytest.mark.parametrize("name", ["list", "find", "detail"])
def test_pages_that_show_take_no_post(secretariat, entry, name):
    assert secretariat.post(addresses(entry)[name]).status_code == 405


@pytest.mark.parametrize("name", ["record", *VERBS, "correct", "annul"])
def test_a_wrong_method_writes_nothing(secretariat, entry, name):
    for method in ("put", "delete", "patch"):
        assert getattr(secretariat, method)(addresses(entry)[name]).status_code == 405
    assert entry.periods.count() == 1


@pytest.mark.parametrize("name", ["detail", *VERBS, "correct", "annul"])
def test_a_bad_id_is_not_found(secretariat, name):
    assert secretariat.get(url(name, public_id=NO_SUCH)).status_code == 404


@pytest.mark.parametrize("kind", ["organisation", "unit", "department", "person"])
def test_a_holder_that_is_not_there_is_not_found(secretariat, kind):
    assert secretariat.get(url("record", kind=kind, public_id=NO_SUCH)).status_code == 404


# --- Verbs -----------------------------------------------------------------------------------------------------------
def test_an_entry_is_recorded_for_an_organisation_that_was_found_by_name(secretariat):
    holder = OrganisationFactory(name="Bøgely Demorengøring")
    assert "Bøgely Demorengøring" in secretariat.get(url("find"), {"q": "demoreng bøgely"}).content.decode()
    page = url("record", kind="organisation", public_id=holder.public_id)
    route = queries.route("social_supplier", "buys")
    response = secretariat.post(
        page, {"route": route.pk, "starts_on": "2026-03-14", "last_day": "2029-03-13", "criteria_version": "2.0"}
    )
    entry = Entry.objects.get()
    assert response["Location"] == url("detail", public_id=entry.public_id)
    period = entry.periods.get()
    assert (str(period.starts_on), str(period.ends_on)) == ("2026-03-14", "2029-03-14")
    assert period.reason == "granted"


def test_a_department_is_offered_only_what_departments_can_hold(secretariat):
    page = secretariat.get(url("record", kind="department", public_id=DepartmentFactory().public_id)).content.decode()
    assert "Rummelig afdeling: Som afdeling" in page
    assert "Social leverandør" not in page


@pytest.mark.parametrize(("verb", "status"), [("suspend", "suspended"), ("withdraw", "withdrawn"), ("renew", "valid")])
def test_a_verb_is_one_post_and_leads_back_to_the_entry(secretariat, entry, verb, status):
    response = secretariat.post(url(verb, public_id=entry.public_id), POSTS[verb])
    assert response["Location"] == url("detail", public_id=entry.public_id)
    answer = queries.status_of(entry.holder, entry.scheme, day(900))
    assert str(answer.status) == status


def test_a_suspension_is_lifted(secretariat, entry):
    services.suspend(entry, on=day(5), words=WHY, by=None, at=moment(5))
    secretariat.post(url("lift", public_id=entry.public_id), POSTS["lift"])
    assert queries.status_of(entry.holder, entry.scheme, day(900)).status == Status.VALID
    page = secretariat.get(url("detail", public_id=entry.public_id)).content.decode()
    assert "Suspension ophævet" in page
    assert "Rapporten er kommet." in page


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_from_a_wrong_state_is_refused_in_words(secretariat, verb):
    wrong = grant(ends_on=day(5))  # expired
    if verb == "renew":
        services.annul(wrong.periods.get(), why="", by=None, at=moment(1))
    response = secretariat.post(url(verb, public_id=wrong.public_id), POSTS[verb])
    assert response.status_code == 422
    assert "Diplomet" in response.content.decode()
    assert wrong.periods.count() == 1


@pytest.mark.parametrize("verb", ["suspend", "withdraw"])
def test_nobody_is_suspended_unheard(secretariat, entry, verb):
    response = secretariat.post(url(verb, public_id=entry.public_id), POSTS[verb] | {"heard": ""})
    assert response.status_code == 422
    assert entry.periods.count() == 1


def test_a_public_reason_that_points_at_a_person_is_refused(secretariat, entry):
    for text in ("Sagen om 010203-4567", "Spørg anna@prøve.example"):
        response = secretariat.post(url("suspend", public_id=entry.public_id), SUSPEND | {"text_da": text})
        assert response.status_code == 422
    assert entry.periods.count() == 1


def test_two_secretaries_on_the_same_page_do_not_both_succeed(secretariat, entry):
    address = url("suspend", public_id=entry.public_id)
    seen = secretariat.get(address).context["form"]["seen"].value()
    services.correct(entry.periods.get(), criteria_version="1.3", why="", by=None, at=moment(1))
    response = secretariat.post(address, SUSPEND | {"seen": seen})
    assert response.status_code == 422
    assert "Nogen har ændret diplomet" in response.content.decode()


def test_a_statement_is_corrected_and_the_old_one_stays_on_the_page(secretariat, entry):
    period = entry.periods.get()
    data = {
        "starts_on": "2024-02-01",
        "last_day": "",
        "reason": "granted",
        "criteria_version": "1.2",
        "why": "Tastefejl",
    }
    secretariat.post(url("correct", public_id=period.public_id), data)
    assert queries.status_of(entry.holder, entry.scheme, day(5)).status == Status.NOT_YET
    page = secretariat.get(url("detail", public_id=entry.public_id)).content.decode()
    assert page.count('<th scope="row">Gyldigt') == 2
    again = secretariat.post(url("correct", public_id=period.public_id), data)
    assert again.status_code == 422


def test_a_withdrawal_recorded_by_mistake_is_taken_out(secretariat, entry):
    services.withdraw(entry, on=day(5), words=WHY, by=None, at=moment(5))
    row = entry.periods.get(kind="withdrawn")
    assert secretariat.get(url("correct", public_id=row.public_id)).status_code == 200
    secretariat.post(url("annul", public_id=row.public_id), {"why": "Forkert virksomhed"})
    assert queries.status_of(entry.holder, entry.scheme, day(900)).status == Status.VALID


# --- What the register said ------------------------------------------------------------------------------------------
def test_the_page_answers_for_a_day_and_for_what_was_known(secretariat, entry):
    services.suspend(entry, on=day(10), words=WHY, by=None, at=moment(20))
    address = url("detail", public_id=entry.public_id)
    now = secretariat.get(address, {"on": "2024-01-15"}).content.decode()
    assert "Diplomet gjaldt ikke 15. januar 2024: Det var suspenderet" in now
    then = secretariat.get(address, {"on": "2024-01-15", "known_on": "2024-01-20"}).content.decode()
    assert "Diplomet gjaldt 15. januar 2024" in then
    assert secretariat.get(address, {"on": "i går"}).status_code == 200


# --- The list --------------------------------------------------------------------------------------------------------
def test_the_list_filters_by_name_scheme_status_and_day(secretariat):
    first = grant(OrganisationFactory(name="Egelev Demokantine"))
    grant(DepartmentFactory(name="Køkkenet i Åmose", organisation=OrganisationFactory(name="Åmose Demohus")))
    services.suspend(first, on=day(10), words=WHY, by=None, at=moment(10))
    page = secretariat.get(url("list"), {"q": "egelev", "on": "2024-02-01"}).content.decode()
    assert "Egelev Demokantine" in page
    assert "Køkkenet i Åmose" not in page
    for query, there in (
        ({"status": "suspended", "on": "2024-02-01"}, True),
        ({"status": "suspended", "on": "2024-01-05"}, False),
        ({"scheme": "inclusive_department"}, False),
        ({"holder": "organisation"}, True),
        ({"scheme": "no_such"}, False),
    ):
        assert ("Egelev Demokantine" in secretariat.get(url("list"), query).content.decode()) is there, query


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_takes_the_same_number_of_queries_however_long(secretariat, count, django_assert_max_num_queries):
    for _ in range(count):
        grant()
        grant(DepartmentFactory())
    secretariat.get(url("list"))
    with django_assert_max_num_queries(16):
        secretariat.get(url("list"))


def test_the_pages_speak_english(secretariat, entry):
    for address in addresses(entry).values():
        assert secretariat.get(address.replace("/da/", "/en/")).status_code == 200
