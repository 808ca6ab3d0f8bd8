"""What the secretariat's and the organisation's own pages show."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from registry.codes import queries as codes
from registry.codes.domain.identifiers import Cvr, normalise_cvr
from registry.codes.domain.sorting import sort_key
from registry.codes.models import Code
from registry.organisations.domain import coverage
from registry.organisations.domain.coverage import LAND, minimal_cover
from registry.organisations.domain.disclosure import Reason
from registry.organisations.models import (
    Department,
    ImportRow,
    Merge,
    Offer,
    Organisation,
    OrganisationName,
)
from registry.organisations.queries.places import coverages, own_municipality, why_not_listed


def find_organisations(text: str = "", kind: str = "") -> QuerySet[Organisation]:
    """Organisations by a part of a name or further name, or by number; merged ones too, in Danish order."""
    found = Organisation.objects.select_related("municipality", "merged_into").order_by("sort_key", "pk")
    if kind:
        found = found.filter(kind=kind)
    text = " ".join(text.split())
    if not text:
        return found
    number = normalise_cvr(text, allow_demo=True)
    if isinstance(number, Cvr):
        return found.filter(cvr=number.number)
    aliases = OrganisationName.objects.filter(named(text, "name"), organisation=OuterRef("pk"))
    return found.filter(named(text, "name") | Exists(aliases))


def named(text: str, field: str) -> Q:
    """The text somewhere in the field. SQLite knows no upper case of æ, ø and å, so usual spellings are asked for."""
    wanted = Q()
    for spelling in {text, text.lower(), text.upper(), text.capitalize(), text.title()}:
        wanted |= Q(**{f"{field}__icontains": spelling})
    return wanted


def likely(row: ImportRow, limit: int = 5) -> list[Organisation]:
    """Organisations a waiting row may speak of: one with the same name, or at the same address. A person decides."""
    name = " ".join(row.values.get("name", "").split())
    street, postal_code = row.values.get("street", "").strip(), row.values.get("postal_code", "").strip()
    same = Q(sort_key=sort_key(name, width=400)) | Exists(
        OrganisationName.objects.filter(organisation=OuterRef("pk"), name=name)
    )
    if street and postal_code:
        same |= Q(street=street, postal_code=postal_code)
    return list(Organisation.objects.current().filter(same).order_by("sort_key", "pk")[:limit])


def waiting_rows() -> QuerySet[ImportRow]:
    """Rows of loaded files that need a person, oldest file first."""
    rows = ImportRow.objects.filter(outcome=ImportRow.Outcome.WAITING, batch__state="loaded")
    return rows.select_related("batch").order_by("batch__created_at", "batch_id", "line")


def standing_merge(organisation: Organisation) -> Merge | None:
    """The merge by which the organisation stands for another now."""
    return Merge.objects.filter(organisation=organisation, undone_at=None).select_related("into", "done_by").first()


def absorbed(organisation: Organisation) -> list[Merge]:
    """The merges that stand and lead to this organisation, newest first."""
    rows = Merge.objects.filter(into=organisation, undone_at=None).select_related("organisation", "done_by")
    return list(rows.order_by("-done_at", "-pk"))


def holdings(organisation: Organisation) -> dict[str, int]:
    """How much belongs to the row, for the page that shows what a merge brings together."""
    row = (
        Organisation.objects.filter(pk=organisation.pk)
        .annotate(
            n_aliases=Count("aliases", distinct=True),
            n_units=Count("units", distinct=True),
            n_departments=Count("departments", distinct=True),
            n_offers=Count("offers", distinct=True),
            n_members=Count("memberships", distinct=True),
        )
        .order_by("pk")
        .get()
    )
    return {
        "aliases": row.n_aliases,
        "units": row.n_units,
        "departments": row.n_departments,
        "offers": row.n_offers,
        "members": row.n_members,
    }


@dataclass(frozen=True, slots=True)
class Reach:
    """An offer with where it is delivered, in few words."""

    offer: Offer
    count: int
    areas: tuple[str, ...]  # names of whole regions and single municipalities, in Danish order
    whole_country: bool


def offers_of(organisation: Organisation, *, on: datetime.date) -> list[Reach]:
    """The organisation's offers, active first, with their reach on the day."""
    rows = (
        Offer.objects.filter(organisation=organisation)
        .select_related("service", "organisation__municipality", "department__unit__municipality")
        .prefetch_related("coverages__areas__area")
        .order_by("-is_active", "title", "pk")
    )
    place = codes.hierarchy(on)
    names = {**codes.by_code("municipality", on), **codes.by_code("region", on)}
    found = []
    for offer in rows:
        # Also of an offer that is off the register: where it would be delivered.
        municipalities = coverage.areas(coverages(offer), own_municipality(offer), place)
        cover = minimal_cover(municipalities, place)
        areas = sorted((names[code] for code in cover if code in names), key=lambda code: (code.list_id, code.sort_key))
        found.append(Reach(offer, len(municipalities), tuple(code.name for code in areas), LAND in cover))
    return found


def departments_of(organisation: Organisation, *, on: datetime.date) -> list[tuple[Department, Reason | None]]:
    """The organisation's departments, each with why it is not shown to the public (None: it is)."""
    rows = Department.objects.filter(organisation=organisation).select_related("unit").prefetch_related("functions")
    return [(row, why_not_listed(row, on=on)) for row in rows.order_by("sort_key", "pk")]


def likely_municipalities(postal_code: str, *, on: datetime.date) -> list[Code]:
    """Municipalities the postcode is known to touch: shown as a proposal, never stored by itself."""
    return codes.postcode_municipalities(postal_code, on) if postal_code else []
