"""A question to the register and its answer, as plain values; what can be asked is the same whoever answers."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MAX_PAGE = 500  # a reader who gets this far should narrow the search; programs read the API


class Order(StrEnum):
    """How the answer is ordered."""

    BEST = "best"  # relevance, then standing, then whose turn it is
    NAME = "name"
    NEWEST = "newest"
    DISTANCE = "distance"  # from the town hall of the place delivered to


CHOOSABLE = ("route", "status", "service", "size", "legal", "municipality", "region", "rsv", "kind")


@dataclass(frozen=True)
class Query:
    """What is asked. `chosen` maps a facet to the keys of which one must hold; different facets must all hold."""

    on: datetime.date  # the day whose statuses count
    today: datetime.date  # the day whose turn it is, and that the index was made for
    text: str = ""
    to: str = ""  # municipality delivered to
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    order: Order = Order.BEST
    page: int = 1
    size: int = 20
    implied: frozenset[str] = frozenset()  # facets of `chosen` that nobody asked for in so many words

    def __post_init__(self) -> None:
        unknown = set(self.chosen) - set(CHOOSABLE)
        if unknown:
            raise ValueError(f"no such facet: {sorted(unknown)}")

    def keys(self, facet: str) -> frozenset[str]:
        """What is chosen of a facet."""
        return self.chosen.get(facet, frozenset())

    def asked(self, facet: str) -> frozenset[str]:
        """What a reader chose of a facet."""
        return frozenset() if facet in self.implied else self.keys(facet)


@dataclass(frozen=True)
class Result:
    """The answer: ids of one page of listings in order, and every count on the page.

    `facets` counts each value as if nothing else of its own facet were chosen. `coverage` counts, a municipality, who
    delivers there (what is sought), as if no place were asked for.
    """

    ids: tuple[int, ...]
    total: int
    page: int
    pages: int
    facets: Mapping[str, Mapping[str, int]]
    coverage: Mapping[str, int]
    by_relevance: bool  # whether words decided the order; the page says which
