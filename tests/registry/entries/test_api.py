"""The public API of entries: filters, the day and the moment, and what is never told."""

import pytest
from rest_framework.test import APIRequestFactory

from registry.entries import services
from registry.entries.api import EntryViewSet
from tests.registry.entries.world import WHY, day, grant, moment
from tests.registry.factories import DepartmentFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def listing(**query) -> list[dict]:
    response = EntryViewSet.as_view({"get": "list"})(APIRequestFactory().get("/api/v1/entries/", query))
    assert response.status_code == 200, response.data
    return response.data["results"]


def one(entry, **query):
    view = EntryViewSet.as_view({"get": "retrieve"})
    return view(APIRequestFactory().get("/api/v1/entries/x/", query), public_id=str(entry.public_id))


def test_an_entry_says_who_what_and_how_it_stands_on_a_day():
    entry = grant()
    services.suspend(entry, on=day(10), until=day(20), words=WHY, by=None, at=moment(10))
    data = one(entry, on=day(12).isoformat()).data
    assert data["scheme"]["code"] == "social_supplier"
    assert data["holder"] == {
        "kind": "organisation",
        "id": str(entry.organisation.public_id),
        "name": entry.organisation.name,
    }
    assert data["organisation"]["cvr"] == entry.organisation.cvr
    assert data["standing"]["status"] == "suspended"
    assert (data["standing"]["since"], data["standing"]["until"]) == ("2024-01-11", "2024-01-21")
    assert [row["kind"] for row in data["statements"]] == ["valid", "suspended"]


def test_a_sole_traders_number_is_never_told():
    data = one(grant(OrganisationFactory(sole_trader=True))).data
    assert data["organisation"]["cvr"] is None


def test_what_the_register_said_at_a_moment():
    entry = grant()
    services.suspend(entry, on=day(10), words=WHY, by=None, at=moment(30))
    query = {"on": day(12).isoformat()}
    assert one(entry, **query, known_at=moment(29).isoformat()).data["standing"]["status"] == "valid"
    assert one(entry, **query, known_at=moment(31).isoformat()).data["standing"]["status"] == "suspended"
    assert one(entry, **query, known_at=moment(-1).isoformat()).status_code == 404
    assert listing(**query, status="valid") == []
    assert len(listing(**query, status="valid", known_at=moment(29).isoformat())) == 1


def test_filters_by_scheme_organisation_holder_and_change():
    first, second = grant(), grant(DepartmentFactory(), at=moment(50))
    kept = OrganisationFactory()
    first.organisation.merged_into = kept
    first.organisation.save()

    def ids(**query) -> set[str]:
        return {row["id"] for row in listing(**query)}

    one_id, two_id = str(first.public_id), str(second.public_id)
    assert ids() == {one_id, two_id}
    assert ids(scheme="inclusive_department") == {two_id}
    assert ids(holder="organisation") == {one_id}
    assert ids(organisation=str(kept.public_id)) == {one_id}
    assert ids(organisation=str(second.owner.public_id)) == {two_id}
    assert ids(changed_since=moment(40).isoformat()) == {two_id}
    assert listing(organisation=str(kept.public_id))[0]["organisation"]["name"] == kept.name


def test_a_hidden_holder_is_not_told_of():
    hidden = grant(DepartmentFactory(revealing=True))
    assert listing() == []
    assert one(hidden).status_code == 404


@pytest.mark.parametrize("query", [{"on": "i går"}, {"status": "sleeping"}, {"organisation": "7"}, {"scheme": "none"}])
def test_a_filter_that_makes_no_sense_is_said_so(query):
    response = EntryViewSet.as_view({"get": "list"})(APIRequestFactory().get("/api/v1/entries/", query))
    assert response.status_code == 400


def test_nothing_is_written():
    for method in ("post", "put", "patch", "delete"):
        request = getattr(APIRequestFactory(), method)("/api/v1/entries/")
        assert EntryViewSet.as_view({"get": "list"})(request).status_code == 405


@pytest.mark.parametrize("count", [2, 15])
def test_a_page_of_the_list_takes_three_queries(count, django_assert_num_queries):
    for _ in range(count):
        grant()
    with django_assert_num_queries(3):  # count, entries with names, statements
        listing()


def test_the_schema_has_no_warnings():
    from drf_spectacular.drainage import GENERATOR_STATS
    from drf_spectacular.generators import SchemaGenerator
    from rest_framework.routers import SimpleRouter

    router = SimpleRouter()
    router.register("entries", EntryViewSet, basename="entry")
    GENERATOR_STATS.reset()
    schema = SchemaGenerator(patterns=router.urls).get_schema(request=None, public=True)
    assert not GENERATOR_STATS
    parameters = {item["name"] for item in schema["paths"]["/api/v1/entries/"]["get"]["parameters"]}
    assert {"on", "known_at", "scheme", "status", "holder", "organisation", "changed_since"} <= parameters
