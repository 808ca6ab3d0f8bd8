"""Regions over the change of 2027, and distances."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.codes.domain.geography import Hierarchy, Membership, haversine_km

CHANGE = date(2027, 1, 1)
FACTS = [
    Membership("A", "west"),
    Membership("B", "north", None, CHANGE),
    Membership("C", "south", None, CHANGE),
    Membership("B", "east", CHANGE),
    Membership("C", "east", CHANGE),
]


def on(day: date) -> Hierarchy:
    return Hierarchy.from_memberships(day, FACTS, {"A": (56.0, 9.0), "B": (55.7, 12.5), "C": (55.6, 12.1)})


def test_the_last_day_before_the_change_has_the_old_regions():
    place = on(CHANGE - timedelta(days=1))
    assert dict(place.region_of) == {"A": "west", "B": "north", "C": "south"}
    assert place.resolve("east") == {"B", "C"}


def test_the_first_day_has_the_new_one_and_still_knows_what_the_old_ones_meant():
    place = on(CHANGE)
    assert place.municipalities_of["east"] == {"B", "C"}
    assert place.resolve("north") == {"B"}
    assert place.resolve("south") == {"C"}
    assert "north" not in place.municipalities_of


def test_a_municipality_that_left_a_region_early_is_not_among_its_last_members():
    early = date(2020, 1, 1)
    facts = [Membership("A", "old", None, early), Membership("B", "old", None, CHANGE), Membership("A", "new", early)]
    assert Hierarchy.from_memberships(CHANGE, facts, {}).resolve("old") == {"B"}


def test_a_municipality_in_two_regions_on_one_day_is_refused():
    with pytest.raises(ValueError, match="A lies in"):
        Hierarchy.from_memberships(CHANGE, [Membership("A", "x"), Membership("A", "y")], {})


def test_an_unknown_region_means_nothing():
    assert on(CHANGE).resolve("9999") == frozenset()


points = st.tuples(st.floats(54.5, 57.8), st.floats(8.0, 15.2))


@given(points, points, points)
def test_distance_is_symmetric_and_obeys_the_triangle(one, two, three):
    assert haversine_km(*one, *two) == pytest.approx(haversine_km(*two, *one))
    assert haversine_km(*one, *three) <= haversine_km(*one, *two) + haversine_km(*two, *three) + 1e-6


def test_a_degree_of_latitude_is_111_kilometres():
    assert haversine_km(55, 10, 56, 10) == pytest.approx(111.2, abs=0.1)


def test_within_counts_the_place_itself_and_follows_the_distance():
    place = on(CHANGE)
    assert place.within_km("B", 0) == {"B"}
    assert place.within_km("B", 30) == {"B", "C"}
    assert place.within_km_of(55.7, 12.5, 30) == {"B", "C"}
    with pytest.raises(KeyError):
        place.distance_km("B", "Z")
