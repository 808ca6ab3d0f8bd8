"""Nothing that is published points at a person."""

import datetime
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.organisations.domain.disclosure import SMALL, Reason, publishable, why_not_listed

DAY = datetime.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("staff", "group", "reason"),
    [
        (5, 3, None),
        (5, 0, None),
        (10, 8, None),
        (4, 1, Reason.TOO_FEW),
        (0, 0, Reason.TOO_FEW),
        (5, 4, Reason.TOO_FEW_OTHERS),
        (6, 6, Reason.TOO_FEW_OTHERS),
        (20, 17, Reason.SHARE_TOO_LARGE),
    ],
)
def test_a_department_is_listed_only_when_nobody_can_tell_who(staff, group, reason):
    assert why_not_listed(staff, group, counted_on=DAY, on=DAY) == reason


def test_a_count_that_is_missing_old_or_not_wanted_lists_nothing():
    assert why_not_listed(12, 4, counted_on=None, on=DAY) is Reason.NOT_COUNTED
    old = DAY - datetime.timedelta(days=549)
    assert why_not_listed(12, 4, counted_on=old, on=DAY) is Reason.COUNT_TOO_OLD
    assert why_not_listed(12, 4, counted_on=DAY, wanted=False, on=DAY) is Reason.NOT_WANTED


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_no_hidden_count_can_be_worked_out_from_the_shown_ones_and_the_total(counts):
    shown, total = publishable(counts)
    assert not any(value is not None and 0 < value < SMALL for value in shown)
    hidden = [at for at, value in enumerate(shown) if value is None]
    if not hidden:
        assert total == sum(counts)
        return
    if total is None:
        return  # without the total nothing can be subtracted
    left = total - sum(value for value in shown if value is not None)
    # Everything that adds up, of numbers from 1 on: zeros are never hidden.
    answers = [way for way in itertools.product(range(1, left + 1), repeat=len(hidden)) if sum(way) == left]
    for place in range(len(hidden)):
        assert len({way[place] for way in answers}) >= 2
