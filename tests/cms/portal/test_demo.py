"""The demo world is the same on every machine and points at nobody real."""

import re

from cms.portal.domain import demo_world
from cms.portal.domain.demo_people import PEOPLE
from registry.codes.domain.identifiers import remainder
from registry.organisations.domain.roles import Role

SERVICES = {
    group: [(f"{group}-{number}", f"Ydelse {number}") for number in range(6)] for group in demo_world.words.TRADES
}
PLACES = [(f"{number:04d}", str(1081 + number % 5)) for number in range(101, 199)]


def world():
    return demo_world.World(SERVICES, PLACES).build()


def test_two_builds_are_equal():
    assert world() == world()


def test_it_is_as_large_as_promised():
    made = world()
    entries = [spec.entry for spec in made if spec.entry]
    assert 390 <= len(made) <= 420
    assert sum(len(spec.departments) for spec in made) == 60
    assert {verb for entry in entries for verb, *_ in entry.events} == {"suspend", "withdraw"}
    assert min(entry.starts_on for entry in entries).year == 2024
    assert {spec.municipality for spec in made} >= {code for code, _ in PLACES} | {"9901", "9902", "9903"}


def test_no_number_can_be_anybodys():
    for spec in world():
        assert spec.number.startswith("9")
        assert remainder(spec.number)  # fails the rule that every issued number meets
        assert spec.phone.startswith("00 ")
        assert spec.email.endswith(".example")
        assert not spec.p_number or spec.p_number.startswith("9")


def test_no_text_holds_a_number_of_a_person():
    assert not re.search(r"\b[0-3]\d[01]\d{3}-?\d{4}\b", repr(world()))


def test_there_is_one_person_for_every_role():
    assert {person.role for person in PEOPLE} == set(Role)
