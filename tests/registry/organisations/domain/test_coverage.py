"""Coverage equals brute force over the hierarchy, on both sides of the change of regions."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.codes.domain.geography import Hierarchy, Membership, haversine_km
from registry.organisations.domain.coverage import LAND, Coverage, Kind, areas, areas_of, covers, minimal_cover

CHANGE = datetime.date(2027, 1, 1)
DAYS = (datetime.date(2026, 6, 1), datetime.date(2026, 12, 31), CHANGE, datetime.date(2029, 3, 1))
GIVEN = datetime.date(2026, 3, 1)
# Twelve municipalities in four regions, of which two become one; "M12" has no known town hall.
PLACES = {f"M{n:02d}": (55.0 + n % 4 * 0.3, 9.0 + n // 4 * 0.9) for n in range(1, 12)}
HOME = {f"M{n:02d}": ("A", "B", "C", "D")[(n - 1) // 3] for n in range(1, 13)}
MERGED = {"A": "AB", "B": "AB"}
FACTS = [
    fact
    for code, region in HOME.items()
    for fact in (
        [Membership(code, region, None, CHANGE), Membership(code, MERGED[region], CHANGE)]
        if region in MERGED
        else [Membership(code, region)]
    )
]
LANDS = {day: Hierarchy.from_memberships(day, FACTS, PLACES) for day in DAYS}

codes = st.sampled_from(sorted(HOME))
statements = st.one_of(
    st.builds(Coverage, st.sampled_from([Kind.OWN_TOWN, Kind.NATIONWIDE]), st.just(GIVEN)),
    st.builds(Coverage, st.just(Kind.RADIUS), st.just(GIVEN), radius_km=st.integers(1, 400)),
    st.builds(Coverage, st.just(Kind.MUNICIPALITIES), st.just(GIVEN), areas=st.frozensets(codes, min_size=1)),
    st.builds(
        Coverage,
        st.just(Kind.REGIONS),
        st.just(GIVEN),
        areas=st.frozensets(st.sampled_from(["A", "B", "C", "D", "AB", "nowhere"]), min_size=1),
    ),
)


def by_hand(coverage: Coverage, own: str | None, target: str, day: datetime.date) -> bool:
    """The rule in prose, one municipality at a time, from the typed facts alone."""
    if coverage.kind is Kind.NATIONWIDE:
        return True
    if coverage.kind is Kind.OWN_TOWN:
        return target == own
    if coverage.kind is Kind.MUNICIPALITIES:
        return target in coverage.areas
    if coverage.kind is Kind.RADIUS:
        known = own in PLACES and target in PLACES
        return known and (own == target or haversine_km(*PLACES[own], *PLACES[target]) <= coverage.radius_km)
    before = HOME[target]  # the old region means its old members, whatever it has become; the new one means both
    return before in coverage.areas or MERGED.get(before) in coverage.areas


@settings(deadline=None)  # the machine may be busy
@given(st.lists(statements, max_size=4), st.none() | codes, codes, st.sampled_from(DAYS))
def test_coverage_equals_brute_force_on_both_sides_of_the_change_of_regions(coverages, own, target, day):
    expected = any(by_hand(coverage, own, target, day) for coverage in coverages)
    assert covers(coverages, own, target, LANDS[day]) is expected
    assert (target in areas(coverages, own, LANDS[day])) is expected


@settings(deadline=None)  # the machine may be busy
@given(st.frozensets(codes), st.sampled_from(DAYS))
def test_a_minimal_cover_says_the_same_with_disjoint_codes(wanted, day):
    land = LANDS[day]
    cover = minimal_cover(wanted, land)
    for code in HOME:
        assert len(areas_of(code, land) & cover) == (code in wanted)
    assert len(cover) <= len(wanted)
    if LAND in cover:
        assert cover == {LAND}


def test_a_promise_of_region_sjaelland_does_not_grow_to_the_capital_in_2027():
    promise = [Coverage(Kind.REGIONS, GIVEN, areas=frozenset({"B"}))]
    assert areas(promise, None, LANDS[CHANGE]) == {"M04", "M05", "M06"}
    assert not covers(promise, None, "M01", LANDS[CHANGE])


def test_a_municipality_without_a_point_is_never_reached_by_distance_nor_reaches_others():
    far = [Coverage(Kind.RADIUS, GIVEN, radius_km=10_000)]
    assert "M12" not in areas(far, "M01", LANDS[CHANGE])
    assert areas(far, "M12", LANDS[CHANGE]) == frozenset()
    assert areas(far, None, LANDS[CHANGE]) == frozenset()


def test_a_promise_counts_from_the_day_it_was_given():
    assert not covers([Coverage(Kind.NATIONWIDE, datetime.date(2026, 7, 1))], None, "M01", LANDS[DAYS[0]])


@pytest.mark.parametrize(("kind", "km"), [(Kind.RADIUS, None), (Kind.NATIONWIDE, 5)])
def test_kilometres_belong_to_a_radius_alone(kind, km):
    with pytest.raises(ValueError, match="radius"):
        Coverage(kind, GIVEN, radius_km=km)
