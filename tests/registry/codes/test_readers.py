"""Official files: good ones, and every way in which one can be bad."""

import io
import zipfile

import pytest

from registry.codes.readers import BadFile, read_file

DST = (
    "SEKVENS;KODE;NIVEAU;TITEL;GENERELLE_NOTER;INKLUDERER;INKLUDERER_OGSÅ;EKSKLUDERER;PARAGRAF;MÅLEENHED\n"
    '1;"N";1;"Administrative tjenester";"";"";"";"";"";""\n'
    '2;"81 ";2;"Serviceydelser til ejendomme";"";"";"";"";"";""\n'
    '3;"81.2";3;"Rengøring";"";"";"";"";"";""\n'
    '4;"81.21";4;"Almindelig rengøring i bygninger";"Med\nto linjer";"";"";"";"";""\n'
    '5;"81.21.00";5;"Almindelig rengøring i bygninger";"";"";"";"";"";""\n'
    '6;"81.3";3;"Landskabspleje";"";"";"";"";"";""\n'
)
GC = (
    '<?xml version="1.0" encoding="UTF-8"?><gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">'
    '<Identification><LongName Identifier="listId">cpv</LongName></Identification><ColumnSet><Column Id="code"/>'
    '<Column Id="dan_label"/><Column Id="eng_label"/></ColumnSet><SimpleCodeList>{rows}</SimpleCodeList></gc:CodeList>'
)
GC_ROW = (
    '<Row><Value ColumnRef="code"><SimpleValue>{}</SimpleValue></Value>'
    '<Value ColumnRef="dan_label"><SimpleValue>{}</SimpleValue></Value>'
    '<Value ColumnRef="eng_label"><SimpleValue>{}</SimpleValue></Value></Row>'
)
GEO = (
    "DK\t8800\tViborg\tRegion Midtjylland\t82\tViborg Kommune\t791\t\t\t56.4532\t9.402\t4\n"
    "DK\t8800\tViborg\tRegion Midtjylland\t82\tSilkeborg Kommune\t740\t\t\t56.4\t9.5\t4\n"
    "DK\t2100\tKøbenhavn Ø\tRegion Hovedstaden\t84\tKøbenhavn\t101\t\t\t55.7\t12.57\t4\n"
)


@pytest.fixture
def put(tmp_path):
    """Write bytes or text to a file and return its path."""

    def write(content, name="file.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def gc(*rows: tuple[str, str, str]) -> str:
    return GC.format(rows="".join(GC_ROW.format(*row) for row in rows))


def problems(list_key, path) -> list[str]:
    with pytest.raises(BadFile) as caught:
        read_file(list_key, path)
    return caught.value.lines()


# --- Statistics Denmark -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_classification_is_read_in_each_encoding_it_comes_in(put, encoding):
    content = read_file("industry_db25", put(DST.encode(encoding)))
    assert [(row.code, row.parent) for row in content.rows] == [
        ("N", None), ("81", "N"), ("812", "81"), ("8121", "812"), ("812100", "8121"), ("813", "81"),
    ]  # fmt: skip
    assert content.rows[2].name_da == "Rengøring"
    assert content.complete
    assert len(content.sha256) == 64


def test_a_missing_column_is_named(put):
    assert problems("industry_db25", put("SEKVENS;KODE;TITEL\n1;N;X\n"))[0].startswith("Kolonnen NIVEAU mangler")


def test_a_comma_file_is_told_apart(put):
    assert "KODE, NIVEAU, TITEL mangler" in problems("industry_db25", put(DST.replace(";", ",")))[0]


def test_every_bad_row_is_listed_with_number_field_and_remedy(put):
    bad = DST + '7;"81.21";4;"Igen";\n8;"hest";4;"X";\n9;"82";ni;"X";\n10;"83";2;"";\n'
    lines = problems("industry_db25", put(bad))
    assert lines == [
        "Række 8, KODE: Koden 8121 står også i række 5. Behold den ene.",
        "Række 9, KODE: hest er ikke en branchekode. Den skal have op til seks cifre eller være et bogstav.",
        "Række 10, NIVEAU: Niveauet skal være et tal fra 1 til 6.",
        "Række 11, TITEL: Navnet mangler.",
    ]


def test_a_file_in_utf_16_is_refused(put):
    assert "UTF-8" in problems("industry_db25", put(DST.encode("utf-16")))[0]


def test_a_line_of_ten_megabytes_is_refused_by_its_number(put):
    (line,) = problems("industry_db25", put(DST + '7;"84";2;"' + "x" * 10_000_000))
    assert line.startswith("Række 9, linje: Linjen er på over")


def test_an_open_quote_is_refused(put):
    (line,) = problems("industry_db25", put(DST + '7;"84";2;"åben\n'))
    assert "kan ikke læses som CSV" in line


@pytest.mark.parametrize("content", ["", "  \n \n"])
def test_an_empty_file_is_refused(put, content):
    assert problems("industry_db25", put(content)) == ["Filen er tom."]


def test_a_header_alone_is_refused(put):
    assert problems("industry_db25", put(DST.splitlines()[0])) == ["Filen har ingen koder."]


def test_many_faults_are_cut_to_fifty_and_a_count(put):
    rows = "".join(f'{n};"bad";4;"X";\n' for n in range(80))
    lines = problems("industry_db25", put(DST.splitlines()[0] + "\n" + rows))
    assert len(lines) == 51
    assert lines[-1] == "Og 30 fejl mere."


# --- EU genericode ----------------------------------------------------------------------------------------------
def test_genericode_is_read_with_both_languages_and_the_tree(put):
    content = read_file("cpv", put(gc(("90900000", "Rengøring", "Cleaning"), ("90910000-9", "Gulv", "Floor")), "c.gc"))
    assert [(row.code, row.name_da, row.name_en, row.parent) for row in content.rows] == [
        ("90900000", "Rengøring", "Cleaning", None),
        ("90910000", "Gulv", "Floor", "90900000"),
    ]
    assert content.complete


def test_a_tailored_list_is_known_as_a_part(real_data):
    content = read_file("cpv", real_data / "procurement" / "codelists" / "genericode" / "cpv_social-service-cpv.gc")
    assert len(content.rows) == 115
    assert not content.complete


def test_genericode_with_entities_is_refused(put):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + gc().split("?>", 1)[1]
    assert "DOCTYPE" in problems("cpv", put(bomb, "c.gc"))[0]


def test_other_xml_and_broken_xml_are_refused(put):
    assert "mangler" in problems("cpv", put("<a/>", "c.gc"))[0]
    assert "ikke XML" in problems("cpv", put("<a>", "c.gc"))[0]


def test_bad_and_doubled_cpv_codes_are_listed(put):
    path = put(gc(("9090", "X", "X"), ("90900000", "A", "A"), ("90900000-7", "B", "B"), ("90910000", "", "B")), "c.gc")
    assert [line.split(":")[0] for line in problems("cpv", path)] == [
        "Række 1, code", "Række 3, code", "Række 4, dan_label",
    ]  # fmt: skip


# --- GeoNames ---------------------------------------------------------------------------------------------------
def zipped(text: str, name: str = "DK.txt") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("content", [GEO, zipped(GEO)])
def test_postcodes_are_read_from_the_archive_and_from_its_text(put, content):
    found = read_file("postcode", put(content, "DK.zip"))
    assert [(row.code, row.name_da) for row in found.rows] == [("8800", "Viborg"), ("2100", "København Ø")]
    assert found.rows[0].attributes == {"lat": 56.4532, "lon": 9.402}
    assert [(row.source[1], row.target[1]) for row in found.relations] == [
        ("8800", "0791"), ("8800", "0740"), ("2100", "0101"),
    ]  # fmt: skip
    assert not found.complete


def test_rows_that_are_no_danish_postcodes_are_listed(put):
    bad = "SE\t111\tX\t\t\t\t\t\t\t56\t9\t\nDK\t88\tX\t\t\t\t\t\t\t56\t9\t\nDK\t8800\tX\t\t\t\t\t\t\t5\t9\t\nDK\t8800\n"
    lines = problems("postcode", put(bad, "DK.txt"))
    assert [line.split(":")[0] for line in lines] == [
        "Række 1, land", "Række 2, postnummer", "Række 3, punkt", "Række 4, linje",
    ]  # fmt: skip


def test_another_or_a_broken_archive_is_refused(put):
    assert "DK.txt" in problems("postcode", put(zipped(GEO, "SE.txt"), "DK.zip"))[0]
    assert "beskadiget" in problems("postcode", put(b"PK\x03\x04 broken", "DK.zip"))[0]


# --- The file itself --------------------------------------------------------------------------------------------
def test_a_list_that_is_typed_only_is_not_read_from_a_file(put):
    assert "municipality" in problems("municipality", put("x"))[0]


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    assert "kan ikke læses" in problems("cpv", tmp_path / "nothing.gc")[0]
