"""Where an offer is delivered. Coverage belongs to the offer, never to the address of the firm.

A statement of coverage is one of five kinds, and several add up: own municipality, a distance from the own town hall,
named municipalities, named regions, the whole country. It counts from the day it was given.

A promised region is a promise about the municipalities people knew by that name. When regions merge on 1 January 2027,
"Region Sjælland" goes on meaning its seventeen municipalities and does not grow to the forty-six of Region Østdanmark;
`Hierarchy.resolve` answers with the last members of a region that has ended.

Distances are between town halls, as the crow flies. A municipality without a known point is never reached by distance,
nor does it reach others: an unknown is not a yes.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from registry.codes.domain.geography import Hierarchy

LAND = "DK"  # the area code of the whole country in a minimal cover


class Kind(StrEnum):
    """The five ways to say where."""

    OWN_TOWN = "own_town"
    RADIUS = "radius"
    MUNICIPALITIES = "municipalities"
    REGIONS = "regions"
    NATIONWIDE = "nationwide"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One statement of coverage. `areas` are municipality or region codes, by kind; `radius_km` is in kilometres."""

    kind: Kind
    since: datetime.date
    areas: frozenset[str] = frozenset()
    radius_km: int | None = None

    def __post_init__(self) -> None:
        if (self.kind is Kind.RADIUS) != (self.radius_km is not None):
            raise ValueError("a radius, and only a radius, has kilometres")

    def reach(self, own: str | None, hierarchy: Hierarchy) -> frozenset[str]:
        """The municipalities this statement means on the hierarchy's day; `own` is the supplier's municipality."""
        if self.since > hierarchy.on:
            return frozenset()
        match self.kind:
            case Kind.NATIONWIDE:
                found = hierarchy.municipalities
            case Kind.REGIONS:
                found = frozenset().union(*(hierarchy.resolve(region) for region in self.areas))
            case Kind.MUNICIPALITIES:
                found = self.areas
            case Kind.RADIUS if own in hierarchy.points:
                found = hierarchy.within_km(own, self.radius_km)
            case Kind.OWN_TOWN if own is not None:
                found = frozenset({own})
            case _:  # the own municipality, or its place on the map, is not known
                found = frozenset()
        return found & hierarchy.municipalities


def areas(coverages: Iterable[Coverage], own: str | None, hierarchy: Hierarchy) -> frozenset[str]:
    """All municipalities an offer is delivered in on the hierarchy's day.

    >>> from registry.codes.domain.geography import Membership
    >>> day, change = datetime.date, datetime.date(2027, 1, 1)
    >>> facts = [Membership("0101", "1084", None, change), Membership("0101", "OEST", change),
    ...          Membership("0265", "1085", None, change), Membership("0265", "OEST", change)]
    >>> after = Hierarchy.from_memberships(change, facts, {"0101": (55.68, 12.57), "0265": (55.64, 12.08)})
    >>> promise = Coverage(Kind.REGIONS, day(2026, 3, 1), areas=frozenset({"1085"}))
    >>> sorted(areas([promise], "0265", after))
    ['0265']
    >>> sorted(areas([promise, Coverage(Kind.RADIUS, day(2026, 3, 1), radius_km=40)], "0265", after))
    ['0101', '0265']
    """
    return frozenset().union(*(coverage.reach(own, hierarchy) for coverage in coverages))


def covers(coverages: Iterable[Coverage], own: str | None, target: str, hierarchy: Hierarchy) -> bool:
    """Whether an offer is delivered in the municipality `target` on the hierarchy's day."""
    return any(target in coverage.reach(own, hierarchy) for coverage in coverages)


def minimal_cover(municipalities: Iterable[str], hierarchy: Hierarchy) -> frozenset[str]:
    """The fewest area codes that say the same: the land, whole regions of the day, single municipalities.

    The codes are disjoint for any municipality, so that "delivers to X" is one of {land, region of X, X}, never two.

    >>> from registry.codes.domain.geography import Membership
    >>> facts = [Membership("0101", "1084"), Membership("0265", "1085"), Membership("0259", "1085")]
    >>> land = Hierarchy.from_memberships(datetime.date(2026, 6, 1), facts, {})
    >>> sorted(minimal_cover({"0265", "0259"}, land)), sorted(minimal_cover({"0265", "0101"}, land))
    (['1085'], ['0265', '1084'])
    >>> sorted(minimal_cover({"0101", "0265", "0259"}, land)), minimal_cover(set(), land)
    (['DK'], frozenset())
    """
    wanted = frozenset(municipalities) & hierarchy.municipalities
    if wanted and wanted == hierarchy.municipalities:
        return frozenset({LAND})
    whole = {region for region, members in hierarchy.municipalities_of.items() if members <= wanted}
    return frozenset(whole) | frozenset(code for code in wanted if hierarchy.region_of[code] not in whole)


def areas_of(municipality: str, hierarchy: Hierarchy) -> frozenset[str]:
    """The codes of a minimal cover that reach the municipality: the land, its region, itself."""
    region = hierarchy.region_of.get(municipality)
    return frozenset({LAND, municipality} | ({region} if region else set()))
