"""The index follows the register: what changes is noted, what is noted is made again, and nothing hidden stays."""

import datetime

import pytest
from django.core.management import call_command

from registry.organisations import signals as news
from registry.organisations.models import Department, Organisation
from registry.search import services, tasks
from registry.search.domain.facets import Facet, base
from registry.search.models import SearchArea, SearchChange, SearchDoc, SearchTerm, SearchValue
from registry.search.services import terms
from tests.registry.entries.world import grant
from tests.registry.factories import DepartmentFactory, OrganisationFactory
from tests.registry.search import world
from tests.registry.search.test_finding import find

pytestmark = pytest.mark.django_db


def refresh(on: datetime.date = world.TODAY) -> int:
    """Work off the outbox."""
    return services.refresh_waiting(on=on, now=world.NOW)


def mark(*rows: Organisation) -> None:
    """Note the rows."""
    services.mark_changed([row.pk for row in rows], now=world.NOW)


def test_a_noted_organisation_is_made_again_once():
    row = OrganisationFactory(name="Bøgely Vask")
    mark(row)
    mark(row)
    assert refresh() == 1
    assert find("bøgely") == ["Bøgely Vask"]
    assert refresh() == 0
    Organisation.objects.filter(pk=row.pk).update(name="Egelev Vask")
    assert find("egelev") == []
    mark(row)
    refresh()
    assert find("egelev") == ["Egelev Vask"]
    assert find("bøgely") == []
    assert not SearchChange.objects.filter(refreshed_at=None).exists()


def test_a_note_is_part_of_the_change(transactional_db):
    from django.db import transaction

    row = OrganisationFactory()
    before = SearchChange.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        mark(row)
        raise RuntimeError
    assert SearchChange.objects.count() == before


def test_news_of_the_lower_rooms_becomes_a_note_and_soon_a_hit(django_capture_on_commit_callbacks):
    row = OrganisationFactory(name="Bøgely Vask")
    with django_capture_on_commit_callbacks(execute=True):
        news.organisation_changed.send(sender=Organisation, ids=frozenset({row.pk}))
    assert find("bøgely") == ["Bøgely Vask"]


def test_a_grant_becomes_a_note_and_soon_a_status(django_capture_on_commit_callbacks):
    row = OrganisationFactory(name="Bøgely Vask")
    with django_capture_on_commit_callbacks(execute=True):
        grant(row, ends_on=datetime.date(2099, 1, 1))
    assert SearchDoc.objects.get(organisation=row).standing == 1


def test_making_it_twice_changes_nothing():
    world.build(__import__("random").Random(3), size=6)

    def rows() -> tuple:
        return (
            sorted(SearchDoc.objects.order_by().values_list("pk", "public_id", "rot", "standing", "alive")),
            sorted(SearchTerm.objects.order_by().values_list("value", "doc")),
            sorted(SearchArea.objects.order_by().values_list("service", "area", "doc")),
            sorted(SearchValue.objects.order_by().values_list("pk", "facet", "key")),
        )

    first = rows()
    call_command("rebuild_search")
    services.rebuild(on=world.TODAY, now=world.NOW)
    assert rows() == first


def test_numbers_of_listings_are_never_used_again():
    gone = OrganisationFactory(name="Bøgely Vask")
    world.rebuild()
    number = SearchDoc.objects.get(organisation=gone).pk
    Organisation.objects.filter(pk=gone.pk).update(is_listed=False)
    OrganisationFactory(name="Egelev Vask")
    world.rebuild()
    assert not SearchDoc.objects.get(pk=number).alive
    assert not SearchTerm.objects.filter(doc=number).exists()
    assert find("bøgely") == []
    Organisation.objects.filter(pk=gone.pk).update(is_listed=True)
    world.rebuild()
    assert SearchDoc.objects.get(organisation=gone).pk == number
    assert find("bøgely") == ["Bøgely Vask"]


def test_a_merger_moves_everything_and_undoing_it_moves_it_back():
    heir, old = OrganisationFactory(name="Bøgely Vask"), OrganisationFactory(name="Egelev Vask")
    world.offer(old, "laundry-wash", ["nationwide"])
    world.offer(DepartmentFactory(organisation=old, name="Afdeling Syd"), "food-canteen", ["nationwide"])
    grant(old)
    world.rebuild()
    assert sorted(find()) == ["Afdeling Syd", "Bøgely Vask", "Egelev Vask"]
    Organisation.objects.filter(pk=old.pk).update(merged_into=heir)
    mark(old)
    refresh()
    assert sorted(find()) == ["Afdeling Syd", "Bøgely Vask"]
    assert find("egelev") == ["Bøgely Vask"]
    assert find(chosen={"service": frozenset({"laundry"}), "status": frozenset({"valid"})}) == ["Bøgely Vask"]
    Organisation.objects.filter(pk=old.pk).update(merged_into=None)
    mark(old, heir)
    refresh()
    assert find(chosen={"service": frozenset({"laundry"})}) == ["Egelev Vask"]


def test_a_new_day_makes_again_what_begins_or_ends_that_day(django_capture_on_commit_callbacks):
    row = OrganisationFactory(name="Bøgely Vask")
    grant(row, starts_on=datetime.date(2026, 1, 1), ends_on=datetime.date(2026, 7, 1))
    other = OrganisationFactory(name="Egelev Vask")
    grant(other)
    world.rebuild()
    assert services.mark_day(day=datetime.date(2026, 7, 1), now=world.NOW) == 1
    assert refresh(on=datetime.date(2026, 7, 1)) == 1
    assert SearchDoc.objects.get(organisation=row).standing == 3
    assert services.mark_day(day=datetime.date(2026, 7, 2), now=world.NOW) == 0


def test_a_department_leaves_the_list_the_day_its_count_is_too_old():
    row = DepartmentFactory(name="Afdeling Syd", counted_on=datetime.date(2026, 1, 1))
    world.rebuild()
    last = datetime.date(2026, 1, 1) + datetime.timedelta(days=548)
    assert services.mark_day(day=last, now=world.NOW) == 0
    assert services.mark_day(day=last + datetime.timedelta(days=1), now=world.NOW) == 1
    refresh(on=last + datetime.timedelta(days=1))
    assert not SearchDoc.objects.get(department=row).alive


def test_everybody_is_made_again_the_day_the_regions_change():
    rows = [OrganisationFactory(municipality=world.municipality(code)) for code in ("0101", "0265", "0751")]
    world.offer(rows[0], "laundry-wash", [("region_list", ["1084"])])
    world.rebuild(on=datetime.date(2026, 12, 31))
    assert SearchArea.objects.filter(area="1084").exists()
    change = datetime.date(2027, 1, 1)
    assert services.mark_day(day=change, now=world.NOW) == 3
    refresh(on=change)
    assert not SearchArea.objects.filter(area="1084").exists()
    assert SearchDoc.objects.get(organisation=rows[0]).region == "OEST"


def test_what_changed_without_a_note_is_found_at_night():
    row = OrganisationFactory(name="Bøgely Vask")
    services.rebuild(on=world.TODAY, now=row.updated_at)
    assert services.mark_stale(now=world.NOW) == 0
    department = DepartmentFactory(organisation=row, name="Afdeling Syd")
    assert services.mark_stale(now=world.NOW) == 1
    Department.objects.filter(pk=department.pk).delete()
    OrganisationFactory(name="Egelev Vask")
    assert services.mark_stale(now=world.NOW) == 1


def test_the_tasks_do_what_the_services_do():
    OrganisationFactory(name="Bøgely Vask")
    assert tasks.new_day() == 1
    assert tasks.refresh() == 0
    assert find("bøgely") == ["Bøgely Vask"]


def test_a_higher_room_adds_terms_of_its_own(monkeypatch):
    monkeypatch.setattr(terms, "PROVIDERS", {})
    row = OrganisationFactory()

    @services.provider("jobs")
    def openings(organisation_ids, on):
        yield row.pk, None, terms.FIRST_FOREIGN, "open"
        yield 0, None, terms.FIRST_FOREIGN, "of nobody"

    world.rebuild()
    values = set(
        SearchTerm.objects.filter(value__gte=base(terms.FIRST_FOREIGN)).order_by().values_list("value", flat=True)
    )
    serial = SearchValue.objects.get(facet=terms.FIRST_FOREIGN, key="open").pk
    assert values == {base(terms.FIRST_FOREIGN) + serial}
    with pytest.raises(ValueError, match="two term providers"):
        services.provider("jobs")(openings)

    @services.provider("thief")
    def steals(organisation_ids, on):
        yield row.pk, None, int(Facet.SERVICE), "cleaning"

    with pytest.raises(ValueError, match="another room"):
        world.rebuild()


def test_figures_count_what_is_valid_and_what_went_wrong():
    from registry.entries import services as writers
    from registry.search.queries import figures
    from tests.registry.entries.world import WHY

    assert figures(world.TODAY) == {}
    rows = [OrganisationFactory(name=f"Bøgely {n}") for n in range(3)]
    held = [grant(row) for row in rows]
    world.offer(rows[0], "laundry-wash", [("municipality_list", ["0101", "0751"])])
    world.offer(rows[1], "laundry-wash", [("municipality_list", ["0265"])])
    writers.suspend(held[1], on=datetime.date(2026, 2, 1), words=WHY, by=None, at=world.NOW)
    writers.withdraw(held[2], on=datetime.date(2025, 12, 31), words=WHY, by=None, at=world.NOW)
    department = DepartmentFactory(organisation=rows[0])
    grant(department)
    world.rebuild()
    told = figures(world.TODAY)
    assert [item["value"] for item in told["items"]] == [1, 1, 2, 1]
    assert "kl. 12" in told["source"]
