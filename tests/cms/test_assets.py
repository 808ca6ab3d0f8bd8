"""The folder of third-party files, and the two pictures of the country."""

import csv
import json
import re
from pathlib import Path

import pytest

from cms import assets

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "var" / "vendor"
DATA = ROOT / "registry" / "codes" / "data"
DEMO = {"9901", "9902", "9903"}

built = pytest.mark.skipif(not VENDOR.is_dir(), reason="the vendor folder is not built here: make setup")


def codes():
    with (DATA / "municipalities.csv").open(encoding="utf-8") as file:
        return {line["code"] for line in csv.DictReader(file)}


def tiles():
    with (DATA / "tiles.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@built
def test_the_drawn_map_has_exactly_the_98_municipalities():
    drawing = json.loads((VENDOR / "map" / "municipalities.json").read_text("utf-8"))
    assert len(drawing["outlines"]) == 98
    assert set(drawing["outlines"]) == codes()
    assert (drawing["width"], drawing["height"]) == (10116, 12289)


@built
def test_outlines_are_in_whole_units_and_addressable():
    svg = (VENDOR / "map" / "municipalities.svg").read_text("utf-8")
    assert set(re.findall(r'id="m(\d{4})"', svg)) == codes()
    assert "." not in "".join(re.findall(r' d="([^"]+)"', svg))


@built
def test_every_file_the_style_sheets_name_is_there():
    for sheet in VENDOR.rglob("*.css"):
        for name in re.findall(r"url\(([^)]+)\)", sheet.read_text("utf-8")):
            if not name.startswith("data:"):
                assert (sheet.parent / name.strip("'\"")).is_file(), name


@built
def test_only_woff2_no_source_maps_and_the_licences_beside():
    files = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert not [name for name in files if name.endswith((".woff", ".ttf", ".otf", ".eot", ".map"))]
    for name in ("dkfds/css/dkfds.min.css", "dkfds/js/dkfds.min.js"):
        assert "sourceMappingURL" not in (VENDOR / name).read_text("utf-8")
    licences = (
        "dkfds/LICENSE.md",
        "dkfds/fonts/IBMPlexSans/license.txt",
        "htmx/LICENSE",
        "fraunces/LICENSE",
        "map/LICENSE.md",
    )
    assert set(licences) <= files


def test_each_municipality_has_one_tile_of_its_own():
    rows = tiles()
    assert {row["code"] for row in rows} == codes() | DEMO
    assert len(rows) == len({(row["row"], row["col"]) for row in rows}) == len({row["abbr"] for row in rows}) == 101
    assert all(re.fullmatch(r"[A-ZÆØÅ]{3}", row["abbr"]) for row in rows)


def test_a_missing_part_is_reported_and_does_not_stop_the_others(tmp_path):
    modules = tmp_path / "node_modules"
    (modules / "htmx.org" / "dist").mkdir(parents=True)
    (modules / "htmx.org" / "dist" / "htmx.min.js").write_text("/* */")
    (modules / "htmx.org" / "LICENSE").write_text("0BSD")
    old = tmp_path / "vendor" / "old.txt"
    old.parent.mkdir()
    old.write_text("old")
    report = assets.build(modules, tmp_path / "vendor")
    assert report["htmx.org"] == "ok"
    assert report["dkfds"].startswith("FileNotFoundError")
    assert (tmp_path / "vendor" / "htmx" / "htmx.min.js").is_file()
    assert not old.exists()
    assert not list(tmp_path.glob("vendor-*")), "no half-built folder is left behind"


def test_the_lock_file_names_no_address_of_any_registry():
    lock = (ROOT / "package-lock.json").read_text("utf-8")
    assert "resolved" not in lock and "http" not in re.sub(r'"url": "[^"]+"', "", lock)
    assert '"integrity"' in lock


@pytest.mark.parametrize(
    ("path", "whole"),
    [
        ("M0.4,0.4l0.4,0 0.4,0 0.4,0z", "M0,0h1h1z"),
        ("M10,10L20.6,10V30H10Z", "M10,10h11v20h-11z"),
        ("M1,1c1,1 2,2 3,3s2,2 3,3", "M1,1c1,1 2,2 3,3s2,2 3,3"),
    ],
)
def test_points_are_rounded_as_places_so_that_errors_do_not_add_up(path, whole):
    assert assets.whole_units(path) == whole
