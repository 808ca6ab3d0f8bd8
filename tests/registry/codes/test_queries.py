"""Questions to the lists, on days before and after the regions change."""

from datetime import date

import pytest
from django.utils import translation

from registry.codes import queries
from registry.codes.models import Code, CodeList, CodeRelation

BEFORE, AFTER = date(2026, 12, 31), date(2027, 1, 1)
pytestmark = pytest.mark.django_db


def test_a_migrated_database_has_the_typed_lists():
    assert queries.codes("municipality", BEFORE).count() == 98
    assert set(CodeList.objects.values_list("key", flat=True)) >= {
        "municipality", "region", "nuts3", "postcode", "legal_form", "industry_db07", "industry_db25", "cpv", "service",
        "function",
    }  # fmt: skip


def test_five_regions_until_the_end_of_2026_and_four_from_2027():
    sizes = {code: len(members) for code, members in queries.hierarchy(BEFORE).municipalities_of.items()}
    assert sizes == {"1084": 29, "1085": 17, "1083": 22, "1082": 19, "1081": 11}
    sizes = {code: len(members) for code, members in queries.hierarchy(AFTER).municipalities_of.items()}
    assert sizes == {"OEST": 46, "1083": 22, "1082": 19, "1081": 11}
    assert {code.code for code in queries.codes("region", AFTER)} == set(sizes)


def test_every_municipality_has_a_point():
    place = queries.hierarchy(BEFORE)
    assert place.points.keys() == place.municipalities


def test_the_region_of_a_municipality_follows_the_day():
    assert queries.region_of("0265", BEFORE).name_da == "Region Sjælland"
    assert queries.region_of("0265", AFTER).name_da == "Region Østdanmark"
    assert queries.region_of("0751", AFTER).code == "1082"
    with pytest.raises(Code.DoesNotExist):
        queries.region_of("9999", BEFORE)


def test_the_hierarchy_is_remembered_at_the_price_of_one_query(django_assert_num_queries):
    queries.hierarchy(BEFORE)
    with django_assert_num_queries(1):
        again = queries.hierarchy(BEFORE)
    assert again is queries.hierarchy(BEFORE)


def test_a_change_of_the_list_is_seen_at_once():
    first = queries.hierarchy(BEFORE)
    CodeRelation.objects.filter(kind="in_region", source__code="0101").delete()
    CodeList.objects.filter(key="municipality").update(version=99)
    assert "0101" in first.region_of
    assert "0101" not in queries.hierarchy(BEFORE).region_of


def test_a_code_is_found_by_day_and_without_a_day():
    assert queries.get("region", "1084", BEFORE).name_da == "Region Hovedstaden"
    with pytest.raises(Code.DoesNotExist, match="1084"):
        queries.get("region", "1084", AFTER)
    assert queries.get("region", "1084").code == "1084"
    assert queries.get("industry_db07", "8121").valid_to == date(2025, 1, 1)


def test_municipalities_come_in_danish_order():
    names = [code.name_da for code in queries.codes("municipality", BEFORE)]
    assert names[0] == "Albertslund"
    assert names[-4:] == ["Ærø", "Aabenraa", "Aalborg", "Aarhus"]


def test_groups_carry_their_leaves(django_assert_num_queries):
    with django_assert_num_queries(1):
        tree = queries.tree("service", BEFORE)
    assert len(tree) == 12
    leaves = {group.code: [leaf.code for leaf in below] for group, below in tree}
    assert "cleaning-windows" in leaves["cleaning"]
    assert sum(len(found) for found in leaves.values()) == 80


def test_regions_carry_their_municipalities():
    found = {region.code: len(members) for region, members in queries.municipalities_by_region(AFTER)}
    assert found == {"OEST": 46, "1083": 22, "1082": 19, "1081": 11}


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("service", "vinduesp", "cleaning-windows"),
        ("service", "smørrebrød", "food-catering"),
        ("service", "bicycle repair", "reuse-bicycles"),
        ("municipality", "ærø", "0492"),
        ("municipality", "COPENHAGEN", "0101"),
        ("cpv", "9091", "90910000"),
        ("function", "gulvvask", "cleaning"),
    ],
)
def test_a_picker_finds_codes_by_name_word_or_number(key, text, code):
    assert code in [found.code for found in queries.find(key, text, BEFORE)]


def test_a_postcode_names_a_place_and_proposes_municipalities():
    assert queries.postcode_name("8800") == "Viborg"
    assert queries.postcode_name("0000") is None
    assert [code.code for code in queries.postcode_municipalities("2300", BEFORE)] == ["0101", "0185"]


def test_names_follow_the_language_and_fall_back_to_danish():
    code = queries.get("region", "1085")
    with translation.override("en"):
        assert code.name == "Region Zealand"
        code.name_en = ""
        assert code.name == "Region Sjælland"
    with translation.override("da"):
        assert code.name == "Region Sjælland"


def test_sources_name_every_list_with_its_licence_in_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        found = {source.code_list.key: source for source in queries.sources()}
    assert found["municipality"].count == 98
    assert all(source.code_list.licence for source in found.values())
