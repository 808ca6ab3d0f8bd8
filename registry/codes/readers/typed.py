"""The lists typed for the product: CSV and TOML in the data folder, and postcode names from django-localflavor."""

import csv
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import override
from localflavor.dk.dk_postalcodes import DK_POSTALCODES

from registry.codes.domain.classification import cpv_parent
from registry.codes.domain.rows import CodeRow, ListFacts, RelationRow, TypedList

DATA = Path(__file__).resolve().parent.parent / "data"
CHANGE = date(2027, 1, 1)  # the regions change (act no. 699 of 20 June 2025)
DB25 = date(2025, 1, 1)  # DB25 takes over from DB07 in the CVR register


def _csv(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(";") if word.strip()]


def _municipalities() -> Iterator[CodeRow]:
    for row in _csv("municipalities.csv"):
        place = {"lat": float(row["lat"]), "lon": float(row["lon"]), "seat": row["seat"], "postcode": row["postcode"]}
        name_en = row["name_en"] or row["name_da"]
        yield CodeRow(row["code"], row["name_da"], name_en, valid_from=_day(row["valid_from"]), attributes=place)


def _regions() -> Iterator[CodeRow]:
    for row in _csv("regions.csv"):
        attributes: dict = {"iso": row["iso"]} if row["iso"] else {}
        if row["provisional"]:
            attributes["provisional"] = True  # the official code is not published; never export this one
        period = (_day(row["valid_from"]), _day(row["valid_to"]))
        yield CodeRow(row["code"], row["name_da"], row["name_en"], None, *period, attributes)


def _plain(name: str, valid_from: date | None = None, valid_to: date | None = None) -> Iterator[CodeRow]:
    for row in _csv(name):
        yield CodeRow(row["code"], row["name_da"], row["name_en"], None, valid_from, valid_to)


def _postcodes() -> Iterator[CodeRow]:
    """Danish postcodes; not the Faroes (three digits), Greenland (38xx-39xx) nor codes of large receivers of mail."""
    with override(None, deactivate=True):  # the names are marked for translation there; wanted is what was written
        names = {code: str(name) for code, name in DK_POSTALCODES if len(code) == 4}
    for code, name in names.items():
        if "1000" <= code <= "9990" and code[:2] not in {"38", "39"}:
            yield CodeRow(code, name, name)


def _legal_forms() -> Iterator[CodeRow]:
    for row in _csv("legal_forms.csv"):
        marks = {mark: True for mark in ("personal", "public") if row[mark]}
        short = {"short": row["short"]} if row["short"] else {}
        yield CodeRow(row["code"], row["name_da"], row["name_en"], attributes=marks | short)


def _cpv() -> Iterator[CodeRow]:
    rows = list(_csv("cpv.csv"))
    known = {row["code"] for row in rows}
    for row in rows:
        yield CodeRow(row["code"], row["name_da"], row["name_en"], cpv_parent(row["code"], known))


def _services() -> Iterator[CodeRow]:
    for row in _csv("services.csv"):
        found_by = {"cpv": row["cpv"], "da": _words(row["synonyms_da"]), "en": _words(row["synonyms_en"])}
        yield CodeRow(row["code"], row["name_da"], row["name_en"], row["parent"] or None, attributes=found_by)


def _functions() -> Iterator[CodeRow]:
    for row in _csv("functions.csv"):
        found_by = {"service": row["service"], "da": _words(row["synonyms_da"]), "en": _words(row["synonyms_en"])}
        yield CodeRow(row["code"], row["name_da"], row["name_en"], attributes=found_by)


ROWS = {
    "municipality": _municipalities,
    "region": _regions,
    "nuts3": lambda: _plain("nuts3.csv"),
    "postcode": _postcodes,
    "legal_form": _legal_forms,
    "industry_db25": lambda: _plain("industries_db25.csv", DB25),
    "industry_db07": lambda: _plain("industries_db07.csv", None, DB25),
    "cpv": _cpv,
    "service": _services,
    "function": _functions,
}


@cache
def read_typed() -> tuple[TypedList, ...]:
    """All typed lists. The files are part of the product, so they are read once a process."""
    facts = tomllib.loads((DATA / "lists.toml").read_text("utf-8"))
    return tuple(TypedList(ListFacts(key=key, **facts[key]), tuple(rows())) for key, rows in ROWS.items())


@cache
def read_relations() -> tuple[RelationRow, ...]:
    """Region and province of each municipality, dated, and the municipalities that typed postcodes touch."""
    found = []
    for row in _csv("municipalities.csv"):
        here, start = ("municipality", row["code"]), _day(row["valid_from"])
        regions_start = max(start or date.min, date(2007, 1, 1))  # regions began with the reform of 2007
        before, after = ("region", row["region_2007"]), ("region", row["region_2027"])
        if before == after:
            found.append(RelationRow("in_region", here, before, regions_start))
        else:
            found.append(RelationRow("in_region", here, before, regions_start, CHANGE))
            found.append(RelationRow("in_region", here, after, CHANGE))
        found.append(RelationRow("in_nuts3", here, ("nuts3", row["nuts3"])))
        found.append(RelationRow("postcode_touches", ("postcode", row["postcode"]), here))
    for row in _csv("postcode_touches.csv"):
        found.append(
            RelationRow("postcode_touches", ("postcode", row["postcode"]), ("municipality", row["municipality"]))
        )
    return tuple(dict.fromkeys(found))
