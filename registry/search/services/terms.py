"""Where a higher room adds what it knows to the listings, without search knowing the room.

    @provider("rooms_word")
    def capacity(organisation_ids, on):
        yield organisation_id, department_id_or_None, FACET_NUMBER, "key"

A room takes a facet number from FIRST_FOREIGN up, and calls `mark_changed` in its own transaction when a term changes.
"""

import datetime
from collections.abc import Callable, Collection, Iterable

FIRST_FOREIGN = 50
Term = tuple[int, int | None, int, str]  # organisation id, department id, facet number, key
Provider = Callable[[Collection[int], datetime.date], Iterable[Term]]
PROVIDERS: dict[str, Provider] = {}


def provider(name: str) -> Callable[[Provider], Provider]:
    """Register a function that gives the terms of some organisations on a day; one name, one function."""

    def register(function: Provider) -> Provider:
        if name in PROVIDERS:
            raise ValueError(f"two term providers called {name}")
        PROVIDERS[name] = function
        return function

    return register


def foreign_terms(organisation_ids: Collection[int], on: datetime.date) -> Iterable[Term]:
    """What all registered rooms say."""
    for name, function in sorted(PROVIDERS.items()):
        for term in function(organisation_ids, on):
            if term[2] < FIRST_FOREIGN:
                raise ValueError(f"{name} uses a facet number of another room: {term[2]}")
            yield term
