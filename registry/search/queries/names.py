"""Names of the codes that a page of results speaks of, remembered in the process.

One small query a call asks for the version of the lists, so a load in another process is seen at once.
"""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import CharField
from django.db.models.functions import Cast

from registry.codes.domain.geography import Hierarchy
from registry.codes.models import Code, CodeList
from registry.codes.queries import hierarchy
from registry.entries.models import Route

LISTS = ("function", "municipality", "region", "service")


@dataclass(frozen=True)
class Names:
    """Codes of the lists on a day, in Danish order; their `name` follows the language of the page."""

    services: dict[str, Code]
    municipalities: dict[str, Code]
    regions: dict[str, Code]
    functions: dict[str, Code]
    routes: dict[str, Route]  # every way to hold something, by "scheme/route"
    hierarchy: Hierarchy

    def service_tree(self) -> list[tuple[Code, list[Code]]]:
        """Groups with their services, in the order of the reader's list."""
        leaves: dict[int, list[Code]] = {code.pk: [] for code in self.services.values() if code.parent_id is None}
        for code in self.services.values():
            if code.parent_id in leaves:
                leaves[code.parent_id].append(code)
        return [(code, leaves[code.pk]) for code in self.services.values() if code.pk in leaves]


def names(on: datetime.date) -> Names:
    """The names on a day, in one query when they are remembered."""
    lists = CodeList.objects.filter(key__in=LISTS).order_by().values_list("key", Cast("version", CharField()), "digest")
    ways = Route.objects.order_by().values_list("scheme__code", "code", "name_da")
    return _names(tuple(sorted(lists.union(ways, all=True))), on)


@lru_cache(maxsize=8)
def _names(stamp: tuple, on: datetime.date) -> Names:
    found: dict[str, dict[str, Code]] = {key: {} for key in LISTS}
    rows = Code.objects.filter(list__key__in=LISTS).valid_on(on).select_related("list")
    for code in rows.order_by("sort_key", "code", "id"):
        found[code.list.key][code.code] = code
    routes = Route.objects.select_related("scheme").order_by("scheme__code", "code")
    return Names(
        found["service"],
        found["municipality"],
        found["region"],
        found["function"],
        {f"{route.scheme.code}/{route.code}": route for route in routes},
        hierarchy(on),
    )
