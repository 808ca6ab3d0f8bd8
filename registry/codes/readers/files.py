"""Official files as their publishers give them. Each reader checks every row before it gives any.

- Statistics Denmark, classification CSV (DB07, DB25): semicolon, columns KODE, NIVEAU, TITEL; UTF-8, older files
  Windows-1252.
- EU genericode (`.gc`) from the eForms SDK (CPV): columns code, dan_label, eng_label.
- GeoNames postal codes (`DK.zip` or `DK.txt`): tab separated, with municipality and point.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from registry.codes.domain.classification import cpv_code, cpv_parent, industry_code
from registry.codes.domain.rows import CodeRow, RelationRow
from registry.codes.readers.problems import BadFile, RowProblem

MAX_BYTES = 80 * 1024 * 1024
MAX_LINE = 200_000  # notes in the longest classification stay far below
MAX_NAME = 400
DENMARK = (54.4, 57.9, 7.9, 15.3)  # south, north, west, east, with some sea around


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file that was read and found good. `complete`: codes that are not in it have ended."""

    sha256: str
    rows: tuple[CodeRow, ...]
    relations: tuple[RelationRow, ...] = ()
    complete: bool = True


def read_file(list_key: str, path: Path) -> FileContent:
    """The rows of an official file for a list. Raises BadFile with every fault found; nothing is half read."""
    reader = READERS.get(list_key)
    if reader is None:
        text = _("Listen %(key)s kan ikke indlæses fra en fil. Vælg en af: %(known)s.")
        raise BadFile.whole(text % {"key": list_key, "known": ", ".join(READERS)})
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadFile.whole(_("Filen er større end 80 MB. Er det den rigtige fil?"))
        data = path.read_bytes()
    except OSError as error:
        raise BadFile.whole(_("Filen kan ikke læses: %(why)s.") % {"why": error.strerror}) from error
    if not data.strip():
        raise BadFile.whole(_("Filen er tom."))
    rows, relations, complete = reader(data)
    return FileContent(hashlib.sha256(data).hexdigest(), tuple(rows), tuple(relations), complete)


Result = tuple[list[CodeRow], list[RelationRow], bool]


# --- Text with columns ------------------------------------------------------------------------------------------
def _decode(data: bytes, *, fallback: str | None = None) -> str:
    for encoding in filter(None, ("utf-8-sig", fallback)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadFile.whole(_("Filen er ikke gemt som UTF-8. Gem den som CSV (UTF-8), og prøv igen."))


def _lines(text: str) -> Iterator[str]:
    """Lines with their line ends; the csv module would take a 10 MB line without a word."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > MAX_LINE:
            problem = _("Linjen er på over %(limit)s tegn. Mangler filen linjeskift, eller er et anførselstegn åbent?")
            raise BadFile(RowProblem(number, _("linje"), problem % {"limit": MAX_LINE}))
        yield line


def _records(lines: Iterable[str], **dialect: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, strict=True, **dialect)
    number = 0
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = _("Linjen kan ikke læses som CSV (%(why)s).") % {"why": error}
            raise BadFile(RowProblem(reader.line_num, _("linje"), problem)) from error
        number += 1
        if any(cell.strip() for cell in record):
            yield number, record


class _Check:
    """Gathers faults, and refuses a code that comes twice."""

    def __init__(self) -> None:
        self.problems: list[RowProblem] = []
        self.first_row: dict[str, int] = {}

    def bad(self, row: int, field: str, text: str) -> None:
        self.problems.append(RowProblem(row, field, text))

    def name(self, row: int, field: str, text: str) -> str:
        text = " ".join(text.split())
        if not text:
            self.bad(row, field, _("Navnet mangler."))
        elif len(text) > MAX_NAME:
            self.bad(row, field, _("Navnet er på over %(limit)s tegn.") % {"limit": MAX_NAME})
        return text

    def once(self, row: int, field: str, code: str) -> bool:
        first = self.first_row.setdefault(code, row)
        if first != row:
            text = _("Koden %(code)s står også i række %(first)s. Behold den ene.")
            self.bad(row, field, text % {"code": code, "first": first})
        return first == row

    def done(self, rows: list) -> None:
        if self.problems:
            raise BadFile(*self.problems)
        if not rows:
            raise BadFile.whole(_("Filen har ingen koder."))


# --- Statistics Denmark -----------------------------------------------------------------------------------------
def _statistics_denmark(data: bytes) -> Result:
    records = _records(_lines(_decode(data, fallback="cp1252")), delimiter=";")
    _number, header = next(records, (0, []))
    columns = {name.strip().upper(): place for place, name in enumerate(header)}
    missing = [name for name in ("KODE", "NIVEAU", "TITEL") if name not in columns]
    if missing:
        text = _("Kolonnen %(missing)s mangler. Hent filen som CSV fra Danmarks Statistik, og ret ikke i den.")
        raise BadFile.whole(text % {"missing": ", ".join(missing)})
    check, rows = _Check(), []
    above: dict[int, str] = {}  # level -> the latest code at it; the file is in the order of the tree
    for number, record in records:
        cells = {name: record[place] if place < len(record) else "" for name, place in columns.items()}
        code, level = industry_code(cells["KODE"]), cells["NIVEAU"].strip()
        if code is None:
            text = _("%(raw)s er ikke en branchekode. Den skal have op til seks cifre eller være et bogstav.")
            check.bad(number, "KODE", text % {"raw": cells["KODE"][:20] or "-"})
            continue
        if level not in {"1", "2", "3", "4", "5", "6"}:
            check.bad(number, "NIVEAU", _("Niveauet skal være et tal fra 1 til 6."))
            continue
        name = check.name(number, "TITEL", cells["TITEL"])
        if not check.once(number, "KODE", code):
            continue
        depth = int(level)
        parent = above.get(max((other for other in above if other < depth), default=0))
        above = {other: known for other, known in above.items() if other < depth} | {depth: code}
        rows.append(CodeRow(code, name, None, parent, attributes={"level": depth}))
    check.done(rows)
    return rows, [], True


# --- EU genericode ----------------------------------------------------------------------------------------------
def _genericode_cpv(data: bytes) -> Result:
    text = _decode(data)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise BadFile.whole(_("Filen har en DOCTYPE, og det har EU's kodelister ikke. Hent den igen hos EU."))
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise BadFile.whole(_("Filen er ikke XML (%(why)s).") % {"why": error}) from error
    columns = {column.get("Id") for column in root.iter("Column")}
    missing = [name for name in ("code", "dan_label", "eng_label") if name not in columns]
    if missing:
        named = {"missing": ", ".join(missing)}
        raise BadFile.whole(_("Kolonnen %(missing)s mangler. Er det en .gc-fil fra eForms SDK?") % named)
    check, found = _Check(), {}
    for number, row in enumerate(root.iter("Row"), start=1):
        cells = {value.get("ColumnRef"): value.findtext("SimpleValue") or "" for value in row.iter("Value")}
        code = cpv_code(cells.get("code", ""))
        if code is None:
            wrong = {"raw": cells.get("code", "")[:20] or "-"}
            check.bad(number, "code", _("%(raw)s er ikke en CPV-kode på otte cifre.") % wrong)
            continue
        name = check.name(number, "dan_label", cells.get("dan_label", ""))
        if check.once(number, "code", code):
            found[code] = (name, " ".join(cells.get("eng_label", "").split()))
    rows = [CodeRow(code, da, en, cpv_parent(code, found)) for code, (da, en) in found.items()]
    check.done(rows)
    # A tailored list names the list it was cut from: what it leaves out has not ended.
    part = any(name.get("Identifier") == "eFormsParentId" for name in root.iter("LongName"))
    return rows, [], not part


# --- GeoNames ---------------------------------------------------------------------------------------------------
def _unzip(data: bytes) -> bytes:
    if not data.startswith(b"PK"):
        return data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = archive.getinfo("DK.txt")
            if member.file_size > MAX_BYTES:
                raise BadFile.whole(_("Filen er større end 80 MB. Er det den rigtige fil?"))
            return archive.read(member)
    except KeyError as error:
        raise BadFile.whole(_("Arkivet har ingen fil med navnet DK.txt. Hent DK.zip hos GeoNames.")) from error
    except zipfile.BadZipFile as error:
        raise BadFile.whole(_("Arkivet er beskadiget. Hent det igen.")) from error


def _geonames(data: bytes) -> Result:
    check, rows, relations = _Check(), {}, {}
    lines = _lines(_decode(_unzip(data)))
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) < 11:
            check.bad(number, _("linje"), _("Der skal være 12 felter med tabulator imellem, som i GeoNames' DK.txt."))
            continue
        if cells[0] != "DK":
            check.bad(number, _("land"), _("Landet skal være DK."))
            continue
        code, name, municipality = cells[1].strip(), check.name(number, _("by"), cells[2]), cells[6].strip()
        if not (code.isascii() and code.isdigit() and len(code) == 4):
            check.bad(number, _("postnummer"), _("Et dansk postnummer har fire cifre."))
            continue
        point = _point(cells[9], cells[10])
        if point is None:
            check.bad(number, _("punkt"), _("Bredde og længde skal være et punkt i Danmark."))
            continue
        # A postcode stands once a place; the first place gives its name and point.
        rows.setdefault(code, CodeRow(code, name, name, attributes={"lat": point[0], "lon": point[1]}))
        if municipality.isascii() and municipality.isdigit():
            touched = ("municipality", municipality.zfill(4))
            relation = RelationRow("postcode_touches", ("postcode", code), touched)
            relations[relation] = None
    check.done(list(rows))
    return list(rows.values()), list(relations), False


def _point(lat: str, lon: str) -> tuple[float, float] | None:
    try:
        point = (round(float(lat), 4), round(float(lon), 4))
    except ValueError:
        return None
    south, north, west, east = DENMARK
    return point if south <= point[0] <= north and west <= point[1] <= east else None


READERS: dict[str, Callable[[bytes], Result]] = {
    "industry_db25": _statistics_denmark,
    "industry_db07": _statistics_denmark,
    "cpv": _genericode_cpv,
    "postcode": _geonames,
}
