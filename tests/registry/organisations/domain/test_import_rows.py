"""Rows of an organisation file, one fault at a time."""

import pytest
from babel.core import get_global

from registry.organisations.domain.countries import ALPHA3
from registry.organisations.domain.import_rows import (
    OPTIONAL,
    REQUIRED,
    Form,
    Lists,
    Problem,
    Record,
    Row,
    check_row,
    doubled,
)
from tests.registry.factories import demo_number, real_number

LISTS = Lists(frozenset({"0101"}), frozenset({"60", "10"}), frozenset({"10"}), frozenset({"DK011", "DK042"}))
NUMBER = real_number()
GOOD = dict.fromkeys((*REQUIRED, *OPTIONAL), "") | {
    "name": "Bøgely Demoværksted A/S",
    "street": "Prøvevej 1",
    "postal_code": "9999",
    "city": "Eksempelby",
    "nuts": "DK011",
    "country": "DNK",
    "source": "prøve",
}


def check(form=Form.RAW, ragged=False, **cells):
    column = form.number_column
    return check_row(Row(2, {column: NUMBER, **GOOD, **cells}, ragged=ragged), form, LISTS)


@pytest.mark.parametrize("form", Form)
def test_a_good_row_is_a_record(form):
    assert isinstance(
        check(form, municipality="0101", legal_form="60", website="https://a.example", kind="company"), Record
    )


@pytest.mark.parametrize(
    "spelt", ["ORG-{}", "DK {}", "cvr: {}", " {} ", "ORG-{0[0]}{0[1]}-{0[2]}{0[3]} {0[4]}{0[5]}.{0[6]}{0[7]}"]
)
def test_a_raw_number_is_read_however_it_is_spelt_and_a_strict_one_only_as_eight_digits(spelt):
    text = spelt.format(NUMBER)
    assert check(company_id=text).number.number == NUMBER
    strict = check(Form.STRICT, cvr=text)
    assert isinstance(strict, Record) if text.strip() == NUMBER else strict[0].problem is Problem.NUMBER_SPELLING


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("company_id", "", Problem.NUMBER_EMPTY),
        ("company_id", "ORG-null", Problem.NUMBER_NOT_DIGITS),
        ("company_id", "Eksempelnævnet", Problem.NUMBER_NOT_DIGITS),
        ("company_id", NUMBER[:-1], Problem.NUMBER_LENGTH),
        ("company_id", "0" + NUMBER[1:], Problem.NUMBER_LEADING_ZERO),
        ("company_id", "1" + NUMBER[1:], Problem.NUMBER_CHECK_DIGIT),
        ("company_id", demo_number(), Problem.NUMBER_DEMO),
        ("name", " ", Problem.NAME_MISSING),
        ("name", "x" * 301, Problem.TOO_LONG),
        ("name", "Bøgely\x07", Problem.CONTROL_CHARACTER),
        ("name", "Bøgely\u202egpj.exe", Problem.CONTROL_CHARACTER),
        ("postal_code", "DK-9999", Problem.POSTAL_CODE),
        ("nuts", "dk011", Problem.NUTS),
        ("nuts", "DK099", Problem.NUTS),
        ("country", "DK", Problem.COUNTRY),
        ("country", "XYZ", Problem.COUNTRY),
        ("municipality", "101", Problem.MUNICIPALITY),
        ("legal_form", "ApS", Problem.LEGAL_FORM),
        ("website", "javascript:alert(1)", Problem.WEBSITE),
        ("kind", "operator", Problem.KIND),
    ],
)
def test_each_fault_is_named_with_its_line_and_field(field, value, problem):
    faults = check(**{field: value})
    assert [(fault.line, fault.field, fault.problem) for fault in faults] == [(2, field, problem)]


def test_all_faults_of_a_row_are_told_at_once():
    faults = check(company_id="", name="", country="Danmark")
    assert [fault.problem for fault in faults] == [Problem.NUMBER_EMPTY, Problem.NAME_MISSING, Problem.COUNTRY]


def test_what_looks_like_a_formula_is_a_name_like_any_other():
    assert check(name="=1+1").name == "=1+1"


def test_a_start_of_a_nuts_code_and_a_foreign_address_are_accepted():
    assert check(nuts="DK0").nuts == "DK0"
    assert check(nuts="SE224", country="SWE", postal_code="211 20").country == "SWE"


def test_a_row_with_other_than_the_header_s_cells_is_not_read():
    assert check(ragged=True)[0].problem is Problem.RAGGED


def test_a_number_that_stands_twice_is_a_fault_at_its_second_line():
    rows = [Row(line, {"cvr": NUMBER, **GOOD}) for line in (2, 5, 9)]
    records = [check_row(row, Form.STRICT, LISTS) for row in rows]
    assert [(fault.line, fault.detail) for fault in doubled(records)] == [(5, "2"), (9, "2")]


def test_the_typed_countries_are_those_of_iso_3166():
    judge = {code for code in get_global("territory_aliases") if len(code) == 3 and code.isalpha()}
    judge |= {"DNK"}
    # The judge's list holds codes of the past too; what it does not know at all would be a slip of the pen.
    assert len(ALPHA3) == 249
    assert not ALPHA3 - judge
