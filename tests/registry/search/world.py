"""A small random world for search, and the naive answer to any question about it.

The naive answer reads the rows of the lower rooms one by one and shares no line with the search: it is slow and plain.
"""

import datetime
import random
from collections import Counter

from django.conf import settings

from registry.codes import queries as codes
from registry.codes.models import Code
from registry.entries import queries as entries
from registry.entries import services as writers
from registry.entries.domain.kinds import Status
from registry.organisations.models import Department, Offer, Organisation
from registry.organisations.queries import covered_municipalities, may_be_listed
from registry.search import services
from registry.search.domain.fairness import day_key, turn
from registry.search.domain.query import Order, Query
from registry.search.domain.words import plain, question, words
from registry.search.models import SearchDoc
from tests.registry.entries.world import WHY, grant, moment
from tests.registry.factories import (
    DepartmentFactory,
    OfferFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    ProductionUnitFactory,
)

TODAY = datetime.date(2026, 6, 15)
NOW = datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC)
MUNICIPALITIES = ("0751", "0740", "0101", "0147", "0265", "0461", "0851", "0400")
SERVICES = ("cleaning-daily", "cleaning-windows", "food-canteen", "grounds-green", "laundry-wash")
FIRST = ("Bøgely", "Egelev", "Åmose", "Kløverbakken", "Aamose", "Den Åbne", "S.T.")
SECOND = ("Rengøring", "Køkken", "Have & Park", "Spand", "Vaskeri", "Demoværksted", "Køkkenet")
RANK = {"valid": 1, "suspended": 2, "expired": 3, "withdrawn": 4, "none": 5}


def municipality(code: str) -> Code:
    """The municipality's row."""
    return codes.get("municipality", code)


def service(code: str) -> Code:
    """The service's row."""
    return codes.get("service", code)


def rebuild(on: datetime.date = TODAY) -> dict:
    """Make the index."""
    return services.rebuild(on=on, now=NOW)


def coverage(dice: random.Random) -> list:
    """One or two statements of coverage."""
    kinds = [
        "nationwide",
        "own_town",
        ("radius", dice.choice([10, 40, 120])),
        ("municipality_list", dice.sample(MUNICIPALITIES, dice.randint(1, 3))),
        ("region_list", dice.sample(["1081", "1082", "1084", "1085"], dice.randint(1, 2))),
    ]
    return dice.sample(kinds, dice.choice([1, 1, 2]))


def offer(holder: Organisation | Department, code: str, reach: list) -> Offer:
    """An offer with its coverage."""
    department = holder if isinstance(holder, Department) else None
    row = OfferFactory(
        organisation=department.organisation if department else holder,
        department=department,
        service=service(code),
        title=f"{code} af os",
        description="",
    )
    for statement in reach:
        kind, detail = (statement, None) if isinstance(statement, str) else statement
        listed = {"municipality_list": "municipalities", "region_list": "regions"}.get(kind, kind)
        made = row.coverages.create(
            kind=listed, radius_km=detail if kind == "radius" else None, since=datetime.date(2026, 1, 1)
        )
        if listed in {"municipalities", "regions"}:
            key = "municipality" if listed == "municipalities" else "region"
            for code in detail:
                made.areas.create(area=codes.get(key, code))
    return row


def entry(holder, dice: random.Random, route: str = "") -> None:
    """Something held, with or without an accident."""
    starts = datetime.date(2024, 1, 1) + datetime.timedelta(days=dice.randint(0, 500))
    ends = dice.choice([datetime.date(2026, 3, 1), datetime.date(2027, 6, 1), datetime.date(2028, 1, 1)])
    row = grant(holder, starts_on=starts, ends_on=ends, route=route)
    match dice.randint(0, 5):
        case 0:
            writers.suspend(row, on=datetime.date(2026, 2, 1), words=WHY, by=None, at=moment(10))
        case 1:
            writers.withdraw(row, on=datetime.date(2026, 2, 10), words=WHY, by=None, at=moment(10))


def build(dice: random.Random, size: int = 24) -> None:
    """Organisations with everything that search knows of, then the index."""
    for at in range(size):
        organisation = OrganisationFactory(
            name=f"{dice.choice(FIRST)} {dice.choice(SECOND)} {at}",
            municipality=municipality(dice.choice(MUNICIPALITIES)),
            employees_fte=dice.choice([None, 3, 20, 80]),
            rsv=dice.choice([None, True, False]),
            kind=dice.choice(["company", "company", "association"]),
            description=dice.choice(["", "Faste hold i køkkenet.", "Vinduer og trapper."]),
            is_listed=dice.random() > 0.1,
            is_sole_trader=dice.random() < 0.2,
        )
        if dice.random() < 0.3:
            OrganisationNameFactory(organisation=organisation, name=f"{dice.choice(FIRST)} Vask")
        for code in dice.sample(SERVICES, dice.choice([0, 1, 2, 3])):
            offer(organisation, code, coverage(dice))
        if dice.random() < 0.7:
            entry(organisation, dice, dice.choice(["employs", "buys"]))
        if dice.random() < 0.2:
            entry(ProductionUnitFactory(organisation=organisation), dice, "employs")
        if dice.random() < 0.4:
            staff, target = dice.choice([(12, 4), (12, 4), (6, 6)])
            department = DepartmentFactory(organisation=organisation, staff=staff, staff_target_group=target)
            offer(department, dice.choice(SERVICES), coverage(dice))
            if dice.random() < 0.8:
                entry(department, dice)
    kept = list(Organisation.objects.filter(is_listed=True).order_by("pk")[:3])
    if len(kept) == 3:
        Organisation.objects.filter(pk=kept[2].pk).update(merged_into=kept[1])
        Organisation.objects.filter(pk=kept[1].pk).update(merged_into=kept[0])
    rebuild()


def root(organisation: Organisation) -> Organisation:
    """What it is now."""
    return root(organisation.merged_into) if organisation.merged_into else organisation


class Listing:
    """What anyone may know about one listing, read row by row."""

    def __init__(self, holder: Organisation | Department, on: datetime.date, everyone: list[Organisation]) -> None:
        self.holder = holder
        self.public_id = holder.public_id
        self.doc = SearchDoc.objects.get(public_id=holder.public_id)
        department = holder if isinstance(holder, Department) else None
        self.owner = root(department.organisation if department else holder)
        self.family = family = [row for row in everyone if root(row) == self.owner]
        offers = [
            row
            for row in Offer.objects.order_by("pk")
            if (row.department == department if department else row.organisation in family and row.department is None)
        ]
        self.delivers = [
            ({row.service.code, row.service.parent.code}, covered_municipalities(row, on=TODAY)) for row in offers
        ]
        holders = [department] if department else [self.owner, *(u for row in family for u in row.units.all())]
        self.held = set()
        for one in holders:
            for code in ("social_supplier", "inclusive_department"):
                answer = entries.status_of(one, code, on)
                if answer.entry and answer.status not in {Status.NOT_YET, Status.NONE}:
                    self.held.add((f"{code}/{answer.entry.route.code}", str(answer.status)))
        self.held = self.held or {("", "none")}
        place = (department and department.unit and department.unit.municipality) or self.owner.municipality
        fte = None if department else self.owner.employees_fte
        self.values = {
            "size": {"under_10" if fte < 10 else "10_49" if fte < 50 else "50_up"} if fte is not None else set(),
            "legal": {self.owner.kind},
            "municipality": {place.code} if place else set(),
            "region": {codes.region_of(place.code, TODAY).code} if place else set(),
            "rsv": {"yes" if self.owner.rsv else "no"} if self.owner.rsv is not None and not department else set(),
            "kind": {"department" if department else "organisation"},
        }
        aliases = []
        if department:
            aliases.append(self.owner.name)
        else:
            for row in family:
                aliases += [row.name, *(a.name for a in row.aliases.all()), *(u.name for u in row.units.all())]
        spoken = []
        for row in offers:
            for code in (row.service, row.service.parent):
                spoken += [code.name_da, code.name_en, *code.synonyms]
        body = [holder.description, self.owner.city, place.name_da if place else ""]
        body += [text for row in offers for text in (row.title, row.description)]
        if not department:
            body += [d.name for d in Department.objects.all() if root(d.organisation) == self.owner and listed(d)]
        texts = [[holder.name], aliases, spoken, body]
        self.tokens = [
            {form for part in texts[:last] for one in part for word in words(one) for form in (word.form, word.stem)}
            for last in range(1, 5)
        ]

    def bucket(self, text: str) -> int | None:
        """How well the words fit; None when they do not."""
        sought = question(text)
        digits = text.replace(" ", "")
        if any(row.cvr == digits and not row.is_sole_trader for row in self.family) and not self.owner.is_sole_trader:
            return 0
        if sought and plain(text) == plain(self.holder.name):
            return 0
        for last, tokens in enumerate(self.tokens, start=1):
            if sought and all(
                any(
                    token in (word.stem, word.form) or (len(word.form) >= 3 and token.startswith(word.form))
                    for token in tokens
                )
                for word in sought
            ):
                return last
        return None

    def meets(self, query: Query, without: str = "") -> bool:
        """Whether all conditions hold, or all but those of one facet."""
        if query.text and self.bucket(query.text) is None:
            return False
        services_ = query.keys("service") if without != "service" else frozenset()
        to = query.to if without != "to" else ""
        if (services_ or to) and not any(
            (not services_ or services_ & keys) and (not to or to in reach) for keys, reach in self.delivers
        ):
            return False
        routes = query.keys("route") if without != "route" else frozenset()
        statuses = query.keys("status") if without != "status" else frozenset()
        if (routes or statuses) and not any(
            (not routes or route in routes) and (not statuses or status in statuses) for route, status in self.held
        ):
            return False
        return all(
            facet == without or not query.keys(facet) or query.keys(facet) & values
            for facet, values in self.values.items()
        )


def listed(department: Department) -> bool:
    """Whether the department may be shown."""
    return may_be_listed(department, on=TODAY)


def everything(on: datetime.date = TODAY) -> list[Listing]:
    """All listings that anyone may see."""
    everyone = list(Organisation.objects.select_related("merged_into__merged_into").order_by("pk"))
    found = [Listing(row, on, everyone) for row in everyone if row.is_listed and row.merged_into_id is None]
    found += [
        Listing(row, on, everyone)
        for row in Department.objects.order_by("pk")
        if listed(row) and root(row.organisation).is_listed
    ]
    return found


def naive(query: Query, listings: list[Listing]) -> tuple[list[int], dict[str, dict[str, int]], dict[str, int]]:
    """Ids in order, facet counts and coverage, the slow way."""
    met = [one for one in listings if one.meets(query)]
    key = day_key(settings.FAIR_ORDER_SECRET, query.today)
    hierarchy = codes.hierarchy(query.today)

    def order(one: Listing) -> tuple:
        standing = min(RANK[status] for _, status in one.held)
        fair = (turn(one.doc.rot, key), one.doc.pk)
        match query.order:
            case Order.NAME:
                return (one.holder.sort_key, one.doc.pk)
            case Order.NEWEST:
                return (-one.doc.created.toordinal(), one.doc.pk)
            case Order.DISTANCE if query.to:
                points = codes.hierarchy(query.today).points
                ranked = sorted(
                    points, key=lambda code: (codes.hierarchy(query.today).distance_km(query.to, code), code)
                )
                place = next(iter(one.values["municipality"]), None)
                return (ranked.index(place) if place in ranked else len(ranked), standing, *fair)
        return (one.bucket(query.text) if query.text else 0, standing, *fair)

    facets: dict[str, Counter] = {
        name: Counter()
        for name in ("route", "status", "service", "size", "legal", "municipality", "region", "rsv", "kind")
    }
    for one in listings:
        for facet, values in one.values.items():
            if one.meets(query, facet):
                facets[facet].update(values)
        if one.meets(query, "route"):
            asked = query.keys("status")
            facets["route"].update({route for route, status in one.held if route and (not asked or status in asked)})
        if one.meets(query, "status"):
            asked = query.keys("route")
            facets["status"].update({status for route, status in one.held if not asked or route in asked})
        if one.meets(query, "service"):
            facets["service"].update(
                {c for keys, reach in one.delivers for c in keys if not query.to or query.to in reach}
            )
    coverage_ = Counter(dict.fromkeys(hierarchy.municipalities, 0))
    for one in listings:
        if one.meets(query, "to"):
            asked = query.keys("service")
            coverage_.update({c for keys, reach in one.delivers if not asked or asked & keys for c in reach})
    return [one.doc.pk for one in sorted(met, key=order)], facets, coverage_
