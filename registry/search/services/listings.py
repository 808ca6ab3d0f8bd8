"""What is to be found about an organisation and its departments, gathered from the lower rooms in a few reads a batch.

An offer made by a department belongs to the department's listing alone. A department that may not be shown (its size
would tell who is in the target group) has no listing, and its offers and words appear nowhere.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from registry.codes import queries as codes
from registry.codes.domain.geography import Hierarchy
from registry.codes.domain.sorting import sort_key
from registry.codes.models import Code
from registry.entries import queries as entries
from registry.entries.domain.kinds import Status as EntryStatus
from registry.organisations.models import Department, Offer, Organisation, ProductionUnit
from registry.organisations.queries import covered_municipalities, may_be_listed
from registry.search.domain.facets import Facet, Kind, Status, size_band
from registry.search.services.terms import foreign_terms

NOTHING = ("", Status.NONE)  # a listing without any entry
ANY = ""  # the key of "any service" among deliveries


@dataclass
class Listing:
    """Everything the search tables need to know about one listing."""

    public_id: UUID
    organisation_id: int
    department_id: int | None
    kind: Kind
    name: str
    sort_key: str
    municipality: str
    region: str
    size: str | None
    created: datetime.date
    alive: bool
    absorbed: list[int] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    services: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    terms: set[tuple[int, str]] = field(default_factory=set)
    holdings: set[tuple[str, Status]] = field(default_factory=set)
    deliveries: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def texts(self) -> tuple[list[str], list[str], list[str], list[str]]:
        """In falling order of weight."""
        return [self.name], self.aliases, self.services, self.body


def listings(organisation_ids: Collection[int], *, on: datetime.date) -> list[Listing]:
    """The listings of the organisations as they are on a day, dead ones included.

    What belongs to a row that was merged into one of these is listed under the row it was merged into.
    """
    rows = list(
        Organisation.objects.filter(pk__in=organisation_ids)
        .select_related("municipality")
        .prefetch_related("aliases", "units")
        .order_by("pk")
    )
    hierarchy = codes.hierarchy(on)
    found: dict[tuple[int, int | None], Listing] = {}
    for row in rows:
        found[row.pk, None] = _listing(row, row, None, hierarchy)
    heirs = _names(found, rows)
    for pk, heir in heirs.items():
        if pk != heir:
            found[heir, None].absorbed.append(pk)
    owners = {row.pk: row for row in rows}
    _add_departments(found, {pk: owners[heir] for pk, heir in heirs.items()}, hierarchy, on=on)
    _add_offers(found, heirs, hierarchy, on=on)
    for key, held in holdings_on(heirs, on=on).items():
        if listing := found.get(key):
            listing.holdings |= held
    for listing in found.values():
        if not listing.holdings:
            listing.holdings.add(NOTHING)
    for organisation, department, facet, key in foreign_terms(organisation_ids, on):
        if listing := found.get((organisation, department)):
            listing.terms.add((facet, key))
    return list(found.values())


def _listing(row: Organisation | Department, owner: Organisation, place: Code | None, hierarchy: Hierarchy) -> Listing:
    place = place or owner.municipality
    code = place.code if place else ""
    region = hierarchy.region_of.get(code, "")
    department = row if isinstance(row, Department) else None
    listing = Listing(
        public_id=row.public_id,
        organisation_id=owner.pk,
        department_id=department and department.pk,
        kind=Kind.DEPARTMENT if department else Kind.ORGANISATION,
        name=row.name,
        sort_key=row.sort_key or sort_key(row.name, width=400),
        municipality=code,
        region=region,
        # A department's head count is not public, and a band of it would tell.
        size=None if department else size_band(owner.employees_fte),
        created=timezone.localdate(row.created_at),
        alive=owner.is_listed and owner.merged_into_id is None,
        body=[row.description, owner.city, place.name_da if place else ""],
    )
    listing.terms |= {(Facet.KIND, str(listing.kind)), (Facet.LEGAL, owner.kind)}
    if listing.size:
        listing.terms.add((Facet.SIZE, listing.size))
    if code:
        listing.terms.add((Facet.MUNICIPALITY, code))
    if region:
        listing.terms.add((Facet.REGION, region))
    if owner.rsv is not None and not department:
        listing.terms.add((Facet.RSV, "yes" if owner.rsv else "no"))
    return listing


def _names(found: dict, rows: list[Organisation]) -> dict[int, int]:
    """Add all other names; return, for each row and each merged into it (also by way of others), whose it is now."""
    heirs: dict[int, int] = {}
    layer = [row for row in rows if row.merged_into_id is None]
    heir_of = {row.pk: row.pk for row in layer}
    while layer:
        heirs |= heir_of
        for row in layer:
            heir = found[heir_of[row.pk], None]
            others = [row.name, *(alias.name for alias in row.aliases.all()), *(unit.name for unit in row.units.all())]
            heir.aliases += [name for name in others if name != heir.name]
        below = Organisation.objects.filter(merged_into__in=heir_of).prefetch_related("aliases", "units").order_by("pk")
        layer = [row for row in below if row.pk not in heirs]
        heir_of = {row.pk: heirs[row.merged_into_id] for row in layer}
    return heirs


def _add_departments(found: dict, owners: dict[int, Organisation], hierarchy: Hierarchy, *, on: datetime.date) -> None:
    rows = (
        Department.objects.filter(organisation__in=owners.keys())
        .select_related("unit__municipality")
        .prefetch_related("functions")
        .order_by("pk")
    )
    for row in rows:
        owner = owners[row.organisation_id]  # the heir, where it was merged
        listing = _listing(row, owner, row.unit.municipality if row.unit else None, hierarchy)
        listing.alive = listing.alive and may_be_listed(row, on=on)
        listing.absorbed = [] if row.organisation_id == owner.pk else [row.organisation_id]
        listing.aliases.append(owner.name)
        for function in row.functions.all():
            listing.services += _code_words(function)
        found[owner.pk, row.pk] = listing
        if listing.alive:
            found[owner.pk, None].body.append(row.name)


def _add_offers(found: dict, heirs: dict[int, int], hierarchy: Hierarchy, *, on: datetime.date) -> None:
    rows = (
        Offer.objects.filter(organisation__in=heirs.keys(), is_active=True)
        .select_related("service__parent", "organisation__municipality", "department__unit__municipality")
        .prefetch_related("coverages__areas__area")
        .order_by("pk")
    )
    for offer in rows:
        listing = found.get((heirs[offer.organisation_id], offer.department_id))
        if listing is None:
            continue
        keys = [offer.service.code]
        listing.services += _code_words(offer.service)
        if offer.service.parent:
            keys.append(offer.service.parent.code)
            listing.services += _code_words(offer.service.parent)
        listing.body += [offer.title, offer.description]
        listing.terms |= {(Facet.SERVICE, key) for key in keys}
        municipalities = covered_municipalities(offer, on=on, hierarchy=hierarchy)
        for key in [ANY, *keys]:
            listing.deliveries[key] |= municipalities


def _code_words(code: Code) -> list[str]:
    """Both names and all synonyms: who asks in English finds the Danish offer."""
    return [code.name_da, code.name_en, *code.synonyms]


def holdings_on(
    heirs: Mapping[int, int], *, on: datetime.date
) -> dict[tuple[int, int | None], set[tuple[str, Status]]]:
    """What is held on the day, by (organisation, department or None).

    `heirs` maps each organisation's id to the one it is listed as. The entries of a production unit stand with its
    organisation: a unit has no listing of its own.
    """
    organisations = Organisation.objects.filter(pk__in=heirs.keys(), merged_into=None).only("pk").order_by("pk")
    units = ProductionUnit.objects.filter(organisation__in=heirs.keys()).only("pk", "organisation_id").order_by("pk")
    departments = Department.objects.filter(organisation__in=heirs.keys()).only("pk", "organisation_id").order_by("pk")
    places = {f"o:{row.pk}": (row.pk, None) for row in organisations}
    places |= {f"u:{row.pk}": (heirs[row.organisation_id], None) for row in units}
    places |= {f"d:{row.pk}": (heirs[row.organisation_id], row.pk) for row in departments}
    found: dict[tuple[int, int | None], set[tuple[str, Status]]] = defaultdict(set)
    for holder, by_scheme in entries.statuses([*organisations, *units, *departments], on).items():
        for scheme, answer in by_scheme.items():
            # What will begin later is nothing yet.
            if answer.entry and answer.status not in {EntryStatus.NOT_YET, EntryStatus.NONE}:
                found[places[holder]].add((f"{scheme}/{answer.entry.route.code}", Status.of(answer.status)))
    return found
