"""Make the rows of listings again: the only place where search tables are written."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import connection, transaction
from django.db.models import Q

from registry.codes import queries as codes
from registry.entries.models import Route
from registry.organisations.domain.coverage import minimal_cover
from registry.organisations.models import Organisation
from registry.search.domain.facets import Facet, Status, holding, value
from registry.search.domain.fairness import rotation
from registry.search.domain.words import indexed, plain
from registry.search.models import SearchArea, SearchDoc, SearchTerm, SearchValue
from registry.search.services.listings import Listing, listings
from registry.search.services.texts import write_texts

BATCH = 500


def rebuild(*, on: datetime.date, now: datetime.datetime) -> dict[str, int]:
    """Make every listing again; returns how many are alive. Numbers of listings and values stay as they were."""
    ids = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(ids), BATCH):
        with transaction.atomic():
            refresh(ids[at : at + BATCH], on=on, now=now)
    with connection.cursor() as cursor:
        # Without fresh statistics the planner of either store may choose a plan a thousand times slower.
        for table in ("search_searchdoc", "search_searchterm", "search_searcharea", "search_searchvalue"):
            cursor.execute(f"ANALYZE {table}")
    return {
        "organisations": SearchDoc.objects.filter(alive=True, department=None).count(),
        "departments": SearchDoc.objects.filter(alive=True).exclude(department=None).count(),
    }


def refresh(organisation_ids: Collection[int], *, on: datetime.date, now: datetime.datetime) -> None:
    """Make the listings of some organisations again, in one transaction; doing it twice changes nothing."""
    with transaction.atomic():
        # One writer an organisation at a time; on SQLite the transaction itself is exclusive.
        list(Organisation.objects.select_for_update().filter(pk__in=organisation_ids).order_by("pk").values_list("pk"))
        found = listings(organisation_ids, on=on)
        docs = _write_docs(organisation_ids, found, on=on, now=now)
        numbers = _numbers(found)
        _write_terms(docs, found, numbers)
        _write_areas(docs, found, numbers, on=on)
        write_texts(
            {
                docs[listing.public_id].pk: tuple(" ".join(indexed(*part)) for part in listing.texts)
                for listing in found
                if listing.alive
            },
            gone=[doc.pk for doc in docs.values()],
        )


def _write_docs(
    organisation_ids: Collection[int], found: list[Listing], *, on: datetime.date, now: datetime.datetime
) -> dict:
    """Insert or update; a listing that is no more stays as a dead row, so that its number is never used again."""
    mine = Q(organisation__in=organisation_ids) | Q(public_id__in=[listing.public_id for listing in found])
    old = {doc.public_id: doc for doc in SearchDoc.objects.filter(mine).order_by("pk")}
    points = codes.hierarchy(on).points
    fresh, changed = [], []
    for listing in found:
        doc = old.pop(listing.public_id, None)
        if doc is None:
            doc = SearchDoc(public_id=listing.public_id, rot=rotation(str(listing.public_id)))
            fresh.append(doc)
        else:
            changed.append(doc)
        doc.organisation_id, doc.department_id = listing.organisation_id, listing.department_id
        doc.absorbed = sorted(listing.absorbed)
        doc.kind, doc.name, doc.sort_key = listing.kind, listing.name, listing.sort_key
        doc.plain = plain(listing.name)[:400]
        doc.size, doc.municipality, doc.region = listing.size or "", listing.municipality, listing.region
        doc.lat, doc.lon = points.get(listing.municipality, (None, None))
        doc.created, doc.alive, doc.refreshed_at = listing.created, listing.alive, now
        doc.standing = min((status for _, status in listing.holdings), default=Status.NONE)
    for doc in old.values():
        doc.alive, doc.refreshed_at = False, now
        changed.append(doc)
    SearchDoc.objects.bulk_create(fresh)
    fields = [field.name for field in SearchDoc._meta.concrete_fields if field.name not in {"id", "public_id", "rot"}]
    SearchDoc.objects.bulk_update(changed, fields, batch_size=50)
    return {doc.public_id: doc for doc in [*fresh, *changed]}


def _numbers(found: Iterable[Listing]) -> dict[tuple[int, str], int]:
    """Serial numbers of all values that occur, new ones given on the way."""
    wanted = {term for listing in found for term in listing.terms}
    # All routes, so that one that begins tomorrow can be asked for today.
    wanted |= {
        (Facet.ROUTE, f"{scheme}/{route}")
        for scheme, route in Route.objects.order_by().values_list("scheme__code", "code")
    }
    wanted |= {(Facet.SERVICE, service) for listing in found for service in listing.deliveries if service}
    wanted = {(int(facet), key) for facet, key in wanted}

    def known() -> dict[tuple[int, str], int]:
        rows = SearchValue.objects.filter(facet__in={facet for facet, _ in wanted}).order_by("pk")
        return {(facet, key): pk for pk, facet, key in rows.values_list("pk", "facet", "key")}

    missing = wanted - known().keys()
    if missing:
        rows = [SearchValue(facet=facet, key=key) for facet, key in sorted(missing)]
        SearchValue.objects.bulk_create(rows, ignore_conflicts=True)  # another writer may have been first
    return known() if wanted else {}


def _clear(model: type[SearchTerm] | type[SearchArea], docs: dict) -> None:
    """Delete without loading: these rows have no history that anybody listens for."""
    rows = model.objects.filter(doc__in=[doc.pk for doc in docs.values()])
    rows._raw_delete(rows.db)


def _write_terms(docs: dict, found: list[Listing], numbers: dict[tuple[int, str], int]) -> None:
    _clear(SearchTerm, docs)
    rows = []
    for listing in found:
        if not listing.alive:
            continue
        pk = docs[listing.public_id].pk
        values = {value(facet, numbers[int(facet), key]) for facet, key in listing.terms}
        values |= {
            holding(numbers[int(Facet.ROUTE), route] if route else 0, status) for route, status in listing.holdings
        }
        rows += [SearchTerm(value=number, doc_id=pk) for number in sorted(values)]
    SearchTerm.objects.bulk_create(rows, batch_size=2_000)


def _write_areas(docs: dict, found: list[Listing], numbers: dict[tuple[int, str], int], *, on: datetime.date) -> None:
    _clear(SearchArea, docs)
    hierarchy = codes.hierarchy(on)
    rows = []
    for listing in found:
        if not listing.alive:
            continue
        pk = docs[listing.public_id].pk
        by_service: dict[int, set[str]] = defaultdict(set)
        for service, municipalities in listing.deliveries.items():
            number = value(Facet.SERVICE, numbers[int(Facet.SERVICE), service]) if service else 0
            by_service[number] |= municipalities
        for number, municipalities in sorted(by_service.items()):
            rows += [
                SearchArea(service=number, area=area, doc_id=pk)
                for area in sorted(minimal_cover(municipalities, hierarchy))
            ]
    SearchArea.objects.bulk_create(rows, batch_size=2_000)
