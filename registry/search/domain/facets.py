"""The facets and how their values become numbers.

Each facet owns a range of a million numbers, so that "this facet only" is a range of the index. Inside the range
stands the serial number of the value (a row of SearchValue). What a listing holds is one number for route and status
together, because "social supplier, valid" must be true of the same entry: serial of the route times 16, plus status.
"""

from enum import IntEnum, StrEnum

RANGE = 1_000_000
STATUSES = 16


class Facet(IntEnum):
    """The facets of this room. A higher room takes a number from 50 up for its own (services.terms)."""

    HOLDING = 1  # route x status
    ROUTE = 2  # counted from HOLDING, has no rows
    STATUS = 3  # counted from HOLDING, has no rows
    SERVICE = 4  # leaf and group
    SIZE = 5
    LEGAL = 6
    MUNICIPALITY = 7  # where it lies, not where it delivers
    REGION = 8
    RSV = 9
    KIND = 10

    @property
    def key(self) -> str:
        """As in a question."""
        return self.name.lower()


class Status(IntEnum):
    """A status as a number; smaller is better, so the smallest of a listing is its standing."""

    VALID = 1
    SUSPENDED = 2
    EXPIRED = 3
    WITHDRAWN = 4
    NONE = 5

    @property
    def key(self) -> str:
        """As the badge and the entries room say it."""
        return self.name.lower()

    @classmethod
    def of(cls, status: str) -> "Status":
        """From the entries room's word; what does not hold yet holds nothing today.

        >>> Status.of("suspended").key, Status.of("not_yet").key
        ('suspended', 'none')
        """
        return cls.__members__.get(status.upper(), cls.NONE)


class Kind(StrEnum):
    """What is listed."""

    ORGANISATION = "organisation"
    DEPARTMENT = "department"


SIZES = {"under_10": (0, 10), "10_49": (10, 50), "50_up": (50, None)}  # full-time equivalents


def size_band(fte: int | None) -> str | None:
    """The band of a number of full-time equivalents; None when it is not known.

    >>> size_band(9), size_band(10), size_band(49), size_band(50), size_band(None)
    ('under_10', '10_49', '10_49', '50_up', None)
    """
    if fte is None:
        return None
    return next(key for key, (low, high) in SIZES.items() if low <= fte and (high is None or fte < high))


def base(facet: int) -> int:
    """The first number of the facet's range."""
    return facet * RANGE


def value(facet: int, serial: int) -> int:
    """The number of a value."""
    if not 0 < serial < RANGE:
        raise ValueError(f"serial {serial} is outside its range")
    return facet * RANGE + serial


def holding(route_serial: int, status: Status) -> int:
    """The number of "by this route, with this status"; route 0 is no entry at all.

    >>> holding(3, Status.VALID), holding(0, Status.NONE)
    (1000049, 1000005)
    """
    if not 0 <= route_serial * STATUSES < RANGE - STATUSES:
        raise ValueError(f"route {route_serial} is outside its range")
    return base(Facet.HOLDING) + route_serial * STATUSES + status
