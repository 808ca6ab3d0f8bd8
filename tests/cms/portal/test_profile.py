"""The profile: the verdict first, every fact with its source, nothing that is somebody's own."""

import datetime

import pytest
from django.utils import timezone

from registry.entries import queries as entries
from registry.entries import services as writers
from registry.organisations.models import Organisation
from tests.cms.portal.test_find import own_queries, text_of
from tests.registry.entries.world import WHY, grant, moment
from tests.registry.factories import (
    DepartmentFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    ProductionUnitFactory,
)
from tests.registry.search import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The view's own day, held still."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None, tz=None: value.date() if value else world.TODAY)
    return world.TODAY


@pytest.fixture
def supplier():
    """A company with a diploma that was suspended for a month."""
    row = OrganisationFactory(
        name="Bøgely Rengøring", municipality=world.municipality("0751"), employees_fte=26, contact_label="Kontoret"
    )
    world.offer(row, "cleaning-windows", [("municipality_list", ["0751", "0740"]), ("radius", 25)])
    row.entry = grant(row)
    writers.suspend(
        row.entry,
        on=datetime.date(2025, 3, 1),
        until=datetime.date(2025, 4, 1),
        words=WHY,
        by=None,
        at=moment(450),
    )
    return row


def url(row, **query) -> str:
    """The profile's address."""
    tail = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/da/find/{row.public_id}/" + (f"?{tail}" if tail else "")


def test_the_verdict_stands_before_everything_else(client, supplier):
    page = client.get(url(supplier))
    text = text_of(page)
    assert "Diplomet gælder i dag" in text
    assert "Fra 1. januar 2024 til og med 31. december 2026." in text
    assert text.index("Diplomet gælder i dag") < text.index("Hvad gjaldt hvornår") < text.index("Leverer til")
    assert "Suspension ophævet" in text or "løb ud" in text
    assert "Aarhus, Silkeborg, inden for 25 km" in text


@pytest.mark.parametrize(
    "day", ["2023-12-31", "2024-01-01", "2025-02-28", "2025-03-01", "2025-03-31", "2025-04-01", "2027-01-01"]
)
def test_the_status_on_a_day_is_what_the_entries_say(client, supplier, day):
    on = datetime.date.fromisoformat(day)
    answer = entries.status_of(supplier, "social_supplier", on)
    shown = client.get(url(supplier, on=day)).context["verdicts"][0]
    expected = "none" if answer.status == "not_yet" else str(answer.status)
    assert shown["badge"]["state"] == expected
    assert client.get(url(supplier, on=day)).context["other_day"]


def test_a_day_that_cannot_be_read_is_said_and_today_is_shown(client, supplier):
    page = client.get(url(supplier, on="engang"))
    assert "Skriv datoen som dag, måned og år" in text_of(page)
    assert page.context["on"] == world.TODAY


def test_who_holds_nothing_says_so(client):
    row = OrganisationFactory()
    assert "Der er ikke noget diplom" in text_of(client.get(url(row)))


def test_a_merged_row_leads_to_what_it_is_now(client, supplier):
    old, older = OrganisationFactory(name="Gamle Bøgely"), OrganisationFactory(name="Ældste Bøgely")
    Organisation.objects.filter(pk=old.pk).update(merged_into=supplier)
    Organisation.objects.filter(pk=older.pk).update(merged_into=old)
    for row in (old, older):
        answer = client.get(url(row))
        assert answer.status_code == 301
        assert answer["Location"] == url(supplier)


@pytest.mark.parametrize("trait", ["unlisted", "operator"])
def test_what_is_not_listed_is_not_there(client, trait):
    assert client.get(url(OrganisationFactory(**{trait: True}))).status_code == 404


def test_an_unknown_id_is_not_there(client):
    assert client.get("/da/find/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_a_department_has_a_profile_without_head_counts(client, supplier):
    row = DepartmentFactory(
        organisation=supplier, name="Køkkenet Syd", staff=137, staff_target_group=4, places=6, places_free=2
    )
    grant(row)
    page = client.get(url(row))
    text = text_of(page)
    assert "Køkkenet Syd" in text
    assert "Bøgely Rengøring" in text
    assert "2 ledige af 6" in text
    assert "137" not in text
    assert "Køkkenet Syd" in text_of(client.get(url(supplier)))


@pytest.mark.parametrize(
    "fields", [{"staff": 4, "staff_target_group": 1}, {"wants_listing": False}, {"counted_on": None}]
)
def test_a_department_that_may_not_be_shown_is_nowhere(client, supplier, fields):
    row = DepartmentFactory(organisation=supplier, name="Røbende afdeling", **fields)
    world.offer(row, "food-canteen", ["nationwide"])
    assert client.get(url(row)).status_code == 404
    assert "Røbende" not in text_of(client.get(url(supplier)))
    assert "food-canteen" not in text_of(client.get(url(supplier)))


def test_a_demo_number_is_marked(client, supplier):
    assert "(demo)" in text_of(client.get(url(supplier)))


def test_the_state_register_stands_apart(client, supplier):
    Organisation.objects.filter(pk=supplier.pk).update(rsv=True, rsv_checked_on=datetime.date(2026, 5, 2))
    text = text_of(client.get(url(supplier)))
    assert "Registreret socialøkonomisk virksomhed." in text
    assert "Statens RSV-register, hentet 2. maj 2026. Ikke en del af vores diplom." in text


def test_other_names_and_places_of_work_are_told(client, supplier):
    OrganisationNameFactory(organisation=supplier, name="Prøvehuset")
    unit = ProductionUnitFactory(organisation=supplier, name="Huset i Egelev")
    text = text_of(client.get(url(supplier)))
    assert "Prøvehuset" in text
    assert unit.name in text


def test_a_sole_traders_own_is_left_out(client):
    row = OrganisationFactory(
        is_sole_trader=True, street="Hjemvej 7", contact_phone="00 00 00 99", contact_confirmed_on=None
    )
    text = text_of(client.get(url(row)))
    for own in (row.cvr, "Hjemvej", "00 00 00 99", row.contact_email):
        assert own not in text
    Organisation.objects.filter(pk=row.pk).update(contact_confirmed_on=datetime.date(2026, 1, 1))
    assert "00 00 00 99" in text_of(client.get(url(row)))


def test_one_can_tell_us_what_is_wrong(client, supplier):
    assert 'href="mailto:' in client.get(url(supplier)).content.decode()


def test_the_profile_asks_as_many_questions_for_much_as_for_little(client, supplier, django_assert_max_num_queries):
    def ask() -> int:
        client.get(url(supplier))
        with django_assert_max_num_queries(45) as queries:
            client.get(url(supplier))
        return len(own_queries(queries))

    for _ in range(2):
        grant(DepartmentFactory(organisation=supplier))
        grant(ProductionUnitFactory(organisation=supplier))
    little = ask()
    for _ in range(4):
        grant(DepartmentFactory(organisation=supplier))
        grant(ProductionUnitFactory(organisation=supplier))
        world.offer(supplier, "laundry-wash", ["nationwide"])
    assert ask() == little <= 32
