"""The commands as an operator runs them."""

import io
import json

import pytest
from django.core.management import call_command

from registry.codes.models import Code, LoadedFile
from tests.registry.codes.test_readers import DST, GEO, gc

pytestmark = pytest.mark.django_db
ABOUT = ["--edition", "E1", "--source", "Kilde", "--licence", "CC BY 4.0", "--date", "2026-01-01"]


def run(*args) -> dict:
    out = io.StringIO()
    call_command(*args, stdout=out)
    return json.loads(out.getvalue())


def refused(*args) -> str:
    err = io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command(*args, stdout=io.StringIO(), stderr=err)
    assert caught.value.code == 2
    return err.getvalue()


def test_load_codes_is_safe_to_repeat():
    counts = run("load_codes")
    assert counts["municipality"]["skipped"] is True


def test_a_good_file_is_loaded_and_twice_is_nothing(tmp_path):
    path = tmp_path / "db25.csv"
    path.write_text(DST, "utf-8")
    first = run("load_code_file", "industry_db25", str(path), *ABOUT)
    assert (first["rows"], first["created"], first["skipped"]) == (6, 5, False)
    again = run("load_code_file", "industry_db25", str(path), *ABOUT)
    assert again["skipped"] is True
    assert LoadedFile.objects.get().date.isoformat() == "2026-01-01"


def test_a_trial_run_stores_nothing(tmp_path):
    path = tmp_path / "db25.csv"
    path.write_text(DST, "utf-8")
    assert run("load_code_file", "industry_db25", str(path), *ABOUT, "--dry-run")["created"] == 5
    assert not LoadedFile.objects.exists()


def test_one_bad_row_and_nothing_is_loaded(tmp_path):
    path = tmp_path / "db25.csv"
    path.write_text(DST + '7;"81.21";4;"Igen"\n', "utf-8")
    before = Code.objects.count()
    assert "Række 8, KODE" in refused("load_code_file", "industry_db25", str(path), *ABOUT)
    assert Code.objects.count() == before
    assert not LoadedFile.objects.exists()


def test_an_older_edition_is_refused(tmp_path):
    path = tmp_path / "db25.csv"
    path.write_text(DST, "utf-8")
    assert "2025-01-01" in refused(
        "load_code_file", "industry_db25", str(path), *ABOUT, "--valid-from", "2020-01-01"
    )  # fmt: skip


def test_postcodes_get_points_and_municipalities(tmp_path):
    path = tmp_path / "DK.txt"
    path.write_text(GEO, "utf-8")
    run("load_code_file", "postcode", str(path), *ABOUT)
    code = Code.objects.get(list__key="postcode", code="8800")
    assert code.attributes["lat"] == 56.4532
    touched = code.relations.order_by("target__code").values_list("target__code", flat=True)
    assert list(touched) == ["0740", "0791"]
    assert Code.objects.filter(list__key="postcode", code="9000", valid_to=None).exists()


def test_genericode_is_loaded_with_its_tree(tmp_path):
    path = tmp_path / "cpv.gc"
    rows = gc(("90000000", "Miljø", "Environment"), ("90910000", "Rengøring", "Cleaning"), ("90911999", "Nyt", "New"))
    path.write_text(rows, "utf-8")
    run("load_code_file", "cpv", str(path), *ABOUT)
    assert Code.objects.get(list__key="cpv", code="90911999").parent.code == "90910000"


@pytest.mark.proof
def test_the_whole_cpv_list_loads_in_seconds(tmp_path, real_data):
    import csv

    with (real_data / "procurement" / "codelists" / "cpv.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(row["code"], row["label_da"], row["label_en"]) for row in csv.DictReader(lines)]
    from xml.sax.saxutils import escape

    path = tmp_path / "cpv.gc"
    path.write_text(gc(*(tuple(escape(cell) for cell in row) for row in rows)), "utf-8")
    report = run("load_code_file", "cpv", str(path), *ABOUT)
    assert report["rows"] == 9454
    assert report["created"] == 9454 - 170
