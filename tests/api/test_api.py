"""The public API: read only, bounded, honest about what it leaves out, and described without a warning."""

import datetime
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from rest_framework.throttling import AnonRateThrottle

from registry.organisations.models import Organisation
from tests.registry.entries.world import grant
from tests.registry.factories import DepartmentFactory, OrganisationFactory, OrganisationNameFactory
from tests.registry.search import world

pytestmark = pytest.mark.django_db
SCHEMA = Path(__file__).parent / "schema.yml"
LISTS = ("organisations", "departments", "offers", "entries")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The views' own day, held still."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None, tz=None: value.date() if value else world.TODAY)
    return world.TODAY


@pytest.fixture
def supplier():
    """A company with everything."""
    row = OrganisationFactory(name="Bøgely Glas", municipality=world.municipality("0751"), employees_fte=26)
    OrganisationNameFactory(organisation=row, name="Prøvehuset")
    world.offer(row, "cleaning-windows", [("municipality_list", ["0751", "0740"])])
    grant(row)
    row.department = DepartmentFactory(organisation=row, name="Køkkenet Syd", staff=13, staff_target_group=4)
    world.offer(row.department, "food-canteen", ["nationwide"])
    grant(row.department)
    world.rebuild()
    return row


def get(client, path: str, **query):
    """The answer as JSON."""
    answer = client.get(f"/api/v1/{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_schema_is_valid_without_a_warning_and_as_agreed(tmp_path):
    """A changed schema is a changed promise: look at the difference, then keep it with UPDATE_SCHEMA=1."""
    import os

    made = tmp_path / "schema.yml"
    call_command(
        "spectacular", "--lang", "da", "--urlconf", "cms.urls_api", "--validate", "--fail-on-warn", "--file", str(made)
    )
    if os.environ.get("UPDATE_SCHEMA"):
        SCHEMA.write_text(made.read_text("utf-8"), "utf-8")
    assert made.read_text("utf-8") == SCHEMA.read_text("utf-8")


def test_the_schema_and_its_page_are_served(client):
    assert client.get("/api/v1/schema/").status_code == 200
    page = client.get("/api/v1/").content.decode()
    assert "GET /api/v1/organisations/" in page
    assert "delivered to" in page


def test_an_organisation_is_told_whole(client, supplier):
    row = get(client, f"organisations/{supplier.public_id}/")
    assert row["name"] == "Bøgely Glas"
    assert row["cvr"] == supplier.cvr
    assert row["number_kind"] == "demo"
    assert row["other_names"] == ["Prøvehuset"]
    assert row["municipality"]["code"] == "0751"
    assert {offer["service"]["code"] for offer in row["offers"]} == {"cleaning-windows", "food-canteen"}
    assert row["offers"][0]["coverage"][0]["areas"] == ["0740", "0751"]
    assert [department["name"] for department in row["departments"]] == ["Køkkenet Syd"]


@pytest.mark.parametrize(
    ("path", "query", "count"),
    [
        ("organisations/", {"name": "bøg"}, 1),
        ("organisations/", {"name": "prøve"}, 1),
        ("organisations/", {"name": "egelev"}, 0),
        ("organisations/", {"municipality": "0751"}, 1),
        ("organisations/", {"region": "1082"}, 1),
        ("organisations/", {"region": "1084"}, 0),
        ("organisations/", {"kind": "company"}, 1),
        ("organisations/", {"changed_since": "2100-01-01T00:00:00Z"}, 0),
        ("departments/", {"name": "køkk"}, 1),
        ("departments/", {"with_free_places": "false"}, 0),
        ("offers/", {"service": "cleaning"}, 1),
        ("offers/", {"service": "cleaning-windows"}, 1),
        ("offers/", {"service": "office"}, 0),
        ("entries/", {"scheme": "social_supplier"}, 1),
        ("entries/", {"on": "2020-01-01", "status": "valid"}, 0),
        ("search/", {"q": "glas"}, 2),
        ("search/", {"service": "cleaning-windows", "to": "0740"}, 1),
        ("search/", {"service": "cleaning-windows", "to": "0101"}, 0),
        ("search/", {}, 2),
    ],
)
def test_lists_are_narrowed(client, supplier, path, query, count):
    assert get(client, path, **query)["count"] == count


def test_the_search_answers_as_the_page_does(client, supplier):
    answer = get(client, "search/", q="glas")
    page = client.get("/da/find/?q=glas")
    assert [row["name"] for row in answer["results"]] == [hit["name"] for hit in page.context["hits"]]
    assert answer["coverage"] == dict(page.context["coverage"])
    assert answer["facets"]["service"]["cleaning-windows"] == 1
    assert answer["results"][0]["held"][0]["status"] == "valid"


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("search/?service=xyz", "service"),
        ("search/?on=yesterday", "on"),
        ("search/?to=9999", "to"),
        ("organisations/?kind=xyz", "kind"),
        ("organisations/?cvr=123", "cvr"),
        ("organisations/?changed_since=soon", "changed_since"),
        ("entries/?on=soon", "on"),
        ("codes/municipality/?on=soon", "on"),
    ],
)
def test_what_cannot_be_read_is_said_by_field(client, path, field):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 400
    assert field in answer.json()


@pytest.mark.parametrize("name", LISTS)
def test_an_unknown_id_is_not_there(client, name):
    assert client.get(f"/api/v1/{name}/00000000-0000-4000-8000-000000000000/").status_code == 404


@pytest.mark.parametrize("path", ["organisations/1/", "organisations/x/", "codes/accounts/", "users/", "nothing/"])
def test_an_unknown_address_is_not_there(client, path):
    assert client.get(f"/api/v1/{path}").status_code == 404


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("name", [*LISTS, "search"])
def test_nothing_can_be_written(client, supplier, name, verb):
    assert getattr(client, verb)(f"/api/v1/{name}/").status_code == 405


def test_a_merged_organisation_leads_to_what_it_is_now(client, supplier):
    old = OrganisationFactory()
    Organisation.objects.filter(pk=old.pk).update(merged_into=supplier)
    answer = client.get(f"/api/v1/organisations/{old.public_id}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/organisations/{supplier.public_id}/")
    assert get(client, "organisations/")["count"] == 1


def test_nothing_anywhere_tells_what_must_not_be_told(client, supplier):
    trader = OrganisationFactory(is_sole_trader=True, street="Hjemvej 7", name="Anna Prøvesen")
    grant(trader)
    world.offer(trader, "laundry-wash", ["nationwide"])
    hidden = OrganisationFactory(name="Skjult", is_listed=False)
    world.offer(hidden, "laundry-wash", ["nationwide"])
    telling = DepartmentFactory(organisation=supplier, name="Røbende", staff=6, staff_target_group=6)
    world.offer(telling, "laundry-wash", ["nationwide"])
    grant(telling)
    world.rebuild()
    paths = [f"{name}/" for name in LISTS] + ["search/", f"organisations/{trader.public_id}/"]
    paths += [f"organisations/{supplier.public_id}/", "search/?q=anna", f"organisations/?cvr={trader.cvr}"]
    for path in paths:
        text = client.get(f"/api/v1/{path}").content.decode()
        for secret in (trader.cvr, "Hjemvej", "Skjult", "Røbende", "staff", "target_group", "contact_"):
            assert secret not in text, (path, secret)
    assert get(client, "organisations/", cvr=trader.cvr)["count"] == 0
    assert client.get(f"/api/v1/organisations/{hidden.public_id}/").status_code == 404
    assert client.get(f"/api/v1/departments/{telling.public_id}/").status_code == 404


def test_lists_have_pages_of_at_most_a_hundred(client):
    for at in range(25):
        OrganisationFactory(name=f"Demo {at}")
    first = get(client, "organisations/")
    assert (first["count"], len(first["results"])) == (25, 20)
    assert len(client.get(first["next"]).json()["results"]) == 5
    assert len(get(client, "organisations/", page_size=1000)["results"]) == 25
    assert client.get("/api/v1/organisations/?page=99").status_code == 404


def test_code_lists_say_what_counts_on_a_day(client):
    before = {row["code"] for row in get(client, "codes/region/", on="2026-12-31")}
    after = {row["code"] for row in get(client, "codes/region/", on="2027-01-01")}
    assert {"1084", "1085"} <= before
    assert "OEST" in after
    assert not {"1084", "1085"} & after
    windows = next(row for row in get(client, "codes/service/") if row["code"] == "cleaning-windows")
    assert windows["parent"] == "cleaning"


def test_who_asks_too_fast_is_told_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "2/min"})
    monkeypatch.setattr(AnonRateThrottle, "rate", "2/min", raising=False)
    answers = [client.get("/api/v1/organisations/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert "detail" in answers[2].json()


@pytest.mark.parametrize("path", ["organisations/", "departments/", "offers/", "search/"])
def test_lists_ask_as_many_questions_for_many_as_for_few(client, supplier, path, django_assert_max_num_queries):
    def ask() -> int:
        client.get(f"/api/v1/{path}")
        with django_assert_max_num_queries(9) as queries:
            assert client.get(f"/api/v1/{path}").status_code == 200
        return len(queries.captured_queries)

    few = ask()
    for at in range(6):
        row = OrganisationFactory(name=f"Demo {at}", municipality=world.municipality("0101"))
        OrganisationNameFactory(organisation=row)
        world.offer(row, "laundry-wash", ["nationwide", ("radius", 20)])
        world.offer(DepartmentFactory(organisation=row), "food-canteen", ["own_town"])
    world.rebuild()
    assert ask() == few


def test_answers_are_plain_json(client, supplier):
    answer = client.get("/api/v1/organisations/", headers={"accept": "text/html,*/*;q=0.8"})
    assert answer["Content-Type"] == "application/json"
    assert json.loads(answer.content)["results"][0]["name"] == "Bøgely Glas"
    assert datetime.datetime.fromisoformat(json.loads(answer.content)["results"][0]["updated_at"])
