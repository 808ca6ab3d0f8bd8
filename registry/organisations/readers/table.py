"""An organisation file into rows. What cannot be read is refused before a single row is looked at, with all it says.

UTF-8, with or without byte order mark; comma, semicolon or tab; quoted cells as RFC 4180 has them. The line of a row is
the line in the file where the row begins, as an editor counts: the header is line 1.
"""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass

from registry.organisations.domain.import_rows import OPTIONAL, REQUIRED, Finding, Form, Problem, Row

MAX_BYTES = 10 * 1024 * 1024
MAX_LINE = 64 * 1024  # bytes; a row of the longest allowed cells is far below
MAX_ROWS = 10_000
DELIMITERS = (",", ";", "\t")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")  # xlsx, xls, pdf


class Unreadable(Exception):
    """The file cannot be used; `findings` say why and where."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(", ".join(finding.problem for finding in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that can be read: its form, its rows, the columns nobody knows, and how many lines were empty."""

    form: Form
    rows: tuple[Row, ...]
    ignored: tuple[str, ...]
    blank: int
    sha256: str


def read_sheet(data: bytes) -> Sheet:
    """The rows of the file, or Unreadable."""
    text = _decode(data)
    _check_lines(data)
    delimiter = _delimiter(text)
    records = _records(text, delimiter)
    _, header = next(records, (0, []))
    form, columns, ignored = _columns(header)
    rows, blank = [], 0
    for line, cells in records:
        if not any(cell.strip() for cell in cells):
            blank += 1
            continue
        if len(rows) == MAX_ROWS:
            raise Unreadable(Finding(line, "", Problem.TOO_MANY_ROWS, str(MAX_ROWS)))
        values = {name: cells[place] for name, place in columns.items() if place < len(cells)}
        rows.append(Row(line, values, ragged=len(cells) != len(header)))
    if not rows:
        raise Unreadable(Finding(0, "", Problem.NO_ROWS))
    return Sheet(form, tuple(rows), ignored, blank, hashlib.sha256(data).hexdigest())


def _decode(data: bytes) -> str:
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise Unreadable(Finding(0, "", Problem.EMPTY_FILE))
    if len(data) > MAX_BYTES:
        raise Unreadable(Finding(0, "", Problem.TOO_LARGE, str(MAX_BYTES // 1024 // 1024)))
    if data.startswith(ARCHIVES):
        raise Unreadable(Finding(0, "", Problem.NOT_A_TEXT_FILE))
    if data.startswith(UTF16):
        raise Unreadable(Finding(0, "", Problem.ENCODING, "UTF-16"))
    if b"\0" in data:
        half = data[:4096]
        if half.count(b"\0") * 3 > len(half):  # every other byte: UTF-16 without its mark
            raise Unreadable(Finding(0, "", Problem.ENCODING, "UTF-16"))
        raise Unreadable(Finding(_line_at(data, data.index(b"\0")), "", Problem.NUL_BYTE))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Which of the eight-bit encodings it is cannot be known; Danish Excel writes Windows-1252.
        raise Unreadable(Finding(_line_at(data, error.start), "", Problem.ENCODING, "Windows-1252")) from error


def _line_at(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def _check_lines(data: bytes) -> None:
    faults = [
        Finding(number, "", Problem.LINE_TOO_LONG, str(MAX_LINE // 1024))
        for number, line in enumerate(data.splitlines(), start=1)
        if len(line) > MAX_LINE
    ]
    if faults:
        raise Unreadable(*faults[:50])


def _delimiter(text: str) -> str:
    """The sign that gives the header most of the columns we know; a comma when none does."""
    first = text.lstrip("\r\n").splitlines()[0]
    known = {*REQUIRED, *OPTIONAL, *(form.number_column for form in Form)}

    def score(sign: str) -> int:
        return len({name.strip().strip('"').strip().lower() for name in first.split(sign)} & known)

    return max(DELIMITERS, key=score)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Records with the line they begin on. A quote that is never closed is a fault of the line where it opens."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(Finding(begins, "", Problem.QUOTES)) from error
        yield begins, cells
        begins = reader.line_num + 1


def _columns(header: list[str]) -> tuple[Form, dict[str, int], tuple[str, ...]]:
    names = [name.strip().lower() for name in header]
    faults = [
        Finding(1, name, Problem.DOUBLED_COLUMN) for name in dict.fromkeys(names) if name and names.count(name) > 1
    ]
    forms = [form for form in Form if form.number_column in names]
    if not forms:
        faults.append(Finding(1, "", Problem.NO_NUMBER_COLUMN))
    if len(forms) == 2:
        faults.append(Finding(1, "", Problem.TWO_NUMBER_COLUMNS))
    faults += (Finding(1, name, Problem.MISSING_COLUMN) for name in REQUIRED if name not in names)
    if faults:
        raise Unreadable(*faults)
    known = {forms[0].number_column, *REQUIRED, *OPTIONAL}
    columns = {name: place for place, name in enumerate(names) if name in known}
    ignored = tuple(header[place].strip()[:60] for place, name in enumerate(names) if name not in known)
    return forms[0], columns, ignored
