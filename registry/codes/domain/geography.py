"""Which municipality lies in which region on a day, and how far apart town halls are.

On 1 January 2027 the regions Hovedstaden and Sjælland become Region Østdanmark (act no. 699 of 20 June 2025). A promise
to serve "Region Sjælland" given before that day still means the seventeen municipalities it meant, so a region that is
no more answers with its last members; a region still to come answers with its first.

Distances are between town halls along the great circle: honest as "about N km, as the crow flies", not as driving.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from types import MappingProxyType

EARTH_RADIUS_KM = 6371.0088  # mean radius (IUGG)
Point = tuple[float, float]  # latitude, longitude in degrees (WGS 84)


def haversine_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres between two points given in degrees.

    >>> round(haversine_km(55.68, 12.57, 56.15, 10.21))  # København to Aarhus
    156
    """
    half_lat, half_lon = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    square = sin(half_lat) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, square)))


@dataclass(frozen=True, slots=True)
class Membership:
    """A municipality lies in a region from `start` until the day before `end`; None means unbounded."""

    municipality: str
    region: str
    start: datetime.date | None = None
    end: datetime.date | None = None

    def holds(self, day: datetime.date) -> bool:
        """Whether the municipality lies in the region on `day`."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Hierarchy:
    """The country on one day, by codes: municipalities, their region, the regions' members, town-hall points.

    Take `from_memberships` to make one:

    >>> day, change = datetime.date, datetime.date(2027, 1, 1)
    >>> facts = [Membership("0101", "1084", None, change), Membership("0101", "OEST", change),
    ...          Membership("0265", "1085", None, change), Membership("0265", "OEST", change)]
    >>> before = Hierarchy.from_memberships(day(2026, 12, 31), facts, {"0101": (55.68, 12.57), "0265": (55.64, 12.08)})
    >>> after = Hierarchy.from_memberships(change, facts, before.points)
    >>> before.region_of["0101"], after.region_of["0101"], sorted(after.municipalities_of["OEST"])
    ('1084', 'OEST', ['0101', '0265'])

    A region that has ended, and one that has not begun, still resolve:

    >>> sorted(after.resolve("1085")), sorted(before.resolve("OEST")), sorted(after.resolve("9999"))
    (['0265'], ['0101', '0265'], [])
    >>> round(before.distance_km("0101", "0265")), sorted(before.within_km("0101", 40))
    (31, ['0101', '0265'])
    """

    on: datetime.date
    region_of: Mapping[str, str]
    municipalities_of: Mapping[str, frozenset[str]]
    points: Mapping[str, Point]
    other_regions: Mapping[str, frozenset[str]]  # regions not valid on the day: last members, or first if still to come

    @classmethod
    def from_memberships(
        cls, on: datetime.date, memberships: Iterable[Membership], points: Mapping[str, Point]
    ) -> "Hierarchy":
        """The hierarchy on a day, out of dated memberships. Raises ValueError if a municipality lies in two regions."""
        by_region: dict[str, list[Membership]] = defaultdict(list)
        region_of: dict[str, str] = {}
        for row in memberships:
            by_region[row.region].append(row)
            if row.holds(on) and region_of.setdefault(row.municipality, row.region) != row.region:
                raise ValueError(f"{row.municipality} lies in {region_of[row.municipality]} and {row.region} on {on}")
        now, other = {}, {}
        for region, rows in by_region.items():
            members = frozenset(row.municipality for row in rows if row.holds(on))
            if members:
                now[region] = members
            else:
                other[region] = _nearest_members(rows, on)
        return cls(
            on=on,
            region_of=MappingProxyType(region_of),
            municipalities_of=MappingProxyType(now),
            points=MappingProxyType(dict(points)),
            other_regions=MappingProxyType(other),
        )

    @property
    def municipalities(self) -> frozenset[str]:
        """Codes of all municipalities on the day."""
        return frozenset(self.region_of)

    def resolve(self, region: str) -> frozenset[str]:
        """Municipalities that a promise to serve `region` means on the day; empty for an unknown code."""
        return self.municipalities_of.get(region) or self.other_regions.get(region, frozenset())

    def distance_km(self, one: str, other: str) -> float:
        """Kilometres between the town halls of two municipalities. Raises KeyError for an unknown code."""
        return haversine_km(*self.points[one], *self.points[other])

    def within_km(self, origin: str, km: float) -> frozenset[str]:
        """Municipalities whose town hall lies at most `km` from that of `origin`, itself included."""
        return frozenset(code for code in self.points if code == origin or self.distance_km(origin, code) <= km)

    def within_km_of(self, lat: float, lon: float, km: float) -> frozenset[str]:
        """Municipalities whose town hall lies at most `km` from a point."""
        return frozenset(code for code, point in self.points.items() if haversine_km(lat, lon, *point) <= km)


def _nearest_members(rows: list[Membership], on: datetime.date) -> frozenset[str]:
    """Members on the last day a region existed before `on`; if it never did, on its first day."""
    ended = [row.end for row in rows if row.end is not None and row.end <= on]
    if ended:
        last = max(ended)
        return frozenset(row.municipality for row in rows if row.end == last)
    first = min(row.start for row in rows if row.start is not None)
    return frozenset(row.municipality for row in rows if row.start == first)
