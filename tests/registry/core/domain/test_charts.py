"""Where things stand in a drawing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.core.domain.charts import BAR_ROOM, Scale, bar_widths, last_day

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


@given(st.lists(st.none() | st.integers(min_value=0, max_value=10**9), max_size=12))
def test_no_bar_is_longer_than_its_room_and_only_what_is_known_has_one(values):
    widths = bar_widths(values)
    assert len(widths) == len(values)
    assert all(0 <= width <= BAR_ROOM for width in widths)
    assert all(width == 0 for width, value in zip(widths, values, strict=True) if not value)


@given(DAYS, DAYS)
def test_a_scale_runs_from_new_year_to_new_year_and_keeps_the_order_of_days(one, other):
    scale = Scale([one, other])
    first, second = sorted([one, other])
    assert 0 <= scale.at(first) <= scale.at(second) <= 100
    assert scale.span(first, None).end == pytest.approx(100, abs=0.02)


@given(DAYS, st.integers(min_value=0, max_value=60))
def test_years_are_thinned_to_what_fits(start, more):
    years = Scale([start, start.replace(year=min(start.year + more, 2150), day=1)]).years(most=9)
    assert 1 <= len(years) <= 9
    assert years[0][0] == start.year


def test_what_lies_outside_the_scale_stands_at_its_edge():
    scale = Scale([date(2026, 6, 1)])
    assert scale.at(date(2020, 1, 1)) == 0 and scale.at(date(2030, 1, 1)) == 100


def test_people_read_the_last_day_inside():
    assert last_day(date(2029, 3, 14)) == date(2029, 3, 13)
    assert last_day(None) is None
