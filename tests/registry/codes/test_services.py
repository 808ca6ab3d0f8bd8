"""Loading: twice the same is nothing, a new edition leaves older records as they were."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from registry.codes import queries
from registry.codes.domain.rows import CodeRow
from registry.codes.models import Code, CodeList, LoadedFile
from registry.codes.readers import read_relations, read_typed
from registry.codes.services import FileFacts, OlderEdition, load_file, load_typed

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
FACTS = FileFacts("db25.csv", date(2026, 1, 1), "DB25", "Danmarks Statistik", "CC BY 4.0", "a" * 64)
NEXT = date(2028, 1, 1)


def load(rows, *, facts=FACTS, valid_from=None, complete=True, list_key="industry_db25", **more):
    return load_file(
        list_key=list_key, rows=rows, complete=complete, facts=facts, valid_from=valid_from, by=None, at=AT, **more
    )


def full(**renamed) -> list[CodeRow]:
    """A file that has every code of the typed short list, with some names changed."""
    rows = [CodeRow(code.code, code.name_da) for code in queries.codes("industry_db25")]
    return [replace(row, name_da=renamed.get("c" + row.code, row.name_da)) for row in rows]


def everything() -> list:
    return list(Code.objects.order_by("id").values_list("id", "code", "name_da", "valid_from", "valid_to", "edition"))


def test_typed_lists_loaded_again_cost_nothing(django_assert_max_num_queries):
    before = everything()
    with django_assert_max_num_queries(6):
        counts = load_typed(lists=read_typed(), relations=read_relations())
    assert all(count.skipped for count in counts.values())
    assert everything() == before


def test_typed_lists_heal_what_was_changed_by_hand():
    Code.objects.filter(list__key="region", code="1085").update(name_da="Forkert")
    CodeList.objects.filter(key="region").update(digest="")
    counts = load_typed(lists=read_typed(), relations=read_relations())
    assert counts["region"].changed == 1
    assert queries.get("region", "1085").name_da == "Region Sjælland"


def test_typed_lists_load_into_an_empty_store():
    Code.objects.update(parent=None)
    Code.objects.all().delete()
    CodeList.objects.all().delete()
    counts = load_typed(lists=read_typed(), relations=read_relations())
    assert counts["municipality"].created == 98
    assert queries.get("service", "cleaning-windows").parent.code == "cleaning"
    assert queries.region_of("0101", date(2027, 1, 1)).code == "OEST"


def test_a_full_file_takes_the_place_of_the_short_list():
    rows = [*full(), CodeRow("812100", "Almindelig rengøring", None, "8121")]
    counts = load(rows)
    assert (counts.created, counts.changed, counts.ended) == (1, 0, 0)
    code_list = CodeList.objects.get(key="industry_db25")
    assert (code_list.edition, code_list.short, code_list.source) == ("DB25", False, "Danmarks Statistik")
    new = queries.get("industry_db25", "812100")
    assert new.parent.code == "8121"
    assert new.valid_from == date(2025, 1, 1)  # lives as long as its fellows
    file = LoadedFile.objects.get()
    assert (file.name, file.row_count, file.sha256, file.loaded_at) == ("db25.csv", 99, "a" * 64, AT)


def test_the_same_file_again_is_a_no_op():
    load(full(c8121="Rengøring af bygninger"))
    before = everything()
    assert load(full(c8121="Rengøring af bygninger")).skipped
    assert everything() == before
    assert LoadedFile.objects.count() == 1


def test_a_trial_run_counts_and_changes_nothing():
    before = everything()
    counts = load(full(c8121="Andet navn"), dry_run=True)
    assert counts.changed == 1
    assert everything() == before
    assert not LoadedFile.objects.exists()


def test_without_a_day_a_file_corrects_names_in_place_and_keeps_the_english():
    old = queries.get("industry_db25", "8121")
    load(full(c8121="Rengøring af bygninger"))
    new = queries.get("industry_db25", "8121")
    assert (new.pk, new.name_da, new.name_en) == (old.pk, "Rengøring af bygninger", old.name_en)
    assert new.edition == "DB25"


def test_a_new_edition_leaves_older_records_as_they_were():
    old = queries.get("industry_db25", "8121")
    gone = queries.get("industry_db25", "8299")
    rows = [row for row in full(c8121="Rengøring, ny inddeling") if row.code != "8299"]
    counts = load(rows, valid_from=NEXT)
    assert (counts.created, counts.ended) == (1, 2)
    day_before, first_day = date(2027, 12, 31), NEXT
    assert queries.get("industry_db25", "8121", day_before).pk == old.pk
    assert queries.get("industry_db25", "8121", first_day).name_da == "Rengøring, ny inddeling"
    old.refresh_from_db()
    assert (old.name_da, old.valid_to) == ("Almindelig rengøring af bygninger", NEXT)
    assert queries.get("industry_db25", "8299", day_before).pk == gone.pk
    assert not queries.codes("industry_db25", first_day).filter(code="8299").exists()


def test_an_unchanged_code_keeps_its_row_through_editions():
    old = queries.get("industry_db25", "8130")
    load(full(c8121="Ny"), valid_from=NEXT)
    assert queries.get("industry_db25", "8130", NEXT).pk == old.pk


def test_editions_come_in_the_order_of_time():
    load(full(c8121="Ny"), valid_from=NEXT)
    with pytest.raises(OlderEdition, match="2028-01-01"):
        load(full(), facts=replace(FACTS, sha256="b" * 64), valid_from=date(2027, 1, 1))


def test_a_partial_file_ends_nothing():
    counts = load([CodeRow("8121", "Ny")], valid_from=NEXT, complete=False)
    assert (counts.created, counts.ended) == (1, 1)
    assert queries.codes("industry_db25", NEXT).filter(code="8130").exists()


def test_an_upgrade_never_undoes_an_official_file():
    load(full(c8121="Rengøring af bygninger"))
    CodeList.objects.filter(key="industry_db25").update(digest="")
    assert load_typed(lists=read_typed(), relations=read_relations())["industry_db25"].skipped
    assert queries.get("industry_db25", "8121").name_da == "Rengøring af bygninger"


def test_a_fault_half_way_leaves_nothing(monkeypatch):
    before = everything()
    monkeypatch.setattr("registry.codes.services.journal", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load(full(c8121="Andet"))
    assert everything() == before
    assert not LoadedFile.objects.exists()


def test_a_load_is_written_in_the_journal_and_announced(django_capture_on_commit_callbacks):
    from wagtail.models import ModelLogEntry

    from registry.codes.signals import codes_changed

    heard = []
    codes_changed.connect(lambda list_key, **_: heard.append(list_key), weak=False, dispatch_uid="test")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            load(full(c8121="Andet"))
    finally:
        codes_changed.disconnect(dispatch_uid="test")
    assert heard == ["industry_db25"]
    entry = ModelLogEntry.objects.get(action="codes.load_file")
    assert entry.data["edition"] == "DB25"


def test_a_ring_of_parents_is_refused():
    with pytest.raises(ValueError, match="ring of parents"):
        load([CodeRow("01", "A", parent="02"), CodeRow("02", "B", parent="01")], complete=False)


def test_the_period_of_a_code_is_guarded_by_the_store():
    from django.db import IntegrityError, transaction

    code_list = CodeList.objects.get(key="region")
    for fields in (
        {"code": "X", "valid_from": NEXT, "valid_to": NEXT},
        {"code": ""},
        {"code": "1081", "valid_from": date(2007, 1, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Code.objects.create(list=code_list, name_da="X", **fields)
    Code.objects.create(list=code_list, name_da="X", code="Y")
    with pytest.raises(IntegrityError), transaction.atomic():
        Code.objects.create(list=code_list, name_da="X", code="Y")
