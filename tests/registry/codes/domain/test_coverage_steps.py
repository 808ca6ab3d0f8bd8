"""Four steps of lightness for counts per municipality."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from registry.codes.domain.coverage_steps import ranges, step, thresholds

COUNTS = st.lists(st.integers(min_value=0, max_value=200_000), max_size=101)


@given(COUNTS)
def test_bounds_rise_and_nought_has_a_step_of_its_own(counts):
    first, second, third = bounds = thresholds(counts)
    assert 1 == first < second < third
    assert step(0, bounds) == 0
    assert all(1 <= step(count, bounds) <= 3 for count in counts if count)


@given(COUNTS)
def test_ranges_leave_no_count_out_and_no_count_twice(counts):
    bounds = thresholds(counts)
    said = ranges(bounds)
    assert said[0][0] == 1 and said[-1][1] is None
    assert all(last + 1 == following[0] for (_, last), following in itertools.pairwise(said))
    for count in filter(None, counts):
        first, last = said[step(count, bounds) - 1]
        assert first <= count and (last is None or count <= last)


def test_small_counts_use_the_usual_steps():
    assert thresholds([]) == thresholds([0, 3, 24]) == (1, 4, 8)
