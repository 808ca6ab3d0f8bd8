"""Rows of an organisation file: what a row must hold, and what is wrong with one that does not.

Two forms, told by the header. `company_id` is the number as the world spells it: "ORG-16-28-71-80", "37 79 55 26",
"ORG-null", a name, nothing. A row without a usable number waits for a person and the others load. `cvr` is a list that
somebody vouches for: eight digits, each once; one bad row and nothing loads.

Nothing is guessed. A municipality is taken only when the file names its code.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from registry.codes.domain.identifiers import Cvr, normalise_cvr
from registry.codes.domain.identifiers import Problem as NumberProblem
from registry.organisations.domain.countries import ALPHA3

LENGTHS = {"name": 300, "street": 200, "postal_code": 10, "city": 100, "source": 200, "website": 200}
REQUIRED = ("name", "street", "postal_code", "city", "nuts", "country", "source")
OPTIONAL = ("municipality", "legal_form", "website", "kind")
KINDS = frozenset({"company", "association", "public_body", "municipality", "unknown"})
NUTS_FORM = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
WEBSITE_FORM = re.compile(r"https?://[^\s/?#]+\.[^\s]+", re.IGNORECASE)
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Form(StrEnum):
    """How strictly the file is read; the value is also the word for it in the database."""

    RAW = "raw"
    STRICT = "strict"

    @property
    def number_column(self) -> str:
        """The header that tells the form, and holds the number."""
        return "company_id" if self is Form.RAW else "cvr"


class Problem(StrEnum):
    """What is wrong with a file or a row. The words for people are made where they are shown (documents)."""

    EMPTY_FILE = "empty_file"
    TOO_LARGE = "too_large"
    NOT_A_TEXT_FILE = "not_a_text_file"
    ENCODING = "encoding"
    NUL_BYTE = "nul_byte"
    LINE_TOO_LONG = "line_too_long"
    QUOTES = "quotes"
    NO_NUMBER_COLUMN = "no_number_column"
    TWO_NUMBER_COLUMNS = "two_number_columns"
    MISSING_COLUMN = "missing_column"
    DOUBLED_COLUMN = "doubled_column"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"

    RAGGED = "ragged"
    CONTROL_CHARACTER = "control_character"
    NUMBER_EMPTY = "number_empty"
    NUMBER_NOT_DIGITS = "number_not_digits"
    NUMBER_LENGTH = "number_length"
    NUMBER_LEADING_ZERO = "number_leading_zero"
    NUMBER_CHECK_DIGIT = "number_check_digit"
    NUMBER_DEMO = "number_demo"
    NUMBER_SPELLING = "number_spelling"
    NUMBER_DOUBLED = "number_doubled"
    NAME_MISSING = "name_missing"
    TOO_LONG = "too_long"
    POSTAL_CODE = "postal_code"
    NUTS = "nuts"
    COUNTRY = "country"
    MUNICIPALITY = "municipality"
    LEGAL_FORM = "legal_form"
    WEBSITE = "website"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: the line in the file (the header is line 1; 0 is the file as a whole), the field, and what it is.

    `detail` is what stands there, or what it clashes with: short, never more than the cell itself.
    """

    line: int
    field: str
    problem: Problem
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the file has it: cells by column; `ragged` when it has more or fewer cells than the header."""

    line: int
    values: Mapping[str, str]
    ragged: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """The code lists a row may refer to; an empty list of NUTS codes asks for the form only."""

    municipalities: frozenset[str] = frozenset()
    legal_forms: frozenset[str] = frozenset()
    personal_forms: frozenset[str] = frozenset()  # legal forms where the firm is a person
    nuts3: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """A row that can be used."""

    line: int
    number: Cvr
    name: str
    street: str
    postal_code: str
    city: str
    nuts: str
    country: str
    source: str
    municipality: str = ""
    legal_form: str = ""
    website: str = ""
    kind: str = ""


def clean(text: str) -> str:
    """One spelling of blanks and accents; nothing else is touched, also not what looks like a formula.

    >>> clean("  Bøgely  Demo\\u00a0A/S ")
    'Bøgely Demo A/S'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def check_row(row: Row, form: Form, lists: Lists, *, allow_demo: bool = False) -> Record | tuple[Finding, ...]:
    """The row as a record, or everything that is wrong with it.

    >>> cells = dict.fromkeys(REQUIRED, "") | {"company_id": "37 79 55 26", "name": "Eksempelnævnet", "country": "DNK"}
    >>> check_row(Row(2, cells), Form.RAW, Lists()).number.number
    '37795526'
    >>> [str(fault.problem) for fault in check_row(Row(2, cells | {"name": "", "company_id": ""}), Form.RAW, Lists())]
    ['number_empty', 'name_missing']
    """
    if row.ragged:
        return (Finding(row.line, "", Problem.RAGGED),)
    column = form.number_column
    values = {field: clean(row.values.get(field, "")) for field in (column, *REQUIRED, *OPTIONAL)}
    faults = [
        Finding(row.line, field, Problem.CONTROL_CHARACTER)
        for field in values
        if _has_control(row.values.get(field, ""))
    ]
    number = _number(values[column], form, allow_demo=allow_demo)
    if isinstance(number, Problem):
        faults.append(Finding(row.line, column, number, values[column][:60]))
    faults += (Finding(row.line, field, problem, values[field][:60]) for field, problem in _faults(values, lists))
    if faults:
        return tuple(faults)
    return Record(row.line, number, **{field: values[field] for field in (*REQUIRED, *OPTIONAL)})


def doubled(records: Iterable[Record]) -> tuple[Finding, ...]:
    """Numbers that stand more than once, at each line but the first, naming the first."""
    first: dict[str, int] = {}
    faults = []
    for record in records:
        line = first.setdefault(record.number.number, record.line)
        if line != record.line:
            faults.append(Finding(record.line, Form.STRICT.number_column, Problem.NUMBER_DOUBLED, str(line)))
    return tuple(faults)


def fingerprint(row: Row, form: Form, occurrence: int) -> str:
    """What makes a waiting row a question asked before: all its cells but the source, and its turn in the file.

    >>> one, other = Row(2, {"name": "A", "source": "x"}), Row(9, {"name": " A", "source": "y"})
    >>> fingerprint(one, Form.RAW, 0) == fingerprint(other, Form.RAW, 0) != fingerprint(other, Form.RAW, 1)
    True
    """
    return hashlib.sha256(f"{content(row, form)} {occurrence}".encode()).hexdigest()


def content(row: Row, form: Form) -> str:
    """The cells of a row that count for its fingerprint, as one text."""
    fields = (form.number_column, *REQUIRED, *OPTIONAL)
    cells = {field: clean(row.values[field]) for field in fields if field != "source" and row.values.get(field)}
    return json.dumps(cells, ensure_ascii=False, sort_keys=True)


def _number(raw: str, form: Form, *, allow_demo: bool) -> Cvr | Problem:
    number = normalise_cvr(raw, allow_demo=allow_demo)
    if isinstance(number, NumberProblem):
        return Problem(f"number_{number.value}")
    if form is Form.STRICT and raw != number.number:
        return Problem.NUMBER_SPELLING
    return number


def _faults(values: Mapping[str, str], lists: Lists) -> Iterable[tuple[str, Problem]]:
    if not values["name"]:
        yield "name", Problem.NAME_MISSING
    for field, longest in LENGTHS.items():
        if len(values[field]) > longest:
            yield field, Problem.TOO_LONG
    country, nuts = values["country"], values["nuts"]
    if country and country not in ALPHA3:
        yield "country", Problem.COUNTRY
    if country in {"", "DNK"} and values["postal_code"] and not re.fullmatch(r"[0-9]{3,4}", values["postal_code"]):
        yield "postal_code", Problem.POSTAL_CODE
    if nuts and not _known_nuts(nuts, lists.nuts3):
        yield "nuts", Problem.NUTS
    if values["municipality"] and values["municipality"] not in lists.municipalities:
        yield "municipality", Problem.MUNICIPALITY
    if values["legal_form"] and values["legal_form"] not in lists.legal_forms:
        yield "legal_form", Problem.LEGAL_FORM
    if values["website"] and not WEBSITE_FORM.fullmatch(values["website"]):
        yield "website", Problem.WEBSITE
    if values["kind"] and values["kind"] not in KINDS:
        yield "kind", Problem.KIND


def _known_nuts(nuts: str, nuts3: frozenset[str]) -> bool:
    """A Danish code must stand in the list, or be the start of one that does; others are asked for their form."""
    if not NUTS_FORM.fullmatch(nuts):
        return False
    if not nuts.startswith("DK") or not nuts3 or nuts == "DKZZZ":
        return True
    return any(code.startswith(nuts) for code in nuts3)


def _has_control(text: str) -> bool:
    return any(char in BIDI or (unicodedata.category(char) == "Cc" and char not in "\t\r\n") for char in text)
