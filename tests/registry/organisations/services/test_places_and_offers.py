"""Places of work, departments, offers and their coverage."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from registry.codes import queries as codes
from registry.codes.domain.identifiers import PNumber
from registry.core.domain.lifecycle import IllegalMove
from registry.organisations.domain.coverage import Coverage, Kind
from registry.organisations.domain.refusals import Reason, Refusal
from registry.organisations.models import Department, Offer
from registry.organisations.queries import covered_municipalities, may_be_listed, why_not_listed
from registry.organisations.queries.desk import departments_of, offers_of
from registry.organisations.services import offering, places
from tests.registry.factories import (
    DepartmentFactory,
    OfferFactory,
    OrganisationFactory,
    ProductionUnitFactory,
    code,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 1)
AFTER = datetime.date(2027, 6, 1)


def refusal_of(act) -> Reason:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.reason


def test_a_place_of_work_has_a_number_nobody_else_has():
    a, b = OrganisationFactory(), OrganisationFactory()
    unit = places.add_unit(a, number=PNumber("9000000123"), name="Huset", by=None)
    taken = refusal_of(lambda: places.add_unit(b, number=PNumber("9000000123"), name="Huset", by=None))
    assert taken is Reason.NUMBER_TAKEN
    assert places.edit_unit(unit, by=None, name="Det nye hus", city="Egelev") == {"name", "city"}
    assert places.edit_unit(unit, by=None, city="Egelev") == frozenset()


def test_a_department_is_not_listed_before_its_heads_are_counted():
    organisation = OrganisationFactory()
    department = places.add_department(
        organisation, name="Køkkenet", places=6, places_free=2, functions=[code("function", "canteen")], by=None
    )
    assert not may_be_listed(department, on=DAY)
    places.set_head_counts(department, staff=12, target_group=4, by=None, on=DAY)
    assert may_be_listed(Department.objects.get(), on=DAY)
    places.set_head_counts(department, staff=5, target_group=5, by=None, on=DAY)
    assert departments_of(organisation, on=DAY) == [(department, why_not_listed(department, on=DAY))]
    assert not may_be_listed(department, on=DAY)


def test_head_counts_never_stand_in_the_journal():
    department = DepartmentFactory()
    places.set_head_counts(department, staff=37, target_group=13, by=None, on=DAY)
    text = str(list(ModelLogEntry.objects.values("label", "data", "action")))
    assert "count_heads" in text and "37" not in text and "13" not in text


def test_a_department_stays_inside_its_organisation_and_its_places():
    organisation, foreign = OrganisationFactory(), ProductionUnitFactory()
    department = DepartmentFactory(organisation=organisation, unit=None)
    assert refusal_of(lambda: places.edit_department(department, by=None, unit=foreign)) is Reason.FOREIGN_UNIT
    assert refusal_of(lambda: places.edit_department(department, by=None, places_free=99)) is Reason.FREE_ABOVE_PLACES
    heads = refusal_of(lambda: places.set_head_counts(department, staff=1, target_group=2, by=None, on=DAY))
    assert heads is Reason.TARGET_ABOVE_STAFF
    offer = OfferFactory(organisation=organisation)
    other = DepartmentFactory()
    assert refusal_of(lambda: offering.edit_offer(offer, by=None, department=other)) is Reason.FOREIGN_DEPARTMENT


def test_the_store_itself_refuses_more_free_places_than_places():
    department = DepartmentFactory()
    with transaction.atomic(), pytest.raises(IntegrityError):
        Department.objects.filter(pk=department.pk).update(places_free=99)


def test_functions_of_a_department_are_corrected():
    department = DepartmentFactory()
    wanted = [code("function", "canteen"), code("function", "laundry")]
    assert places.edit_department(department, by=None, functions=wanted) == {"functions"}
    assert places.edit_department(department, by=None, functions=wanted) == frozenset()


def statements(*kinds: Coverage) -> list[Coverage]:
    return list(kinds)


def test_coverage_that_stands_keeps_its_day_and_what_is_new_counts_from_today():
    offer = OfferFactory()
    near = Coverage(Kind.RADIUS, DAY, radius_km=20)
    assert offering.set_coverage(offer, [near], by=None, on=DAY)
    assert not offering.set_coverage(offer, [near], by=None, on=AFTER)
    region = Coverage(Kind.REGIONS, AFTER, areas=frozenset({"1082"}))
    assert offering.set_coverage(offer, [near, region], by=None, on=AFTER)
    assert dict(offer.coverages.values_list("kind", "since")) == {"radius": DAY, "regions": AFTER}
    assert offering.set_coverage(offer, [], by=None, on=AFTER)
    assert not offer.coverages.exists()


def test_region_sjaelland_means_its_seventeen_municipalities_on_both_sides_of_new_year():
    organisation = OrganisationFactory(municipality=codes.get("municipality", "0265", DAY))
    region = Coverage(Kind.REGIONS, DAY, areas=frozenset({"1085"}))
    offer = offering.add_offer(
        organisation, service=code("service", "cleaning-daily"), title="Rengøring", coverages=[region], by=None, on=DAY
    )
    before = covered_municipalities(offer, on=datetime.date(2026, 12, 31))
    after = covered_municipalities(offer, on=AFTER)
    assert before == after
    assert len(after) == 17 and "0101" not in after and "0265" in after
    (reach,) = offers_of(organisation, on=DAY)
    assert (reach.count, reach.areas, reach.whole_country) == (17, ("Region Sjælland",), False)
    (reach,) = offers_of(organisation, on=AFTER)
    assert len(reach.areas) == 17  # the region is no more, so its municipalities are named


def test_distance_is_measured_from_the_department_s_place_of_work():
    organisation = OrganisationFactory(municipality=codes.get("municipality", "0101", DAY))
    unit = ProductionUnitFactory(organisation=organisation, municipality=codes.get("municipality", "0751", DAY))
    department = DepartmentFactory(organisation=organisation, unit=unit)
    offer = OfferFactory(organisation=organisation, department=department, coverages=["own_town"])
    assert covered_municipalities(offer, on=DAY) == {"0751"}


def test_an_offer_goes_off_and_on_once_at_a_time():
    offer = OfferFactory(coverages=["nationwide"])
    offering.deactivate_offer(offer, by=None)
    assert covered_municipalities(offer, on=DAY) == frozenset()
    stale = Offer.objects.get()
    offering.activate_offer(offer, by=None)
    with pytest.raises(IllegalMove):
        offering.activate_offer(stale, by=None)


def test_revising_an_offer_does_both_or_neither():
    offer = OfferFactory(title="Før")
    foreign = DepartmentFactory()
    everywhere = [Coverage(Kind.NATIONWIDE, DAY)]
    with pytest.raises(Refusal):
        offering.revise_offer(offer, coverages=everywhere, title="Efter", department=foreign, by=None, on=DAY)
    offer.refresh_from_db()
    assert (offer.title, offer.coverages.count()) == ("Før", 0)
