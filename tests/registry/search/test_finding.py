"""What people type finds what they mean, and nothing they type is taken for anything but words."""

import datetime

import pytest

from registry.codes import queries as codes
from registry.organisations.models import Organisation
from registry.search.domain.query import Order, Query
from registry.search.queries.search import search
from registry.search.queries.suggest import suggest
from tests.registry.factories import DepartmentFactory, OrganisationFactory, OrganisationNameFactory
from tests.registry.search import world

pytestmark = pytest.mark.django_db


def find(text: str = "", **values) -> list[str]:
    """Names in order."""
    from registry.search.models import SearchDoc

    query = Query(on=world.TODAY, today=world.TODAY, text=text, size=100, **values)
    result = search(query, codes.hierarchy(world.TODAY))
    names = dict(SearchDoc.objects.order_by().values_list("pk", "name"))
    assert result.total == len(result.ids)
    return [names[pk] for pk in result.ids]


@pytest.fixture
def supplier():
    """One organisation with a name, made searchable."""

    def make(name: str, **fields) -> Organisation:
        row = OrganisationFactory(name=name, **fields)
        world.rebuild()
        return row

    return make


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Aarhus Vask", "århus"),
        ("Århus Vask", "aarhus"),
        ("S.T. Screen", "ST screen"),
        ("ST Screen", "s.t. screen"),
        ("Køkkenet i Bøgely", "køkken"),
        ("Bøgely Køkken", "køkkenet"),
        ("Bøgely Rengøring", "rengør"),
        ("Bøgely Rengøring", "boegely"),
        ("Den Åbne Spand", "aabne spand"),
    ],
)
def test_spellings_and_beginnings_find_the_name(supplier, name, asked):
    supplier(name)
    assert find(asked) == [name]


@pytest.mark.parametrize("asked", ["sted", "bøge", "vinduer"])
def test_what_is_not_there_is_not_found(supplier, asked):
    supplier("St Screen")
    assert find(asked) == []


def test_a_short_word_is_not_a_beginning(supplier):
    supplier("Steds Vask")
    assert find("st") == []


def test_another_name_finds_the_organisation():
    row = OrganisationFactory(name="Bøgely Demoværksted")
    OrganisationNameFactory(organisation=row, name="Prøvehuset")
    world.rebuild()
    assert find("prøvehuset") == ["Bøgely Demoværksted"]


@pytest.mark.parametrize("asked", ["vinduespudsning", "window washing", "Vinduespolering", "ruder"])
def test_words_people_use_for_a_service_find_who_offers_it(asked):
    world.offer(OrganisationFactory(name="Bøgely Glas"), "cleaning-windows", ["nationwide"])
    world.rebuild()
    assert find(asked) == ["Bøgely Glas"]


def test_the_better_the_words_fit_the_higher_it_stands():
    OrganisationFactory(name="Egelev Hus", description="Vi spiser i kantine Spand")
    alias = OrganisationFactory(name="Åmose Hus")
    OrganisationNameFactory(organisation=alias, name="Spand i Åmose")
    OrganisationFactory(name="Den Åbne Spand")
    OrganisationFactory(name="Spand")
    world.rebuild()
    assert find("spand") == ["Spand", "Den Åbne Spand", "Åmose Hus", "Egelev Hus"]


@pytest.mark.parametrize("asked", ["{0}", "DK{0}", "{1}", " cvr: {1} "])
def test_a_company_number_finds_its_organisation_and_departments(supplier, asked):
    row = OrganisationFactory(name="Bøgely Vask")
    DepartmentFactory(organisation=row, name="Afdeling Syd")
    OrganisationFactory(name="Egelev Vask")
    world.rebuild()
    number = row.cvr
    spaced = " ".join(number[at : at + 2] for at in range(0, 8, 2))
    assert sorted(find(asked.format(number, spaced))) == ["Afdeling Syd", "Bøgely Vask"]


def test_a_sole_trader_is_not_found_by_number(supplier):
    row = supplier("Anna Prøvesen", is_sole_trader=True)
    assert find(row.cvr) == []
    assert find("prøvesen") == ["Anna Prøvesen"]


def test_the_number_of_a_merged_row_finds_what_it_was_merged_into():
    heir, old = OrganisationFactory(name="Bøgely Vask"), OrganisationFactory(name="Gamle Bøgely Vask")
    Organisation.objects.filter(pk=old.pk).update(merged_into=heir)
    world.rebuild()
    assert find(old.cvr) == ["Bøgely Vask"]
    assert find("gamle") == ["Bøgely Vask"]


INJECTIONS = [
    'bøgely" OR "egelev',
    "bøgely NEAR(egelev)",
    "bøgely NOT vask",
    "name:bøgely",
    "bøg*",
    "{name} : bøgely",
    "^bøgely",
    "bøgely' OR 1=1 --",
    "bøgely); DROP TABLE search_text; --",
    "bøgely & !vask | (",
    "bøgely:*A",
    "bøgely\x00vask",
    "%ely",
    "b_gely",
    "\\",
    "'",
    '"',
    "''",
    "<->",
    "a" * 5000,
    "ord " * 500,
]


@pytest.mark.parametrize("asked", INJECTIONS, ids=range(len(INJECTIONS)))
def test_signs_of_a_query_language_are_only_signs(supplier, asked):
    supplier("Bøgely Vask")
    supplier("Egelev Vask")
    assert set(find(asked)) <= {"Bøgely Vask"}


def test_a_star_finds_nothing_and_no_question_finds_all(supplier):
    supplier("Bøgely Vask")
    assert find("***") == []
    assert find("") == find("   ") == ["Bøgely Vask"]


def test_service_and_place_must_be_said_by_one_offer():
    row = OrganisationFactory(name="Bøgely Vask", municipality=world.municipality("0751"))
    world.offer(row, "cleaning-windows", [("municipality_list", ["0101"])])
    world.offer(row, "laundry-wash", [("municipality_list", ["0751"])])
    world.rebuild()
    assert find(to="0101", chosen={"service": frozenset({"cleaning-windows"})}) == ["Bøgely Vask"]
    assert find(to="0751", chosen={"service": frozenset({"cleaning-windows"})}) == []
    assert find(to="0751", chosen={"service": frozenset({"laundry"})}) == ["Bøgely Vask"]


def test_names_stand_in_danish_order():
    for name in ("Ørnehøj", "Aarup", "Åmose", "Ærtebjerg", "Zone 10", "Zone 2", "Albæk"):
        OrganisationFactory(name=name)
    world.rebuild()
    assert find(order=Order.NAME) == ["Albæk", "Zone 2", "Zone 10", "Ærtebjerg", "Ørnehøj", "Åmose", "Aarup"]


def test_who_is_nearest_stands_first_when_a_place_is_chosen():
    for code in ("0101", "0740", "0751"):
        row = OrganisationFactory(name=code, municipality=world.municipality(code))
        world.offer(row, "laundry-wash", ["nationwide"])
    world.rebuild()
    assert find(to="0751", order=Order.DISTANCE) == ["0751", "0740", "0101"]


def test_equals_change_places_from_day_to_day_and_never_within_a_day():
    for n in range(8):
        OrganisationFactory(name=f"Demo {n}")
    world.rebuild()
    hierarchy = codes.hierarchy(world.TODAY)
    orders = []
    for day in range(10):
        today = world.TODAY + datetime.timedelta(days=day)
        query = Query(on=today, today=today, size=100)
        orders.append(search(query, hierarchy).ids)
        assert search(query, hierarchy).ids == orders[-1]
    assert len(set(orders)) > 5


def test_suggestions_begin_with_what_was_typed_names_before_words():
    for name in ("Bøgely Vask", "Den Store Bøgely", "Egelev Vask", "Aarup Have"):
        OrganisationFactory(name=name)
    world.rebuild()
    assert suggest("bøg") == ["Bøgely Vask", "Den Store Bøgely"]
    assert suggest("vas") == ["Bøgely Vask", "Egelev Vask"]
    assert suggest("år") == suggest("aar") == ["Aarup Have"]
    assert suggest("b") == suggest("") == suggest("*") == []


def test_nothing_hidden_is_found_or_suggested():
    hidden = OrganisationFactory(name="Skjult Vask", is_listed=False)
    DepartmentFactory(organisation=hidden, name="Skjult afdeling")
    shown = OrganisationFactory(name="Bøgely Vask")
    telling = DepartmentFactory(organisation=shown, name="Røbende afdeling", staff=6, staff_target_group=6)
    world.offer(telling, "food-canteen", ["nationwide"])
    world.rebuild()
    assert find("skjult") == find("røbende") == find("kantine") == []
    assert suggest("skj") == suggest("røb") == []
    assert find() == ["Bøgely Vask"]
