"""Rows for tests, all plainly invented. A trait says what is special: `OrganisationFactory(sole_trader=True)`.

Numbers are demo numbers (first digit 9, check digit wrong), which can never belong to anyone. Where a rule needs a
number that passes the check, ask for `real_number=True`: it is computed, starts with 9 and is written nowhere.
"""

import datetime
from itertools import count

import factory
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from registry.accounts.models import User
from registry.codes.domain.identifiers import remainder
from registry.codes.domain.sorting import sort_key
from registry.codes.models import Code, CodeList
from registry.organisations.domain.roles import Role
from registry.organisations.models import (
    Department,
    Membership,
    Offer,
    OfferCoverage,
    Organisation,
    OrganisationName,
    ProductionUnit,
)

DAY = datetime.date(2026, 6, 1)  # a day in the middle of the demo's world, before the regions change
PASSWORD = "prøvesen-har-en-lang-nøgle-7"
PLACES = ("Bøgely", "Egelev", "Åmose", "Kløverbakken", "Demogaard", "Lindelund", "Ærtebjerg", "Ørnehøj")
_demo = (number for number in count(90000080) if remainder(str(number)))
_real = (number for number in count(99000000) if not remainder(str(number)))


def demo_number() -> str:
    """The next number that nobody can have."""
    return str(next(_demo))


def real_number() -> str:
    """The next number that passes the check."""
    return str(next(_real))


def code(list_key: str, value: str, name: str = "", **fields) -> Code:
    """A code of a list: the typed one when the list is loaded, else one made for the test."""
    found = Code.objects.filter(list__key=list_key, code=value).order_by("valid_from", "pk").first()
    if found:
        return found
    codes, _ = CodeList.objects.get_or_create(
        key=list_key, defaults={"name_da": list_key, "source": "test", "licence": "test", "edition": "test"}
    )
    name = name or value
    return Code.objects.create(list=codes, code=value, name_da=name, sort_key=sort_key(name), **fields)


class UserFactory(DjangoModelFactory):
    """A person who logs in with `PASSWORD`. Traits: staff, superuser, demo."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    first_name = factory.Iterator(["Anna", "Bo", "Carla", "Dan", "Ellen", "Finn"])
    last_name = factory.Iterator(["Prøvesen", "Eksempelsen", "Demogaard"])
    email = factory.Sequence(lambda n: f"person{n}@proeve.example")
    language = "da"
    password = factory.django.Password(PASSWORD)

    class Params:
        staff = factory.Trait(is_staff=True)
        superuser = factory.Trait(is_staff=True, is_superuser=True)
        demo = factory.Trait(is_demo=True)


class OrganisationFactory(DjangoModelFactory):
    """A company with a demo number. Traits: real_number, sole_trader, municipality_kind, public, operator, unlisted."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"{PLACES[n % len(PLACES)]} Demoværksted {n}")
    sort_key = factory.LazyAttribute(lambda o: sort_key(o.name, width=400))
    kind = Organisation.Kind.COMPANY
    cvr = factory.LazyFunction(demo_number)
    number_kind = Organisation.NumberKind.DEMO
    street = "Prøvevej 1"
    postal_code = "9999"
    city = "Eksempelby"
    contact_email = factory.LazyAttribute(lambda o: f"post@{slugify(o.name)[:40]}.example")
    contact_phone = "00 00 00 12"

    class Params:
        real_number = factory.Trait(cvr=factory.LazyFunction(real_number), number_kind=Organisation.NumberKind.CVR)
        sole_trader = factory.Trait(is_sole_trader=True, name=factory.Sequence(lambda n: f"Anna Prøvesen {n} ENK"))
        municipality_kind = factory.Trait(
            kind=Organisation.Kind.MUNICIPALITY, name=factory.Sequence(lambda n: f"Eksempelby {n} Kommune")
        )
        public = factory.Trait(kind=Organisation.Kind.PUBLIC_BODY)
        operator = factory.Trait(kind=Organisation.Kind.OPERATOR, name="Registrets sekretariat", is_listed=False)
        unlisted = factory.Trait(is_listed=False)


class OrganisationNameFactory(DjangoModelFactory):
    """A further name."""

    class Meta:
        model = OrganisationName

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Prøvehuset {n}")
    source = "test"


class ProductionUnitFactory(DjangoModelFactory):
    """A place of work; its P-number starts with 9."""

    class Meta:
        model = ProductionUnit

    organisation = factory.SubFactory(OrganisationFactory)
    p_number = factory.Sequence(lambda n: f"9{n:09d}")
    name = factory.Sequence(lambda n: f"{PLACES[n % len(PLACES)]} afdelingshus {n}")
    street = "Prøvevej 2"
    postal_code = "9999"
    city = "Eksempelby"


class DepartmentFactory(DjangoModelFactory):
    """A department whose listing reveals nobody. Traits: revealing (too many of the target group), uncounted."""

    class Meta:
        model = Department

    organisation = factory.SubFactory(OrganisationFactory)
    unit = factory.SubFactory(ProductionUnitFactory, organisation=factory.SelfAttribute("..organisation"))
    name = factory.Sequence(lambda n: f"Køkkenet i {PLACES[n % len(PLACES)]} {n}")
    sort_key = factory.LazyAttribute(lambda o: sort_key(o.name, width=400))
    places = 6
    places_free = 2
    staff = 12
    staff_target_group = 4
    counted_on = DAY

    class Params:
        revealing = factory.Trait(staff=6, staff_target_group=6)
        uncounted = factory.Trait(staff=0, staff_target_group=0, counted_on=None)


class OfferFactory(DjangoModelFactory):
    """An offer; its reach is given as `coverages=["nationwide", ("radius", 25), ("municipalities", ["0101"])]`."""

    class Meta:
        model = Offer
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    service = factory.LazyFunction(lambda: code("service", "cleaning-daily", "Daglig rengøring"))
    title = factory.Sequence(lambda n: f"Rengøring i hverdagen {n}")

    class Params:
        inactive = factory.Trait(is_active=False)

    @factory.post_generation
    def coverages(self, create, extracted, **kwargs):
        """Coverage rows by kind, with kilometres or area codes."""
        if not create:
            return
        for item in extracted or ():
            kind, detail = (item, None) if isinstance(item, str) else item
            row = OfferCoverage.objects.create(
                offer=self, kind=kind, radius_km=detail if kind == "radius" else None, since=DAY
            )
            if kind in {"municipalities", "regions"}:
                for value in detail:
                    row.areas.create(area=code({"municipalities": "municipality", "regions": "region"}[kind], value))


class MembershipFactory(DjangoModelFactory):
    """A supplier role in a company. Traits: one a role (secretariat=True sits in an operator organisation), ended."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.SUPPLIER
    starts_on = datetime.date(2026, 1, 1)

    class Params:
        administrator = factory.Trait(role=Role.ADMINISTRATOR)
        buyer = factory.Trait(role=Role.BUYER)
        department = factory.Trait(role=Role.DEPARTMENT)
        consultant = factory.Trait(
            role=Role.CONSULTANT, organisation=factory.SubFactory(OrganisationFactory, municipality_kind=True)
        )
        secretariat = factory.Trait(
            role=Role.SECRETARIAT, organisation=factory.SubFactory(OrganisationFactory, operator=True)
        )
        editor = factory.Trait(role=Role.EDITOR, organisation=factory.SubFactory(OrganisationFactory, operator=True))
        ended = factory.Trait(ends_on=datetime.date(2026, 3, 1))
