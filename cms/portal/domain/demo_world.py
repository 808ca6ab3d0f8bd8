"""The demo world as values: the same from the same seed, on any machine, on any day.

Nothing here is real: organisations carry numbers that fail the modulus-11 rule and so can never be issued, people are
called Prøvesen, towns lie on three drawn islands in Kattegat, telephones begin with 00.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from cms.portal.domain import demo_words as words

SEED = 20261121
TODAY = date(2026, 11, 21)  # the demo's own day; nothing here reads a clock
ISLANDS = (  # code, name, town, postcode, latitude, longitude
    ("9901", "Bøgely", "Bøgely", "0001", 56.62, 11.28),
    ("9902", "Egelev", "Egelev", "0002", 56.47, 11.58),
    ("9903", "Åmose", "Åmose", "0003", 56.79, 11.62),
)
CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True)
class OfferSpec:
    """An offer: service code, words, and coverage as (kind, kilometres or area codes)."""

    service: str
    title: str
    description: str
    language: str
    coverage: tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class EntrySpec:
    """An entry and what happened to it: (verb, day, until, reason_da, reason_en)."""

    scheme: str
    route: str
    starts_on: date
    ends_on: date
    events: tuple[tuple[str, date, date | None, str, str], ...] = ()


@dataclass(frozen=True)
class DepartmentSpec:
    """An inclusive department at a production unit."""

    name: str
    functions: tuple[str, ...]
    description: str
    places: int
    places_free: int
    staff: int
    staff_target_group: int
    offers: tuple[OfferSpec, ...]
    entry: EntrySpec | None


@dataclass(frozen=True)
class OrganisationSpec:
    """An organisation with all that belongs to it."""

    number: str
    name: str
    kind: str
    legal_form: str
    municipality: str
    town: str
    postal_code: str
    street: str
    description: str
    language: str
    employees_fte: int
    contact: str
    email: str
    phone: str
    aliases: tuple[str, ...] = ()
    p_number: str = ""
    rsv: bool | None = None
    sole_trader: bool = False
    offers: tuple[OfferSpec, ...] = ()
    entry: EntrySpec | None = None
    departments: tuple[DepartmentSpec, ...] = field(default=())


def demo_numbers():
    """Eight digits that no authority can issue: the first seven would need a check digit of 10.

    >>> numbers = demo_numbers()
    >>> [next(numbers) for _ in range(3)]
    ['90000080', '90000081', '90000082']
    """
    for head in range(9000000, 9999999):
        if sum(weight * int(digit) for weight, digit in zip(CVR_WEIGHTS, str(head), strict=True)) % 11 == 1:
            yield from (f"{head}{last}" for last in range(10))


def slug(name: str) -> str:
    """A name as it may stand in a reserved .example address.

    >>> slug("Bøgely Rengøring & Service")
    'boegely-rengoering-service'
    """
    text = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return "-".join("".join(c if c.isalnum() else " " for c in text).split())


class World:
    """Builds the specs; one instance, one walk, one result."""

    def __init__(
        self, services: Mapping[str, Sequence[tuple[str, str]]], municipalities: Sequence[tuple[str, str]]
    ) -> None:
        """`services`: group code -> [(leaf code, name)]; `municipalities`: [(code, region code)] of the real 98."""
        self.random = random.Random(SEED)
        self.services = services
        self.municipalities = list(municipalities)
        self.regions = sorted({region for _, region in municipalities})
        self.numbers = demo_numbers()
        self.p_number = 9_000_000_000
        self.turn = 0  # whose turn it is of the 98, so that none is left out
        self.names: set[str] = set()

    def pick(self, options):
        """One of the options."""
        return self.random.choice(list(options))

    def person(self) -> str:
        """A plainly invented person."""
        return f"{self.pick(words.FIRST_NAMES)} {self.pick(words.SURNAMES)}"

    def next_p_number(self) -> str:
        """Ten digits that start with 9."""
        self.p_number += 7
        return str(self.p_number)

    def new_name(self, group: str) -> str:
        """A name nobody in the world has yet."""
        while True:
            name = f"{self.pick(words.PLACES)} {self.pick(words.TRADES[group])}"
            if self.random.random() < 0.12:
                kind = self.pick(("Åbne", "Lyse", "Rummelige", "Venlige"))
                name = f"Den {kind} {self.pick(words.TRADES[group])} i {self.pick(words.PLACES)}"
            if name not in self.names:
                self.names.add(name)
                return name

    def place(self, index: int) -> tuple[str, str, str]:
        """(municipality code, town, postcode): four in ten on the islands, the others spread over all 98."""
        if self.random.random() < 0.4:
            code, _name, town, postcode, *_ = self.pick(ISLANDS)
            return code, town, postcode
        code, _region = self.municipalities[self.turn % len(self.municipalities)]
        self.turn += 1
        return code, "Demoby", f"000{4 + index % 6}"

    def coverage(self, municipality: str) -> tuple[tuple[str, object], ...]:
        """Where an offer is delivered."""
        roll = self.random.random()
        island_codes = [row[0] for row in ISLANDS]
        if roll < 0.30:
            return (("own_town", None),)
        if roll < 0.55:
            return (("radius", self.pick((15, 25, 40, 60))),)
        if roll < 0.80:
            others = self.random.sample([code for code, _ in self.municipalities], self.random.randint(1, 5))
            return (("municipalities", tuple(sorted({municipality, self.pick(island_codes), *others}))),)
        if roll < 0.94:
            return (("regions", (self.pick(self.regions),)),)
        return (("nationwide", None),)

    def offers(self, group: str, municipality: str, count: int) -> tuple[OfferSpec, ...]:
        """Offers within one group of services."""
        leaves = self.random.sample(list(self.services[group]), min(count, len(self.services[group])))
        made = []
        for leaf, name in leaves:
            english = group in words.LEADS_EN and self.random.random() < 0.15
            text = words.LEADS_EN[group] if english else f"{self.pick(words.LEADS[group])} {self.pick(words.TAILS)}"
            made.append(OfferSpec(leaf, name, text, "en" if english else "da", self.coverage(municipality)))
        return tuple(made)

    def entry(self, scheme: str, route: str, *, index: int) -> EntrySpec:
        """An entry that began within the last two years, and now and then met with trouble."""
        start = TODAY - timedelta(days=self.random.randint(20, 730))
        end = date(start.year + 3, start.month, min(start.day, 28))
        fate = index % 29
        events: list[tuple[str, date, date | None, str, str]] = []
        after = start + timedelta(days=max(1, (TODAY - start).days // 3))
        if fate == 3 and after < TODAY - timedelta(days=70):
            events = [("suspend", after, after + timedelta(days=58), *self.pick(words.SUSPENSIONS))]
        elif fate == 11:
            day = max(start + timedelta(days=1), TODAY - timedelta(days=self.random.randint(3, 60)))
            events = [("suspend", day, None, *self.pick(words.SUSPENSIONS))]
        elif fate == 17:
            day = max(start + timedelta(days=1), TODAY - timedelta(days=self.random.randint(5, 200)))
            events = [("withdraw", day, None, *self.pick(words.WITHDRAWALS))]
        elif fate == 23:
            start = TODAY - timedelta(days=self.random.randint(400, 730))
            end = start + timedelta(days=365)  # a first, shorter entry that has run out
        return EntrySpec(scheme, route, start, end, tuple(events))

    def supplier(self, index: int) -> OrganisationSpec:
        """A supplier of services."""
        group = sorted(self.services)[index % len(self.services)]
        municipality, town, postcode = self.place(index)
        name = self.new_name(group)
        sole = index % 41 == 7
        form = "10" if sole else self.pick(("80", "80", "90", "110", "60", "140"))
        suffix = {"80": " ApS", "60": " A/S", "140": " A.m.b.a."}.get(form, "")
        fte = self.random.choice((3, 5, 8, 9, 14, 22, 26, 38, 49, 64, 120))
        route = "buys" if self.random.random() < 0.27 else "employs"
        english = group in words.LEADS_EN and index % 6 == 0
        return OrganisationSpec(
            number=next(self.numbers),
            name=name,
            kind="association" if form in {"90", "110"} else "company",
            legal_form=form,
            municipality=municipality,
            town=town,
            postal_code=postcode,
            street=f"{self.pick(words.ROADS)} {self.random.randint(1, 90)}",
            description=words.LEADS_EN[group] if english else self.pick(words.LEADS[group]),
            language="en" if english else "da",
            employees_fte=fte,
            contact=self.person(),
            email=f"post@{slug(name)}.example",
            phone=f"00 00 {index // 100 % 100:02d} {index % 100:02d}",
            aliases=(f"{name}{suffix}",) if suffix else (),
            p_number=self.next_p_number(),
            rsv=False if sole else self.random.random() < 0.3,
            sole_trader=sole,
            offers=self.offers(group, municipality, self.random.randint(1, 4)),
            entry=None if index % 10 == 9 else self.entry("social_supplier", route, index=index),
        )

    def department(self, function: str, index: int, municipality: str) -> DepartmentSpec:
        """A department of a large company; every twentieth is so composed that it must not be listed."""
        staff = self.random.randint(6, 24)
        target = staff if index % 20 == 19 else self.random.randint(1, max(1, staff * 6 // 10))
        places = self.random.randint(2, 8)
        group = {"canteen": "food", "cleaning": "cleaning", "laundry": "laundry", "grounds": "grounds"}.get(function)
        offers = self.offers(group, municipality, 1) if group else ()
        return DepartmentSpec(
            words.DEPARTMENTS[function],
            (function,),
            "En fast makker det første halve år. Opgaverne kan deles op, og mødetiden aftales.",
            places,
            self.random.randint(0, places),
            staff,
            target,
            offers,
            None if index % 9 == 8 else self.entry("inclusive_department", "department", index=index + 5),
        )

    def large_company(self, index: int) -> OrganisationSpec:
        """A company with three inclusive departments."""
        name = words.LARGE[index]
        municipality, town, postcode = self.place(index)
        functions = self.random.sample(sorted(words.DEPARTMENTS), 3)
        return OrganisationSpec(
            number=next(self.numbers),
            name=name,
            kind="company",
            legal_form="60",
            municipality=municipality,
            town=town,
            postal_code=postcode,
            street=f"{self.pick(words.ROADS)} {self.random.randint(1, 90)}",
            description="En større virksomhed med rummelige afdelinger i støttefunktionerne.",
            language="da",
            employees_fte=self.random.randint(180, 2400),
            contact=self.person(),
            email=f"post@{slug(name)}.example",
            phone=f"00 00 50 {index:02d}",
            aliases=(f"{name} A/S",),
            p_number=self.next_p_number(),
            departments=tuple(
                self.department(function, index * 3 + turn, municipality) for turn, function in enumerate(functions)
            ),
        )

    def municipality(self, row: tuple) -> OrganisationSpec:
        """One of the three invented municipalities."""
        code, name, town, postcode, *_ = row
        return OrganisationSpec(
            number=next(self.numbers),
            name=f"{name} Kommune",
            kind="municipality",
            legal_form="",
            municipality=code,
            town=town,
            postal_code=postcode,
            street=f"{words.ROADS[4]} 1",
            description=f"En opdigtet kommune på øen {name}.",
            language="da",
            employees_fte=1900,
            contact="Virksomhedsindgangen",
            email=f"virksomhed@{slug(name)}-kommune.example",
            phone=f"00 00 60 0{code[-1]}",
        )

    def build(self) -> list[OrganisationSpec]:
        """About 400 organisations, 60 departments, two years of entries."""
        made = [self.municipality(row) for row in ISLANDS]
        made += [self.large_company(index) for index in range(len(words.LARGE))]
        made += [self.supplier(index) for index in range(378)]
        return made
