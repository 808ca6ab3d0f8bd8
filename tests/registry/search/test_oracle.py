"""Whatever is asked, the search answers what reading every row would answer, in the same order."""

import datetime
import random

import pytest

from registry.codes import queries as codes
from registry.search.domain.query import Order, Query
from registry.search.queries.search import all_ids, search
from tests.registry.search import world

pytestmark = pytest.mark.django_db

TEXTS = ("", "", "", "rengøring", "køkken", "køkkenet", "bøgely", "aamose", "st", "spa", "vask vinduer", "have og park")
TEXTS += ("Den Åbne Spand 3", "xyzzy", "***", "90 00 00 80", "canteen")
DAYS = (world.TODAY, world.TODAY, world.TODAY, datetime.date(2025, 1, 1), datetime.date(2026, 2, 20))
DAYS += (datetime.date(2027, 12, 1),)


def random_query(dice: random.Random) -> Query:
    """A question that touches any combination of facets."""
    pools = {
        "route": ["social_supplier/employs", "social_supplier/buys", "inclusive_department/department"],
        "status": ["valid", "suspended", "expired", "withdrawn", "none"],
        "service": [*world.SERVICES, "cleaning", "food", "office"],
        "size": ["under_10", "10_49", "50_up"],
        "legal": ["company", "association"],
        "municipality": list(world.MUNICIPALITIES),
        "region": ["1081", "1082", "1084", "1085"],
        "rsv": ["yes", "no"],
        "kind": ["organisation", "department"],
    }
    chosen = {
        facet: frozenset(dice.sample(values, dice.randint(1, min(2, len(values)))))
        for facet, values in pools.items()
        if dice.random() < 0.25
    }
    return Query(
        on=dice.choice(DAYS),
        today=world.TODAY,
        text=dice.choice(TEXTS),
        to=dice.choice(["", "", *world.MUNICIPALITIES]),
        chosen=chosen,
        order=dice.choice(list(Order)),
        size=1000,
    )


def test_random_questions_get_the_same_answer_as_reading_every_row(dice):
    world.build(dice, size=16)
    hierarchy = codes.hierarchy(world.TODAY)
    listings = {day: world.everything(day) for day in set(DAYS)}
    for _ in range(100):
        query = random_query(dice)
        ids, facets, coverage = world.naive(query, listings[query.on])
        result = search(query, hierarchy)
        assert list(result.ids) == ids, query
        assert result.total == len(ids), query
        for facet, counts in facets.items():
            assert result.facets[facet] == {key: n for key, n in counts.items() if n}, (facet, query)
        assert dict(result.coverage) == dict(coverage), query
        assert all_ids(query, hierarchy, 5) == ids[:5]


def test_pages_are_pieces_of_one_order(dice):
    world.build(dice, size=12)
    hierarchy = codes.hierarchy(world.TODAY)
    whole = search(Query(on=world.TODAY, today=world.TODAY, size=1000), hierarchy).ids
    pieces = []
    for page in range(1, -(-len(whole) // 4) + 1):
        pieces += search(Query(on=world.TODAY, today=world.TODAY, size=4, page=page), hierarchy).ids
    assert tuple(pieces) == whole


def test_a_page_after_the_last_is_the_last():
    world.build(random.Random(1), size=6)
    result = search(Query(on=world.TODAY, today=world.TODAY, size=2, page=400), codes.hierarchy(world.TODAY))
    assert result.page == result.pages
    assert result.ids
