"""What may be published about people in the target group: nothing that points at one of them.

Two rules. They are house rules, not law, dated and typed so that a later one does not rewrite what was right before.

**Listing a department.** That somebody works in a listed inclusive department says something about that person. The
listing is allowed only while a colleague, a customer or a neighbour who knows the faces of the department cannot tell
who is in the target group:

- at least 5 people work there: in a smaller group one known fact is enough to work out the rest;
- at least 2 of them are outside the target group: a single colleague outside it would know, by subtraction, that all
  the others are in it;
- at most 80 per cent are in the target group: above that, "works there" in practice says "is in the target group";
- the count is at most 18 months old: an old count says nothing about today; never counted is never listed.

**Small counts.** A published count of people under 5 is not shown, nor is one that could be found by subtracting the
shown ones from the total.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

SMALL = 5  # counts from 1 to 4 are never published


@dataclass(frozen=True, slots=True)
class ListingRule:
    """When a department may be listed, from a day on."""

    valid_from: datetime.date
    least_staff: int
    least_others: int
    largest_share: Decimal
    oldest_count: datetime.timedelta
    source: str = "house rule"


RULES = (
    ListingRule(
        valid_from=datetime.date(2024, 1, 1),
        least_staff=5,
        least_others=2,
        largest_share=Decimal("0.80"),
        oldest_count=datetime.timedelta(days=548),
    ),
)


class Reason(StrEnum):
    """Why a department is not listed."""

    NOT_WANTED = "not_wanted"
    NOT_COUNTED = "not_counted"
    COUNT_TOO_OLD = "count_too_old"
    TOO_FEW = "too_few"
    TOO_FEW_OTHERS = "too_few_others"
    SHARE_TOO_LARGE = "share_too_large"


def rule_on(day: datetime.date) -> ListingRule:
    """The rule of the day; before the first rule, the first."""
    return max((rule for rule in RULES if rule.valid_from <= day), key=lambda rule: rule.valid_from, default=RULES[0])


def why_not_listed(
    staff: int, target_group: int, *, counted_on: datetime.date | None, wanted: bool = True, on: datetime.date
) -> Reason | None:
    """Why the department may not be listed on the day; None when it may. Counts are heads.

    >>> day = datetime.date(2026, 6, 1)
    >>> why_not_listed(12, 4, counted_on=day, on=day) is None
    True
    >>> [str(why_not_listed(*heads, counted_on=day, on=day)) for heads in ((4, 1), (6, 5), (12, 10))]
    ['too_few', 'too_few_others', 'share_too_large']
    >>> str(why_not_listed(12, 4, counted_on=datetime.date(2024, 6, 1), on=day))
    'count_too_old'
    """
    rule = rule_on(on)
    if not wanted:
        return Reason.NOT_WANTED
    if counted_on is None:
        return Reason.NOT_COUNTED
    if on - counted_on > rule.oldest_count:
        return Reason.COUNT_TOO_OLD
    if staff < rule.least_staff:
        return Reason.TOO_FEW
    if staff - target_group < rule.least_others:
        return Reason.TOO_FEW_OTHERS
    if Decimal(target_group) > rule.largest_share * staff:
        return Reason.SHARE_TOO_LARGE
    return None


def publishable(counts: Sequence[int]) -> tuple[tuple[int | None, ...], int | None]:
    """The counts as they may be published, and their total; None stands for "not shown".

    Counts from 1 to 4 are hidden. Then the smallest shown count is hidden too, again and again, until the shown ones
    and the total leave at least two possible answers for each hidden one: at least two are hidden, together at least
    5, and more than one each. When that cannot be had, the total is hidden instead. Zeros are shown.

    >>> publishable([12, 3, 9, 30])
    ((12, None, None, 30), 54)
    >>> publishable([12, 0, 30])
    ((12, 0, 30), 42)
    >>> publishable([1, 1, 20]), publishable([0, 3])
    (((None, None, None), 22), ((0, None), None))
    """
    hidden = {at for at, count in enumerate(counts) if 0 < count < SMALL}
    total: int | None = sum(counts)
    if hidden:
        others = sorted((count, at) for at, count in enumerate(counts) if count >= SMALL)
        while not _blurred([counts[at] for at in hidden]):
            if not others:
                total = None
                break
            hidden.add(others.pop(0)[1])
    return tuple(None if at in hidden else count for at, count in enumerate(counts)), total


def _blurred(hidden: list[int]) -> bool:
    return len(hidden) >= 2 and sum(hidden) >= SMALL and sum(hidden) > len(hidden)
