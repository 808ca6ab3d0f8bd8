"""Holdings on another day than the index was made for: asked of the entries room, which alone knows."""

import datetime

from registry.organisations.models import Organisation
from registry.organisations.queries import resolve_ids
from registry.search.domain.facets import Facet
from registry.search.models import SearchDoc, SearchValue
from registry.search.services.listings import NOTHING, holdings_on


def holdings_of_day(on: datetime.date) -> list[tuple[int, int, int]]:
    """(listing, serial of the route, status) of everything held on the day."""
    docs = SearchDoc.objects.filter(alive=True).order_by().values_list("pk", "organisation_id", "department_id")
    docs = {(organisation, department): pk for pk, organisation, department in docs}
    routes = dict(SearchValue.objects.filter(facet=Facet.ROUTE).order_by().values_list("key", "pk"))
    ids = list(Organisation.objects.order_by().values_list("pk", flat=True))
    held = holdings_on(resolve_ids(ids), on=on)
    return [
        (pk, routes.get(route, 0), int(status))
        for key, pk in docs.items()
        for route, status in held.get(key) or {NOTHING}
    ]
