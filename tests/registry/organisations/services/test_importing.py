"""Loading, throwing away, and settling rows that wait; the state x verb matrix of an import."""

import datetime
import threading

import pytest
from django.db import connection
from django.utils import timezone

from registry.codes.domain.identifiers import Cvr
from registry.core.domain.lifecycle import IllegalMove
from registry.organisations.domain.import_plan import Outcome
from registry.organisations.domain.import_rows import REQUIRED, Form, Row
from registry.organisations.domain.importing import IMPORT
from registry.organisations.domain.refusals import Reason, Refusal
from registry.organisations.models import ImportBatch, ImportRow, Organisation
from registry.organisations.services import importing
from tests.registry.factories import OrganisationFactory, real_number

DAY = datetime.date(2026, 6, 1)


def row(line: int, number: str, name: str, **cells: str) -> Row:
    return Row(line, dict.fromkeys(REQUIRED, "") | {"company_id": number, "cvr": number, "name": name, **cells})


def keep(rows, form=Form.RAW) -> ImportBatch:
    plan = importing.plan_import(rows, form, on=DAY, allow_demo=False)
    return importing.keep_import(rows, plan, sha256="0" * 64, file_name="fil.csv", by=None)


def load(batch: ImportBatch):
    return importing.load_import(batch, by=None, on=DAY, at=timezone.now(), allow_demo=False)


def import_now(rows, form=Form.RAW):
    return importing.import_rows(
        rows, form, sha256="0" * 64, file_name="fil.csv", by=None, on=DAY, at=timezone.now(), allow_demo=False
    )


@pytest.fixture
def waiting(db) -> ImportRow:
    import_now([row(2, "ORG-null", "Åmose Værksted", street="Prøvevej 1", source="prøve")])
    return ImportRow.objects.get()


@pytest.mark.django_db
@pytest.mark.parametrize("state", sorted(IMPORT.states))
@pytest.mark.parametrize("verb", sorted(IMPORT.moves))
def test_every_verb_from_every_state(state, verb):
    batch = keep([row(2, real_number(), "Bøgely")])
    ImportBatch.objects.filter(pk=batch.pk).update(state=state)
    batch.refresh_from_db()
    act = {"load": load, "discard": lambda b: importing.discard_import(b, by=None)}[verb]
    if verb in IMPORT.allowed(state):
        act(batch)
        batch.refresh_from_db()
        assert batch.state == IMPORT.target(state, verb)
    else:
        with pytest.raises(IllegalMove):
            act(batch)
        assert ImportBatch.objects.get(pk=batch.pk).state == state
        assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_a_kept_file_writes_nothing_to_the_register_until_it_is_loaded():
    number = real_number()
    batch = keep([row(2, number, "Bøgely"), row(3, number, "BØGELY"), row(4, "", "Egelev")])
    assert not Organisation.objects.exists()
    assert [r.outcome for r in batch.rows.order_by("line")] == ["created", "alias", "waiting"]
    load(batch)
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.cvr, organisation.kind) == ("Bøgely", number, "unknown")
    assert list(organisation.aliases.values_list("name", flat=True)) == ["BØGELY"]
    rows = list(batch.rows.order_by("line"))
    assert [r.organisation_id for r in rows] == [organisation.pk, organisation.pk, None]
    assert rows[2].fingerprint


@pytest.mark.django_db
def test_a_stale_copy_of_a_loaded_file_is_refused():
    batch = keep([row(2, real_number(), "Bøgely")])
    stale = ImportBatch.objects.get(pk=batch.pk)
    load(batch)
    with pytest.raises(IllegalMove):
        load(stale)
    assert Organisation.objects.count() == 1


@pytest.mark.django_db
def test_loading_plans_again_so_what_somebody_registered_meanwhile_is_not_doubled():
    number = real_number()
    batch = keep([row(2, number, "Bøgely A/S")])
    OrganisationFactory(cvr=number, name="Bøgely")
    load(batch)
    assert list(Organisation.objects.get(cvr=number).aliases.values_list("name", flat=True)) == ["Bøgely A/S"]
    assert batch.rows.get().outcome == "alias"


@pytest.mark.django_db
def test_a_waiting_row_is_not_doubled_by_another_file_with_the_same_row(waiting):
    rows = [row(2, "ORG-null", "Åmose Værksted", street="Prøvevej 1", source="anden"), row(3, real_number(), "Ny")]
    plan, batch = import_now(rows)
    assert plan.steps[0].outcome is Outcome.WAITING
    assert [r.outcome for r in batch.rows.order_by("line")] == ["repeated", "created"]
    assert ImportRow.objects.filter(outcome="waiting").count() == 1


@pytest.mark.django_db
def test_a_legal_form_where_the_firm_is_a_person_makes_a_sole_trader():
    number = real_number()
    import_now([row(2, number, "Anna Prøvesen", legal_form="10", municipality="0101", kind="company")])
    organisation = Organisation.objects.get(cvr=number)
    assert organisation.is_sole_trader and organisation.public_cvr is None
    assert organisation.municipality.code == "0101"


@pytest.mark.django_db
def test_a_strict_file_renames_keeps_the_old_name_and_never_blanks():
    number = real_number()
    OrganisationFactory(cvr=number, name="Bøgely", street="Prøvevej 1", city="Eksempelby")
    import_now([row(2, number, "Bøgely A/S", street="Prøvevej 7", country="DNK")], Form.STRICT)
    now = Organisation.objects.get(cvr=number)
    assert (now.name, now.street, now.city) == ("Bøgely A/S", "Prøvevej 7", "Eksempelby")
    assert list(now.aliases.values_list("name", flat=True)) == ["Bøgely"]


@pytest.mark.django_db
def test_attaching_a_row_adds_its_name(waiting):
    organisation = OrganisationFactory(name="Åmose")
    importing.attach_row(waiting, organisation, by=None, at=timezone.now())
    assert list(organisation.aliases.values_list("name", flat=True)) == ["Åmose Værksted"]
    again, _ = import_now([row(2, "ORG-null", "Åmose Værksted", street="Prøvevej 1")])
    assert (again.steps[0].outcome, again.does_something) == (Outcome.ATTACHED, False)


@pytest.mark.django_db
def test_making_an_organisation_of_a_row_keeps_its_spelling_as_an_alias(waiting):
    made = importing.create_from_row(
        waiting, name="Åmose", number=Cvr(real_number()), kind="company", by=None, at=timezone.now()
    )
    assert list(made.aliases.values_list("name", flat=True)) == ["Åmose Værksted"]
    waiting.refresh_from_db()
    assert (waiting.outcome, waiting.organisation) == ("attached", made)


@pytest.mark.django_db
def test_dismissing_a_row_asks_for_a_reason_and_keeps_it(waiting):
    with pytest.raises(Refusal) as refused:
        importing.dismiss_row(waiting, reason=" ", by=None, at=timezone.now())
    assert refused.value.reason is Reason.REASON_MISSING
    importing.dismiss_row(waiting, reason="Findes ikke længere", by=None, at=timezone.now())
    waiting.refresh_from_db()
    assert (waiting.outcome, waiting.reason) == ("dismissed", "Findes ikke længere")


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["attach", "create", "dismiss"])
def test_a_row_is_settled_once(waiting, verb):
    stale = ImportRow.objects.get(pk=waiting.pk)
    importing.dismiss_row(waiting, reason="prøve", by=None, at=timezone.now())
    now, other = timezone.now(), OrganisationFactory()
    with pytest.raises(Refusal) as refused:
        if verb == "attach":
            importing.attach_row(stale, other, by=None, at=now)
        elif verb == "create":
            importing.create_from_row(stale, name="Ny", number=None, kind="company", by=None, at=now)
        else:
            importing.dismiss_row(stale, reason="igen", by=None, at=now)
    assert refused.value.reason is Reason.SETTLED
    assert not Organisation.objects.filter(name="Ny").exists()


@pytest.mark.django_db
def test_a_number_that_is_taken_leaves_the_row_waiting(waiting):
    taken = OrganisationFactory(real_number=True)
    with pytest.raises(Refusal):
        importing.create_from_row(waiting, name="Ny", number=Cvr(taken.cvr), kind="company", by=None, at=timezone.now())
    waiting.refresh_from_db()
    assert waiting.outcome == "waiting"


@pytest.mark.django_db
def test_an_import_announces_its_organisations_once(told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        import_now([row(n, real_number(), f"Bøgely {n}") for n in range(2, 7)])
    assert told == [frozenset(Organisation.objects.values_list("pk", flat=True))]


@pytest.mark.django_db
def test_the_cost_of_planning_does_not_grow_with_the_register(django_assert_max_num_queries):
    rows = [row(n, real_number(), f"Bøgely {n}") for n in range(2, 40)]
    import_now(rows)
    with django_assert_max_num_queries(12):
        importing.plan_import(rows, Form.RAW, on=DAY, allow_demo=False)


@pytest.mark.django_db
def test_who_looked_before_the_other_wrote_plans_again_and_doubles_nothing(monkeypatch):
    rows = [row(n, real_number(), f"Bøgely {n}") for n in range(2, 12)] + [row(12, "", "Egelev")]
    import_now(rows)
    look, ask, looks = importing.known_organisations, importing.asked_before, []

    def too_early(*args):
        looks.append(args)
        return {} if len(looks) == 1 else look(*args)

    monkeypatch.setattr(importing, "known_organisations", too_early)
    monkeypatch.setattr(importing, "asked_before", lambda: {} if len(looks) == 1 else ask())
    plan, batch = import_now(rows)
    assert (len(looks), plan.does_something, batch) == (2, False, None)
    assert (Organisation.objects.count(), ImportBatch.objects.count()) == (10, 1)
    assert ImportRow.objects.filter(outcome="waiting").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_file_loaded_by_two_at_once_is_loaded_once():
    if connection.vendor == "sqlite":
        pytest.skip("the test's SQLite lives in memory, where a second writer is turned away and does not wait")
    rows = [row(n, real_number(), f"Bøgely {n}") for n in range(2, 12)] + [row(12, "", "Egelev")]
    ready, faults = threading.Barrier(2), []

    def work():
        try:
            ready.wait(timeout=10)
            import_now(rows)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not faults
    assert Organisation.objects.count() == 10
    assert ImportBatch.objects.count() == 1
    assert ImportRow.objects.filter(outcome="waiting").count() == 1
