"""What a page of results shows about each listing, in a fixed number of reads, and shown only if it still may be."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from registry.codes.domain.geography import Hierarchy
from registry.entries.models import Entry
from registry.entries.queries import Answer, answer_for
from registry.entries.queries.answers import with_statements
from registry.organisations.models import Department, Offer, OfferCoverage, Organisation
from registry.organisations.queries import may_be_listed
from registry.search.domain.facets import Status
from registry.search.models import SearchDoc


@dataclass(frozen=True)
class Reach:
    """Where a listing says it delivers: the words on a card are made of these facts."""

    nationwide: bool = False
    regions: tuple[str, ...] = ()  # codes
    municipalities: tuple[str, ...] = ()  # codes
    radius_km: int | None = None
    own_town: bool = False


@dataclass
class Card:
    """One listing of a page."""

    doc: SearchDoc
    reach: Reach = Reach()
    held: list[Answer] = field(default_factory=list)  # best first
    distance_km: int | None = None  # from the town hall of the place asked for

    @property
    def organisation(self) -> Organisation:
        """Who it is, or belongs to."""
        return self.doc.organisation

    @property
    def department(self) -> Department | None:
        """The department, if it is one."""
        return self.doc.department

    @property
    def described(self) -> Organisation | Department:
        """Whose words stand on the card."""
        return self.doc.department or self.doc.organisation


def cards(ids: Sequence[int], hierarchy: Hierarchy, *, on: datetime.date, to: str = "") -> list[Card]:
    """The listings with these ids in the order of the ids, with what each holds on the day.

    One that may not be shown any more is left out: the index may be a moment behind. Four reads, however many.
    """
    docs = {
        doc.pk: doc
        for doc in SearchDoc.objects.showable()
        .filter(pk__in=ids)
        .select_related("organisation__municipality", "department__unit__municipality")
        if doc.department is None or may_be_listed(doc.department, on=hierarchy.on)
    }
    found = [Card(doc=docs[pk]) for pk in ids if pk in docs]
    reach, held = _reach(list(docs.values())), _held(list(docs.values()), on)
    for card in found:
        card.reach, card.held = reach.get(card.doc.pk, Reach()), held.get(card.doc.pk, [])
        if to and {to, card.doc.municipality} <= hierarchy.points.keys():
            card.distance_km = round(hierarchy.distance_km(to, card.doc.municipality))
    return found


def _family(docs: Iterable[SearchDoc]) -> dict[int, int]:
    """For the listings' organisations and rows merged into them, whose row it is now."""
    heirs = {pk: doc.organisation_id for doc in docs for pk in doc.absorbed}
    return heirs | {doc.organisation_id: doc.organisation_id for doc in docs}


def _held(docs: Collection[SearchDoc], on: datetime.date) -> dict[int, list[Answer]]:
    """What each listing holds on the day, the best first; what begins later is not told on a card."""
    heirs = _family(docs)
    by_place = {(doc.organisation_id, doc.department_id): doc.pk for doc in docs}
    rows = with_statements(Entry.objects.owned_by(heirs.keys()).order_by("created_at", "pk"))
    grouped: dict[tuple[int, str, str], list[Entry]] = defaultdict(list)
    for entry in rows:
        place = (heirs[entry.owner.pk], entry.department_id)
        if place in by_place:
            # Rows that were merged answer together; each production unit answers for itself.
            holder = f"u:{entry.unit_id}" if entry.unit_id else ""
            grouped[by_place[place], holder, entry.scheme.code].append(entry)
    held: dict[int, list[Answer]] = defaultdict(list)
    for (pk, _, _), entries in grouped.items():
        answer = answer_for(entries, on)
        if Status.of(answer.status) is not Status.NONE:
            held[pk].append(answer)
    for answers in held.values():
        answers.sort(key=lambda answer: (Status.of(answer.status), answer.entry.scheme.code))
    return held


def reach_of(offer: Offer) -> Reach:
    """Where one offer says it is delivered; coverages and areas have been read with it."""
    rows = list(offer.coverages.all())
    areas = {
        kind: tuple(sorted(named.area.code for row in rows if row.kind == kind for named in row.areas.all()))
        for kind in ("regions", "municipalities")
    }
    kinds = {row.kind for row in rows}
    return Reach(
        nationwide=OfferCoverage.Kind.NATIONWIDE in kinds,
        radius_km=max((row.radius_km for row in rows if row.radius_km), default=None),
        own_town=OfferCoverage.Kind.OWN_TOWN in kinds,
        **areas,
    )


def _reach(docs: Collection[SearchDoc]) -> dict[int, Reach]:
    """All statements of coverage of the listings' offers, added up, in one read."""
    heirs = _family(docs)
    by_place = {(doc.organisation_id, doc.department_id): doc.pk for doc in docs}
    rows = (
        OfferCoverage.objects.filter(offer__organisation__in=heirs.keys(), offer__is_active=True)
        .order_by("pk")
        .values_list("offer__organisation", "offer__department", "kind", "radius_km", "areas__area__code")
    )
    facts: dict[int, dict] = defaultdict(
        lambda: {"regions": set(), "municipalities": set(), "radius": None, "kinds": set()}
    )
    for organisation, department, kind, radius, area in rows:
        pk = by_place.get((heirs[organisation], department))
        if pk is None:
            continue
        said = facts[pk]
        said["kinds"].add(kind)
        if radius:
            said["radius"] = max(radius, said["radius"] or 0)
        if area and kind in said:
            said[kind].add(area)
    return {
        pk: Reach(
            nationwide=OfferCoverage.Kind.NATIONWIDE in said["kinds"],
            regions=tuple(sorted(said["regions"])),
            municipalities=tuple(sorted(said["municipalities"])),
            radius_km=said["radius"],
            own_town=OfferCoverage.Kind.OWN_TOWN in said["kinds"],
        )
        for pk, said in facts.items()
    }
