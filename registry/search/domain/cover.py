"""Reading the areas as they are indexed: a minimal cover, of which at most one row matches any municipality.

The cover itself is made by organisations.domain.coverage.
"""

from registry.codes.domain.geography import Hierarchy
from registry.organisations.domain.coverage import LAND


def areas_over(municipality: str, hierarchy: Hierarchy) -> frozenset[str]:
    """Every area that takes in the municipality; a region that has ended still takes in its last members, so that
    rows which were indexed before the change answer as they were meant.

    >>> from datetime import date
    >>> from registry.codes.domain.geography import Membership
    >>> change = date(2027, 1, 1)
    >>> facts = [Membership("0101", "1084", None, change), Membership("0101", "OEST", change)]
    >>> sorted(areas_over("0101", Hierarchy.from_memberships(change, facts, {})))
    ['0101', '1084', 'DK', 'OEST']
    """
    regions = {*hierarchy.municipalities_of, *hierarchy.other_regions}
    return frozenset({LAND, municipality} | {region for region in regions if municipality in hierarchy.resolve(region)})


def count_by_municipality(by_area: dict[str, int], hierarchy: Hierarchy) -> dict[str, int]:
    """From counts of disjoint area rows to counts a municipality.

    >>> from datetime import date
    >>> from registry.codes.domain.geography import Membership
    >>> facts = [Membership("0101", "1084"), Membership("0265", "1085")]
    >>> land = Hierarchy.from_memberships(date(2026, 1, 1), facts, {})
    >>> count_by_municipality({"DK": 2, "1084": 3, "0265": 1}, land)
    {'0101': 5, '0265': 3}
    """
    regions = {*hierarchy.municipalities_of, *hierarchy.other_regions}
    counts = {code: by_area.get(LAND, 0) + by_area.get(code, 0) for code in sorted(hierarchy.municipalities)}
    for region in regions & set(by_area):
        for code in hierarchy.resolve(region):
            if code in counts:
                counts[code] += by_area[region]
    return counts
