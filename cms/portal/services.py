"""Writes the demo world through the rooms' own services, in one transaction, so that it stands whole or not at all."""

import base64
import hashlib
from datetime import UTC, date, datetime, time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import transaction
from django.db.models import F

from cms.portal.domain.demo_people import PASSWORD, PEOPLE
from cms.portal.domain.demo_world import ISLANDS, TODAY, DepartmentSpec, EntrySpec, OfferSpec, OrganisationSpec, World
from registry.accounts import services as accounts
from registry.accounts.models import User
from registry.codes import queries as codes
from registry.codes.domain.identifiers import Cvr, Kind, PNumber
from registry.codes.domain.sorting import sort_key
from registry.codes.models import Code, CodeList, CodeRelation
from registry.entries import services as entries
from registry.entries.domain.changes import Words
from registry.entries.domain.kinds import Reason
from registry.entries.models import Entry, Route, Scheme
from registry.organisations.domain.coverage import Coverage
from registry.organisations.domain.coverage import Kind as CoverageKind
from registry.organisations.domain.roles import Role
from registry.organisations.models import Organisation
from registry.organisations.services import membership, offering, places, registering

REASONS = {"suspend": Reason.REPORT_MISSING, "withdraw": Reason.CRITERIA_NOT_MET}
REGION_OF_ISLANDS = "1082"  # so that the islands behave as municipalities do; they are drawn, marked and named as demo


class DemoIsOff(Exception):
    """The demo world is never loaded into a real register."""


def load_demo(*, now: datetime) -> int:
    """The whole demo world; how many organisations. Does nothing when it stands already."""
    if not settings.DEMO:
        raise DemoIsOff
    if Organisation.objects.filter(is_demo=True).exists():
        return 0
    with transaction.atomic():
        draw_islands()
        builder = Builder()
        specs = builder.world.build()
        made = {spec.number: builder.organisation(spec) for spec in specs}
        operator = registering.register_organisation(
            name="Rummelig-fællesskabet",
            number=Cvr(next(builder.world.numbers), Kind.DEMO),
            by=None,
            kind=Organisation.Kind.OPERATOR,
            is_listed=False,
            is_demo=True,
            description="Sekretariatet, der fører registret i demoen.",
            contact_label="Sekretariatet",
            contact_email="sekretariat@rummelig.example",
            contact_phone="00 00 00 12",
        )
        companies = [spec for spec in specs if spec.entry and not spec.entry.events and not spec.sole_trader]
        houses = {
            "operator": operator,
            "municipality": made[specs[0].number],
            "supplier": made[companies[0].number],
            "department": made[specs[3].number],
            "buyer": made[companies[1].number],
        }
        for person in PEOPLE:
            add_person(person, houses[person.house])
    return len(made)


def draw_islands() -> None:
    """The three municipalities of the demo, beside the real 98."""
    code_list = CodeList.objects.get(key="municipality")
    region = Code.objects.get(list__key="region", code=REGION_OF_ISLANDS, valid_to=None)
    for code, name, _town, _postcode, lat, lon in ISLANDS:
        island, _ = Code.objects.get_or_create(
            list=code_list,
            code=code,
            valid_from=date(2007, 1, 1),
            defaults={
                "name_da": name,
                "name_en": name,
                "sort_key": sort_key(name),
                "edition": "demo",
                "attributes": {"lat": lat, "lon": lon, "demo": True},
            },
        )
        CodeRelation.objects.get_or_create(
            kind=CodeRelation.Kind.IN_REGION, source=island, target=region, valid_from=date(2007, 1, 1)
        )
    CodeList.objects.filter(pk=code_list.pk).update(version=F("version") + 1)


def seed(role: str) -> str:
    """The role's TOTP seed: the same on every machine, since `make code` must find it and the demo guards nothing."""
    return base64.b32encode(hashlib.sha1(f"rummelig demo {role}".encode()).digest()).decode()


def add_person(person, organisation: Organisation) -> User:
    """One demo user with the role, or with several; a second factor where a role asks for one."""
    user = accounts.register(
        email=person.email, password=PASSWORD, first_name=person.first_name, last_name=person.last_name
    )
    User.objects.filter(pk=user.pk).update(is_demo=True)
    user.is_demo = True
    for role in (person.role, *person.also):
        membership.grant(user=user, organisation=organisation, role=Role(role), by=None, on=TODAY)
    user.refresh_from_db()
    if user.needs_mfa and not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, seed(person.role))
    return user


def moment(day: date) -> datetime:
    """When the register learned of what happened on the day: the same noon."""
    return datetime.combine(day, time(12), tzinfo=UTC)


class Builder:
    """Turns specs into rows; remembers the codes it has looked up."""

    def __init__(self) -> None:
        self.municipalities = codes.by_code("municipality", TODAY)
        self.forms = codes.by_code("legal_form", TODAY)
        self.service_codes = codes.by_code("service", TODAY)
        self.functions = codes.by_code("function", TODAY)
        self.schemes = {scheme.code: scheme for scheme in Scheme.objects.order_by("pk")}
        self.routes = {(route.scheme.code, route.code): route for route in Route.objects.select_related("scheme")}
        region_of = codes.hierarchy(TODAY).region_of
        real = [code for code in self.municipalities if not code.startswith("99")]
        groups = {
            parent.code: [(leaf.code, leaf.name_da) for leaf in leaves]
            for parent, leaves in codes.tree("service", TODAY)
        }
        self.world = World(groups, [(code, region_of[code]) for code in sorted(real)])

    def organisation(self, spec: OrganisationSpec) -> Organisation:
        """One organisation with all that belongs to it."""
        place = {
            "street": spec.street,
            "postal_code": spec.postal_code,
            "city": spec.town,
            "municipality": self.municipalities[spec.municipality],
        }
        row = registering.register_organisation(
            name=spec.name,
            number=Cvr(spec.number, Kind.DEMO),
            by=None,
            aliases=[(name, "demo") for name in spec.aliases],
            source="Demo",
            is_demo=True,
            kind=spec.kind,
            legal_form=self.forms.get(spec.legal_form),
            is_sole_trader=spec.sole_trader,
            description=spec.description,
            description_language=spec.language,
            employees_fte=spec.employees_fte,
            employees_on=date(2026, 1, 31),
            rsv=spec.rsv,
            rsv_checked_on=None if spec.rsv is None else date(2026, 11, 20),
            contact_label=spec.contact,
            contact_email=spec.email,
            contact_phone=spec.phone,
            contact_confirmed_on=date(2026, 11, 6),
            **place,
        )
        unit = None
        if spec.p_number:
            unit = places.add_unit(row, number=PNumber(spec.p_number), by=None, name=spec.name, **place)
        for offer in spec.offers:
            self.offer(row, offer)
        for department in spec.departments:
            self.department(row, unit, department)
        if spec.entry:
            self.entry(row, spec.entry)
        return row

    def offer(self, organisation: Organisation, spec: OfferSpec, **fields) -> None:
        """One offer with its coverage."""
        since = date(2025, 1, 1)
        coverages = []
        for kind, value in spec.coverage:
            areas = frozenset(value) if isinstance(value, tuple) else frozenset()
            radius = value if isinstance(value, int) else None
            coverages.append(Coverage(CoverageKind(kind), since, areas, radius))
        offering.add_offer(
            organisation,
            service=self.service_codes[spec.service],
            title=spec.title,
            description=spec.description,
            description_language=spec.language,
            coverages=coverages,
            by=None,
            on=since,
            **fields,
        )

    def department(self, organisation: Organisation, unit, spec: DepartmentSpec) -> None:
        """One inclusive department with its heads counted."""
        row = places.add_department(
            organisation,
            name=f"{organisation.name}, {spec.name}",
            by=None,
            unit=unit,
            functions=[self.functions[code] for code in spec.functions],
            description=spec.description,
            places=spec.places,
            places_free=spec.places_free,
        )
        places.set_head_counts(
            row, staff=spec.staff, target_group=spec.staff_target_group, by=None, on=date(2026, 9, 30)
        )
        for offer in spec.offers:
            self.offer(organisation, offer, department=row)
        if spec.entry:
            self.entry(row, spec.entry)

    def entry(self, holder, spec: EntrySpec) -> Entry:
        """One entry and what happened to it, recorded as it happened."""
        entry = entries.record(
            holder=holder,
            scheme=self.schemes[spec.scheme],
            route=self.routes[spec.scheme, spec.route],
            starts_on=spec.starts_on,
            ends_on=spec.ends_on,
            criteria_version="1.0",
            by=None,
            at=moment(spec.starts_on),
        )
        for verb, day, until, text_da, text_en in spec.events:
            words = Words(REASONS[verb], text_da, text_en)
            if verb == "withdraw":
                entries.withdraw(entry, on=day, words=words, by=None, at=moment(day))
                continue
            entries.suspend(entry, on=day, words=words, by=None, at=moment(day))
            if until:
                remedied = Words(Reason.REMEDIED, "Rettelsen er kontrolleret.", "The correction has been checked.")
                entries.lift(entry, on=until, words=remedied, by=None, at=moment(until))
        return entry
