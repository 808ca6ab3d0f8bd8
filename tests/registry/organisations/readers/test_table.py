"""A file that cannot be read is refused with a line and a reason, before a single row is looked at."""

import pytest

from registry.organisations.domain.import_rows import REQUIRED, Form, Problem
from registry.organisations.readers.table import MAX_BYTES, MAX_LINE, MAX_ROWS, Unreadable, read_sheet

HEADER = ",".join(("cvr", *REQUIRED))
ROW = '12345678,"Bøgely, Demoværksted",Prøvevej 1,9999,Eksempelby,DK011,DNK,prøve'
TEXT = f"{HEADER}\r\n{ROW}\r\n"


def found(data: bytes) -> list[tuple[int, str, Problem]]:
    with pytest.raises(Unreadable) as caught:
        read_sheet(data)
    return [(fault.line, fault.field, fault.problem) for fault in caught.value.findings]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_utf8_is_read_with_or_without_mark_and_with_the_usual_signs(mark, ends, sign):
    header, row = HEADER.replace(",", sign), sign.join(ROW.replace('"Bøgely, ', '"Bøgely ').split(","))
    sheet = read_sheet((mark + header + ends + row + ends).encode())
    assert sheet.form is Form.STRICT
    assert sheet.rows[0].values["name"] == "Bøgely Demoværksted"
    assert (sheet.rows[0].line, sheet.rows[0].ragged, sheet.blank) == (2, False, 0)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", (0, "", Problem.EMPTY_FILE)),
        (b"\xef\xbb\xbf \r\n", (0, "", Problem.EMPTY_FILE)),
        (HEADER.encode(), (0, "", Problem.NO_ROWS)),
        (f"{HEADER}\n,,,,,,,\n".encode(), (0, "", Problem.NO_ROWS)),
        (TEXT.encode("cp1252"), (2, "", Problem.ENCODING)),
        (TEXT.encode("utf-16"), (0, "", Problem.ENCODING)),
        (TEXT.encode("utf-16-be"), (0, "", Problem.ENCODING)),
        (b"PK\x03\x04" + b"x" * 50, (0, "", Problem.NOT_A_TEXT_FILE)),
        (TEXT.replace("Prøvevej", "Prøve\0vej").encode(), (2, "", Problem.NUL_BYTE)),
        (f"{TEXT}{'x' * 10_000_000}\n".encode()[: MAX_BYTES - 1], (3, "", Problem.LINE_TOO_LONG)),
        (f"{TEXT}{'x' * (MAX_LINE + 1)}".encode(), (3, "", Problem.LINE_TOO_LONG)),
        (f'{TEXT}12345678,"åben,Prøvevej 1,9999\n'.encode(), (3, "", Problem.QUOTES)),
        (f'{TEXT}12345678,"lukket"men,Prøvevej 1,9999\n'.encode(), (3, "", Problem.QUOTES)),
        (TEXT.replace("cvr,", "nummer,", 1).encode(), (1, "", Problem.NO_NUMBER_COLUMN)),
        (TEXT.replace("source", "company_id", 1).encode(), (1, "", Problem.TWO_NUMBER_COLUMNS)),
        (TEXT.replace("city", "name", 1).encode(), (1, "name", Problem.DOUBLED_COLUMN)),
        (b"x" * (MAX_BYTES + 1), (0, "", Problem.TOO_LARGE)),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_why(data, fault):
    assert fault in found(data)


@pytest.mark.parametrize("column", REQUIRED)
def test_each_missing_column_is_named(column):
    assert found(TEXT.replace(column, "andet", 1).encode()) == [(1, column, Problem.MISSING_COLUMN)]


def test_all_missing_columns_are_named_at_once():
    assert len(found(b"cvr,name\n12345678,x\n")) == len(REQUIRED) - 1


def test_too_many_rows_are_refused():
    assert found(f"{HEADER}\n{(ROW + chr(10)) * (MAX_ROWS + 1)}".encode()) == [
        (MAX_ROWS + 2, "", Problem.TOO_MANY_ROWS)
    ]


def test_unknown_columns_are_reported_and_left_out():
    sheet = read_sheet(TEXT.replace("source\r", "source,Telefon\r").replace("prøve\r", "prøve,00000012\r").encode())
    assert sheet.ignored == ("Telefon",)
    assert "telefon" not in sheet.rows[0].values


def test_a_row_with_too_few_or_too_many_cells_is_marked_and_the_others_are_read():
    sheet = read_sheet(f"{TEXT}12345678,x\n{ROW},mere\n{ROW}\n".encode())
    assert [(row.line, row.ragged) for row in sheet.rows] == [(2, False), (3, True), (4, True), (5, False)]


def test_lines_are_counted_as_an_editor_counts_them():
    row = ROW.replace("Prøvevej 1", '"Prøvevej 1\n2. sal"')
    sheet = read_sheet(f"{HEADER}\n{row}\n\n{ROW}\n".encode())
    assert [row.line for row in sheet.rows] == [2, 5]
    assert sheet.blank == 1
