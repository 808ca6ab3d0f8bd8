"""The command on the real files, and on the same files with planted faults."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from registry.organisations.models import ImportBatch, ImportRow, Organisation, OrganisationName

pytestmark = pytest.mark.django_db
RAW, STRICT = "organisations-raw.csv", "organisations.csv"


@pytest.fixture
def run(tmp_path):
    """Run the command on bytes or a file; gives exit code, the JSON on standard output, and standard error."""

    def go(content: bytes | Path, *options: str):
        path = content
        if isinstance(content, bytes):
            path = tmp_path / "fil.csv"
            path.write_bytes(content)
        out, err = io.StringIO(), io.StringIO()
        code = 0
        try:
            call_command("import_organisations", str(path), "--json", *options, stdout=out, stderr=err)
        except SystemExit as stop:
            code = stop.code
        return code, json.loads(out.getvalue()) if out.getvalue() else None, err.getvalue()

    return go


@pytest.fixture
def real(real_data):
    return real_data / "organisations"


def everything() -> tuple:
    """All that an import writes, to compare before and after."""
    tables = (Organisation, OrganisationName, ImportBatch, ImportRow, ModelLogEntry)
    return tuple(list(table.objects.order_by("pk").values()) for table in tables)


def cells(path: Path) -> list[dict[str, str]]:
    """The file by the standard library alone."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def names(organisation: Organisation) -> set[str]:
    return {organisation.name, *organisation.aliases.values_list("name", flat=True)}


def test_the_raw_file_gives_the_nineteen_organisations_every_name_and_four_rows_that_wait(real, run):
    code, report, err = run(real / RAW)
    assert code == 0, err
    expected = {row["cvr"] for row in cells(real / STRICT)}
    assert set(Organisation.objects.values_list("cvr", flat=True)) == expected
    assert len(expected) == 19
    assert sorted(ImportRow.objects.filter(outcome="waiting").values_list("line", flat=True)) == [17, 18, 39, 41]
    by_number = {row.cvr: row for row in Organisation.objects.prefetch_related("aliases")}
    for row in cells(real / RAW):
        digits = "".join(char for char in row["company_id"] if char.isdigit())
        if digits in by_number:
            assert row["name"] in names(by_number[digits])
    some = {outcome: count for outcome, count in report["counts"].items() if count}
    assert some == {"created": 19, "alias": 3, "unchanged": 16, "waiting": 4}
    assert [line["line"] for line in report["lines"]] == list(range(2, 44))  # every row, by its number
    waiting = [line for line in report["lines"] if line["outcome"] == "waiting"]
    assert all(fault["field"] == "company_id" and fault["remedy"] for line in waiting for fault in line["findings"])
    assert "Linje 17, company_id:" in err


def test_the_raw_file_keeps_the_first_address(real, run):
    run(real / RAW)
    board = Organisation.objects.get(cvr="37795526")
    assert (board.street, board.postal_code, board.city) == ("Nævnenes Hus, Toldboden 2", "8800", "Viborg")
    assert board.municipality is None  # never derived


@pytest.mark.parametrize("files", [(RAW, RAW), (STRICT, STRICT), (RAW, STRICT), (RAW, STRICT, RAW)])
def test_a_second_time_is_a_no_op(real, run, files):
    for name in files[:-1]:
        run(real / name)
    before = everything()
    code, report, _ = run(real / files[-1])
    assert (code, report["state"]) == (0, "unchanged")
    assert {key for key, count in report["counts"].items() if count} <= {"unchanged", "waiting"}
    assert everything() == before


def test_the_strict_file_then_the_raw_one_adds_only_names_and_questions(real, run):
    run(real / STRICT)
    _, report, _ = run(real / RAW)
    assert Organisation.objects.count() == 19
    assert report["counts"]["created"] == 0
    assert (report["counts"]["alias"], report["counts"]["waiting"]) == (3, 4)


def test_a_dry_run_says_the_same_and_writes_nothing(real, run):
    before = everything()
    code, report, err = run(real / RAW, "--dry-run")
    assert (code, report["state"], report["counts"]["created"]) == (0, "dry_run", 19)
    assert everything() == before
    assert "Intet er indlæst endnu" in err


PLANTED = {
    "a doubled CVR": (lambda b: b + b.splitlines(keepends=True)[4], 1, "number_doubled", 21),
    "a wrong check digit": (lambda b: b.replace(b"18632276", b"18632277"), 1, "number_check_digit", 5),
    "a number with a blank": (lambda b: b.replace(b"18632276", b"1863 2276"), 1, "number_spelling", 5),
    "a missing name": (lambda b: b.replace(b",Banedanmark,", b",,"), 1, "name_missing", 5),
    "a country unknown": (lambda b: b.replace(b"DK012,DNK", b"DK012,DAN", 1), 1, "country", 3),
    "a nuts form": (lambda b: b.replace(b",DK012,", b",DK-12,", 1), 1, "nuts", 3),
    "a cell too many": (lambda b: b.replace(b",DK012,", b",DK012,,", 1), 1, "ragged", 3),
    "Windows-1252": (lambda b: b.decode().encode("cp1252"), 2, "encoding", 4),
    "UTF-16": (lambda b: b.decode().encode("utf-16"), 2, "encoding", None),
    "a missing column": (lambda b: b.replace(b",city,", b",town,", 1), 2, "missing_column", 1),
    "no number column": (lambda b: b.replace(b"cvr,", b"nr,", 1), 2, "no_number_column", 1),
    "a line of 10 MB": (lambda b: b + b"x" * 10_000_000, 2, "line_too_long", 21),
    "a NUL byte": (lambda b: b.replace(b"Banedanmark", b"Bane\0danmark"), 2, "nul_byte", 5),
    "an open quote": (lambda b: b.replace(b"Banedanmark", b'"Banedanmark'), 2, "quotes", 5),
    "an empty file": (lambda b: b"", 2, "empty_file", None),
    "only a header": (lambda b: b.splitlines()[0], 2, "no_rows", None),
}


@pytest.mark.parametrize("plant", PLANTED)
def test_a_planted_fault_gives_a_clear_list_and_loads_nothing(real, run, plant):
    change, exit_code, problem, line = PLANTED[plant]
    before = everything()
    code, report, err = run(change((real / STRICT).read_bytes()))
    assert code == exit_code
    assert everything() == before
    faults = [fault for fault in report["findings"] if fault["problem"] == problem]
    assert faults and faults[0]["line"] == line
    assert faults[0]["message"] and faults[0]["remedy"]
    assert faults[0]["remedy"] in err
    assert "Intet er indlæst" in err


def test_all_faults_of_a_strict_file_are_told_at_once(real, run):
    data = (real / STRICT).read_bytes().replace(b"18632276", b"18632277").replace(b",DSB,", b",,")
    _, report, _ = run(data)
    assert {fault["problem"] for fault in report["findings"]} == {"number_check_digit", "name_missing"}
    assert {line["outcome"] for line in report["lines"]} == {"refused"}


def test_in_a_raw_file_a_bad_row_waits_and_the_rest_load(real, run):
    data = (
        (real / RAW)
        .read_bytes()
        .replace(b"ORG-16-28-71-80", b"ORG-16-28-71-81")
        .replace(b"7400,Herning", b"7400;Herning")
    )
    code, report, _ = run(data)
    assert code == 0
    assert Organisation.objects.count() == 17
    assert report["counts"]["waiting"] == 6


def test_a_file_that_is_too_large_is_refused_by_its_size_alone(run, tmp_path):
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # a hole: it takes no room, and reading it would
    code, report, _ = run(path)
    assert (code, report["findings"][0]["problem"]) == (2, "too_large")


def test_a_file_that_is_not_there_is_unusable_input(run, tmp_path):
    code, report, err = run(tmp_path / "findes-ikke.csv")
    assert (code, report) == (2, None)
    assert "findes-ikke.csv" in err


def test_the_messages_are_given_in_english_too(real, run):
    code, report, _ = run(real / RAW, "--dry-run", "--language", "en")
    assert (code, report["counts"]["created"]) == (0, 19)


def test_unknown_columns_are_named(real, run):
    data = (real / STRICT).read_bytes().replace(b"source\r\n", b"source,Telefon\r\n", 1)
    data = data.replace(b".xml\r\n", b".xml,\r\n")
    code, report, err = run(data)
    assert (code, report["ignored_columns"]) == (0, ["Telefon"])
    assert "Telefon" in err
