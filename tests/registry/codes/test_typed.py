"""The facts typed by hand: counts, sums, and what a slip of the finger would break."""

from collections import Counter

import pytest

from registry.codes.domain.classification import cpv_code, industry_code
from registry.codes.readers import read_relations, read_typed

LISTS = {typed.facts.key: typed for typed in read_typed()}
ROWS = {key: typed.rows for key, typed in LISTS.items()}


def test_every_list_names_its_source_and_licence():
    for typed in read_typed():
        assert typed.facts.source and typed.facts.licence and typed.facts.edition, typed.facts.key


@pytest.mark.parametrize("key", LISTS)
def test_no_code_comes_twice_and_every_parent_is_there(key):
    rows = ROWS[key]
    codes = {row.code for row in rows}
    assert len({(row.code, row.valid_from) for row in rows}) == len(rows)
    assert {row.parent for row in rows if row.parent} <= codes


@pytest.mark.parametrize("key", [key for key in LISTS if key != "postcode"])
def test_every_code_has_a_name_in_both_languages(key):
    assert [row.code for row in ROWS[key] if not row.name_da or not row.name_en] == []


def test_there_are_98_municipalities_11_provinces_and_the_regions_of_both_years():
    assert len(ROWS["municipality"]) == 98
    assert len(ROWS["nuts3"]) == 11
    assert len(ROWS["region"]) == 6


def test_provinces_have_as_many_municipalities_as_they_should():
    counts = Counter(row.target[1] for row in read_relations() if row.kind == "in_nuts3")
    assert counts == {
        "DK011": 4, "DK012": 13, "DK013": 11, "DK014": 1, "DK021": 5, "DK022": 12,
        "DK031": 10, "DK032": 12, "DK041": 8, "DK042": 11, "DK050": 11,
    }  # fmt: skip


# A box around each province, in degrees: south, north, west, east.
BOXES = {
    "DK011": (55.5, 55.75, 12.4, 12.7), "DK012": (55.55, 55.85, 12.2, 12.65), "DK013": (55.7, 56.15, 11.9, 12.65),
    "DK014": (54.95, 55.35, 14.6, 15.2), "DK021": (55.4, 55.75, 11.8, 12.4), "DK022": (54.6, 56.0, 10.95, 12.6),
    "DK031": (54.8, 55.65, 9.6, 11.0), "DK032": (54.85, 55.85, 8.2, 10.05), "DK041": (55.9, 56.75, 8.05, 9.6),
    "DK042": (55.65, 56.6, 9.3, 11.05), "DK050": (56.55, 57.75, 8.3, 11.15),
}  # fmt: skip


def test_every_town_hall_lies_in_its_province():
    province = {row.source[1]: row.target[1] for row in read_relations() if row.kind == "in_nuts3"}
    outside = []
    for row in ROWS["municipality"]:
        south, north, west, east = BOXES[province[row.code]]
        lat, lon = row.attributes["lat"], row.attributes["lon"]
        if not (south <= lat <= north and west <= lon <= east):
            outside.append((row.code, row.name_da, lat, lon))
    assert outside == []


def test_no_two_town_halls_share_a_point():
    points = Counter((row.attributes["lat"], row.attributes["lon"]) for row in ROWS["municipality"])
    assert max(points.values()) == 1


def test_the_new_region_has_no_official_code_and_says_so():
    east = next(row for row in ROWS["region"] if row.code == "OEST")
    assert east.attributes == {"provisional": True}


# Guards the names that come from a package: a new version must not change what we show without our seeing it.
KNOWN_POSTCODES = {
    "1402": "København K", "1577": "København V", "2000": "Frederiksberg", "2100": "København Ø",
    "2200": "København N", "2300": "København S", "2400": "København NV", "2500": "Valby", "2600": "Glostrup",
    "2630": "Taastrup", "2650": "Hvidovre", "2700": "Brønshøj", "2750": "Ballerup", "2800": "Kongens Lyngby",
    "2860": "Søborg", "3000": "Helsingør", "3400": "Hillerød", "3700": "Rønne", "4000": "Roskilde", "4100": "Ringsted",
    "4200": "Slagelse", "4300": "Holbæk", "4520": "Svinninge", "4600": "Køge", "4700": "Næstved",
    "4800": "Nykøbing F", "5000": "Odense C", "5700": "Svendborg", "5970": "Ærøskøbing", "6000": "Kolding",
    "6200": "Aabenraa", "6700": "Esbjerg", "7000": "Fredericia", "7100": "Vejle", "7400": "Herning",
    "8000": "Aarhus C", "8260": "Viby J", "8310": "Tranbjerg J", "8600": "Silkeborg", "8700": "Horsens",
    "8800": "Viborg", "8900": "Randers C", "9000": "Aalborg", "9990": "Skagen",
}  # fmt: skip


def test_postcode_names_of_the_package_are_the_known_ones():
    names = {row.code: row.name_da for row in ROWS["postcode"]}
    assert {code: names.get(code) for code in KNOWN_POSTCODES} == KNOWN_POSTCODES
    assert not [code for code in names if code[:2] in {"38", "39"} or not 1000 <= int(code) <= 9990]


def test_the_seat_of_a_municipality_has_a_postcode_that_exists():
    codes = {row.code for row in ROWS["postcode"]}
    assert [row.code for row in ROWS["municipality"] if row.attributes["postcode"] not in codes] == []
    touched = {row.source[1] for row in read_relations() if row.kind == "postcode_touches"}
    assert touched <= codes


def test_services_are_twelve_groups_of_which_each_leaf_names_a_cpv_code_in_the_short_list():
    rows = ROWS["service"]
    groups = [row for row in rows if row.parent is None]
    leaves = [row for row in rows if row.parent]
    assert len(groups) == 12
    assert len(leaves) == 80
    cpv = {row.code for row in ROWS["cpv"]}
    assert {row.attributes["cpv"] for row in rows} <= cpv
    assert all(row.attributes["da"] and row.attributes["en"] for row in rows)


def test_functions_of_departments_lead_to_services():
    assert {row.attributes["service"] for row in ROWS["function"]} <= {row.code for row in ROWS["service"]}


def test_cpv_and_industry_codes_are_well_formed():
    assert all(cpv_code(row.code) == row.code for row in ROWS["cpv"])
    assert sum(row.code.endswith("000000") for row in ROWS["cpv"]) == 45
    for key in ("industry_db25", "industry_db07"):
        assert all(industry_code(row.code) == row.code and len(row.code) == 4 for row in ROWS[key])


def test_only_forms_owned_by_a_person_are_marked_personal():
    personal = {row.name_da for row in ROWS["legal_form"] if row.attributes.get("personal")}
    assert personal == {"Enkeltmandsvirksomhed", "Personligt ejet mindre virksomhed", "Dødsbo"}


def test_typed_cpv_texts_are_those_of_the_official_list(real_data):
    import csv

    with (real_data / "procurement" / "codelists" / "cpv.csv").open(encoding="utf-8", newline="") as lines:
        official = {row["code"]: (row["label_da"], row["label_en"]) for row in csv.DictReader(lines)}
    assert [row.code for row in ROWS["cpv"] if official.get(row.code) != (row.name_da, row.name_en)] == []
