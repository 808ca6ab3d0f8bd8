"""The organisation's own pages: they work, and are closed to strangers and to members without the role."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from registry.codes import queries as codes
from registry.organisations.models import Department, Offer, Organisation, ProductionUnit
from registry.organisations.services.merging import merge
from registry.organisations.services.registering import add_alias
from tests.registry.factories import (
    DepartmentFactory,
    MembershipFactory,
    OfferFactory,
    OrganisationFactory,
    ProductionUnitFactory,
    code,
)
from tests.registry.organisations.conftest import client_of

pytestmark = pytest.mark.django_db
NEW_UNIT = {"number": "90 00 00 01 23", "name": "Huset", "street": "Prøvevej 3", "postal_code": "9999", "city": "By"}
NEW_DEPARTMENT = {"name": "Køkkenet", "places": "6", "places_free": "2", "description_language": "da"}
HEADS = {"staff": "12", "staff_target_group": "4"}
NEW_OFFER = {
    "service": "cleaning-daily",
    "title": "Daglig rengøring",
    "description_language": "da",
    "kinds": ["nationwide"],
}
DETAILS = {"country": "DNK", "city": "Egelev", "description_language": "da"}


def url(name: str, row) -> str:
    return reverse(f"organisations:{name}", kwargs={"public_id": getattr(row, "public_id", row)})


@pytest.fixture
def rows(firm):
    """A row of each kind in the firm, by the name of a page about it."""
    organisation = firm.organisation
    unit, offer = ProductionUnitFactory(organisation=organisation), OfferFactory(organisation=organisation)
    department = DepartmentFactory(organisation=organisation, unit=unit)
    add_alias(organisation, name="BØGELY", source="", by=None)
    code("function", "canteen")
    return {
        "own": (organisation, None),
        "own_edit": (organisation, DETAILS),
        "alias_new": (organisation, {"name": "Bøgely Værksted"}),
        "alias_remove": (organisation, {"name": "BØGELY"}),
        "unit_new": (organisation, NEW_UNIT),
        "unit_edit": (unit, {"name": "Huset"}),
        "department_new": (organisation, NEW_DEPARTMENT),
        "department_edit": (department, NEW_DEPARTMENT),
        "department_heads": (department, HEADS),
        "offer_new": (organisation, NEW_OFFER),
        "offer_edit": (offer, NEW_OFFER),
        "offer_deactivate": (offer, {}),
        "offer_activate": (offer, {}),
    }


PAGES = (
    "own",
    "own_edit",
    "alias_new",
    "alias_remove",
    "unit_new",
    "unit_edit",
    "department_new",
    "department_edit",
    "department_heads",
    "offer_new",
    "offer_edit",
    "offer_deactivate",
    "offer_activate",
)
POST_ONLY = {"alias_remove", "offer_deactivate", "offer_activate"}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_works_for_the_supplier_and_for_the_secretariat(page, rows, firm, secretary):
    row, data = rows[page]
    for user in (firm.supplier, secretary):
        client = client_of(user)
        if page not in POST_ONLY:
            assert client.get(url(page, row)).status_code == 200
    if data is not None:
        response = client_of(firm.supplier).post(url(page, row), data)
        assert response.status_code == 302, response.context["form"].errors
        assert client_of(firm.supplier).get(response.url).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_not_there_for_a_stranger_and_refused_to_a_member_without_the_role(page, rows, firm, stranger):
    row, data = rows[page]
    send = "post" if data is not None else "get"
    assert getattr(client_of(stranger), send)(url(page, row), data or {}).status_code == 404
    assert getattr(client_of(firm.buyer), send)(url(page, row), data or {}).status_code == 403
    assert getattr(client_of(firm.supplier), send)(url(page, uuid.uuid4()), data or {}).status_code == 404


@pytest.mark.parametrize("page", sorted(POST_ONLY))
def test_a_change_is_never_made_by_a_get(page, rows, firm):
    assert client_of(firm.supplier).get(url(page, rows[page][0])).status_code == 405


def test_a_department_s_person_keeps_the_department_and_nothing_else(rows, firm):
    client = client_of(firm.department)
    for page in ("own", "department_edit", "department_heads", "department_new"):
        assert client.get(url(page, rows[page][0])).status_code == 200
    for page in ("own_edit", "offer_new", "unit_new"):
        assert client.get(url(page, rows[page][0])).status_code == 403


def test_the_own_people_cannot_change_who_the_organisation_is(firm):
    client = client_of(firm.supplier)
    data = DETAILS | {"name": "Et andet navn", "kind": "public_body", "is_listed": ""}
    assert client.post(url("own_edit", firm.organisation), data).status_code == 302
    now = Organisation.objects.get(pk=firm.organisation.pk)
    assert (now.name, now.kind, now.is_listed) == (firm.organisation.name, firm.organisation.kind, True)
    assert (now.city, now.contact_confirmed_on) == ("Egelev", timezone.localdate())


def test_the_secretariat_changes_who_it_is_and_the_old_name_stays_findable(firm, secretary):
    data = DETAILS | {"name": "Åmose Værksted", "kind": "association", "is_listed": "on"}
    assert client_of(secretary).post(url("own_edit", firm.organisation), data).status_code == 302
    now = Organisation.objects.get(pk=firm.organisation.pk)
    assert (now.name, now.kind) == ("Åmose Værksted", "association")
    assert now.aliases.filter(name=firm.organisation.name).exists()


def test_a_sole_trader_s_number_is_shown_to_the_secretariat_and_the_own_people(secretary):
    trader = OrganisationFactory(sole_trader=True)
    own = MembershipFactory(organisation=trader).user
    for user in (secretary, own):
        assert trader.cvr in client_of(user).get(url("own", trader)).content.decode()


def test_my_organisation_is_one_step_away(firm, stranger):
    response = client_of(firm.supplier).get(reverse("organisations:mine"))
    assert response.url == url("own", firm.organisation)
    MembershipFactory(user=stranger)
    assert client_of(stranger).get(reverse("organisations:mine")).status_code == 200
    lonely = MembershipFactory(ended=True).user
    assert "handler ikke for nogen" in client_of(lonely).get(reverse("organisations:mine")).content.decode()


def test_the_postcode_proposes_a_municipality_and_chooses_none(firm):
    Organisation.objects.filter(pk=firm.organisation.pk).update(postal_code="2860")
    page = client_of(firm.supplier).get(url("own_edit", firm.organisation)).content.decode()
    if codes.postcode_municipalities("2860", timezone.localdate()):
        assert "Postnummeret peger på" in page
    client_of(firm.supplier).post(url("own_edit", firm.organisation), DETAILS | {"postal_code": "2860"})
    assert Organisation.objects.get(pk=firm.organisation.pk).municipality is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kinds": ["radius"]}, "radius_km"),
        ({"kinds": ["radius"], "radius_km": "25"}, "kinds"),  # the firm's municipality is not known
        ({"kinds": ["own_town"]}, "kinds"),
        ({"kinds": ["regions"]}, "regions"),
        ({"kinds": ["municipalities"]}, "municipalities"),
        ({"kinds": ["municipalities"], "municipalities": ["0411"]}, "municipalities"),
        ({"kinds": ["everywhere"]}, "kinds"),
        ({"service": "nonsense"}, "service"),
        ({"title": ""}, "title"),
    ],
)
def test_an_offer_that_does_not_say_where_is_told_what_is_missing(firm, change, field):
    response = client_of(firm.supplier).post(url("offer_new", firm.organisation), NEW_OFFER | change)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Offer.objects.exists()


def test_an_offer_s_coverage_comes_back_into_the_form_as_it_was_given(firm):
    client = client_of(firm.supplier)
    data = NEW_OFFER | {"kinds": ["regions", "municipalities"], "regions": ["1082"], "municipalities": ["0101", "0265"]}
    assert client.post(url("offer_new", firm.organisation), data).status_code == 302
    offer = Offer.objects.get()
    form = client.get(url("offer_edit", offer)).context["form"]
    assert sorted(form.initial["kinds"]) == ["municipalities", "regions"]
    assert (form.initial["regions"], form.initial["municipalities"]) == (["1082"], ["0101", "0265"])


def test_a_foreign_department_cannot_be_chosen(firm):
    foreign = DepartmentFactory()
    response = client_of(firm.supplier).post(
        url("offer_new", firm.organisation), NEW_OFFER | {"department": str(foreign.pk)}
    )
    assert response.status_code == 422
    response = client_of(firm.department).post(
        url("department_new", firm.organisation), NEW_DEPARTMENT | {"unit": str(foreign.unit.pk)}
    )
    assert response.status_code == 422
    assert Department.objects.count() == 1


def test_a_number_that_is_taken_or_wrong_is_told_at_the_field(firm):
    ProductionUnitFactory(p_number="9000000123")
    client = client_of(firm.supplier)
    for number in ("9000000123", "12", "abc"):
        response = client.post(url("unit_new", firm.organisation), NEW_UNIT | {"number": number})
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["number"])
    assert ProductionUnit.objects.count() == 1


def test_a_listing_that_would_reveal_somebody_is_refused_with_the_reason(rows, firm):
    client = client_of(firm.department)
    department = rows["department_heads"][0]
    response = client.post(url("department_heads", department), {"staff": "4", "staff_target_group": "3"}, follow=True)
    assert "mindst fem" in response.content.decode()


def test_a_merged_organisation_says_what_it_became(firm, secretary):
    into = OrganisationFactory(name="Egelev Demoværksted")
    merge(firm.organisation, into, reason="samme", by=None, at=timezone.now())
    for user in (secretary, firm.supplier):
        page = client_of(user).get(url("own", firm.organisation)).content.decode()
        assert "Egelev Demoværksted" in page
    response = client_of(secretary).post(url("own_edit", firm.organisation), DETAILS | {"name": "x", "kind": "company"})
    assert response.status_code == 422


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_overview_asks_a_fixed_number_of_questions(firm, django_assert_max_num_queries, language):
    organisation = firm.organisation
    for _ in range(8):
        OfferFactory(organisation=organisation, coverages=["nationwide", ("radius", 20), ("regions", ["1082"])])
        DepartmentFactory(organisation=organisation)
    client = client_of(firm.supplier)
    address = url("own", organisation).replace("/da/", f"/{language}/")
    client.get(address)
    with django_assert_max_num_queries(40):
        assert client.get(address).status_code == 200
