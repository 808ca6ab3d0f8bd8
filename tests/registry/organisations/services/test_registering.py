"""Organisations come, are corrected, get names; a sole trader's data is struck."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from registry.codes.domain.identifiers import Cvr
from registry.core.services import journal
from registry.organisations.domain.refusals import Reason, Refusal
from registry.organisations.models import ImportBatch, ImportRow, Organisation
from registry.organisations.services.merging import merge
from registry.organisations.services.registering import (
    add_alias,
    edit_organisation,
    register_organisation,
    strike_sole_trader,
)
from tests.registry.factories import OfferFactory, OrganisationFactory, ProductionUnitFactory, real_number

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 1)


def actions(organisation) -> list[str]:
    return list(ModelLogEntry.objects.for_instance(organisation).order_by("pk").values_list("action", flat=True))


def test_registering_journals_and_sorts_in_danish_order():
    names = ["Ærø", "Aarhus", "Vejle"]
    for name in names:
        row = register_organisation(name=name, number=Cvr(real_number()), by=None)
        assert actions(row) == ["organisations.register"]
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Vejle", "Ærø", "Aarhus"]


def test_a_taken_number_is_refused_and_leaves_the_transaction_usable():
    number = Cvr(real_number())
    register_organisation(name="Bøgely", number=number, by=None)
    with transaction.atomic(), pytest.raises(Refusal) as refused:
        register_organisation(name="Egelev", number=number, by=None)
    assert refused.value.reason is Reason.NUMBER_TAKEN
    assert Organisation.objects.count() == 1


def test_organisations_without_a_number_may_be_many():
    for name in ("Bøgely", "Egelev"):
        register_organisation(name=name, number=None, by=None)
    assert Organisation.objects.filter(cvr=None).count() == 2


def test_an_edit_that_changes_nothing_leaves_no_trace(told, django_capture_on_commit_callbacks):
    row = OrganisationFactory()
    with django_capture_on_commit_callbacks(execute=True):
        assert edit_organisation(row, by=None, city=row.city) == frozenset()
    assert (actions(row), told) == ([], [])


def test_a_new_name_keeps_the_old_one_and_moves_in_the_alphabet(told, django_capture_on_commit_callbacks):
    row = OrganisationFactory(name="Bøgely")
    with django_capture_on_commit_callbacks(execute=True):
        assert edit_organisation(row, by=None, name="Åmose") == {"name"}
    row.refresh_from_db()
    assert list(row.aliases.values_list("name", flat=True)) == ["Bøgely"]
    assert row.sort_key > OrganisationFactory(name="Ørnehøj").sort_key
    assert told == [frozenset({row.pk})]


def test_what_is_not_editable_is_a_fault_of_the_program():
    with pytest.raises(TypeError, match="cvr"):
        edit_organisation(OrganisationFactory(), by=None, cvr="12345678")


def test_a_merged_row_is_not_edited():
    row, into = OrganisationFactory(), OrganisationFactory()
    merge(row, into, reason="samme", by=None, at=timezone.now())
    with pytest.raises(Refusal) as refused:
        edit_organisation(row, by=None, city="Egelev")
    assert refused.value.reason is Reason.MERGED


def test_spellings_are_kept_as_they_are_and_once():
    row = OrganisationFactory(name="Bøgely")
    assert add_alias(row, name="BØGELY", source="a", by=None)
    assert add_alias(row, name="BØGELY", source="b", by=None) is None
    assert add_alias(row, name="Bøgely", source="a", by=None) is None
    assert row.aliases.count() == 1


def test_striking_leaves_no_personal_data_anywhere_and_the_row_stands():
    row = OrganisationFactory(sole_trader=True, name="Anna Prøvesen Rengøring", description="Anna Prøvesen gør rent")
    number, name = row.cvr, row.name
    unit = ProductionUnitFactory(organisation=row, name=name)
    offer = OfferFactory(organisation=row, title="Anna gør rent")
    add_alias(row, name="A. Prøvesen", source="", by=None)
    journal(row, "organisations.edit", by=None, fields=["city"])
    journal(unit, "organisations.edit_unit", by=None)
    batch = ImportBatch.objects.create(file_name="a.csv", sha256="0" * 64, form="raw", state="loaded")
    ImportRow.objects.create(batch=batch, line=2, outcome="created", values={"name": name}, organisation=row)
    strike_sole_trader(row, by=None, on=DAY)
    kept = [
        *Organisation.objects.filter(pk=row.pk).values(),
        *row.units.values(),
        *row.offers.values(),
        *row.aliases.values(),
        *row.import_rows.values(),
        *ModelLogEntry.objects.values("label", "data"),
    ]
    text = str(kept)
    assert "Prøvesen" not in text and "Anna" not in text and number not in text
    row.refresh_from_db()
    assert (row.struck_on, row.is_listed) == (DAY, False)
    offer.refresh_from_db()
    assert not offer.is_active


def test_only_a_sole_trader_is_struck_and_once():
    with pytest.raises(Refusal) as refused:
        strike_sole_trader(OrganisationFactory(), by=None, on=DAY)
    assert refused.value.reason is Reason.NOT_A_SOLE_TRADER
    row = OrganisationFactory(sole_trader=True)
    strike_sole_trader(row, by=None, on=DAY)
    for act in (
        lambda: strike_sole_trader(row, by=None, on=DAY),
        lambda: edit_organisation(row, by=None, city="Egelev"),
        lambda: add_alias(row, name="Anna", source="", by=None),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.reason is Reason.STRUCK
