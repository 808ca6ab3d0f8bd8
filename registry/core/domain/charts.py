"""Where things stand in a drawing: pure arithmetic for bars and validity bands, in per cent of the drawing's width.

Templates do no arithmetic and the pages allow no inline style, so each position is computed here and written as an SVG
attribute.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

BAR_ROOM = 82.0  # the longest bar's share of the row; the rest is for the figure at its end
SMALL = 5  # counts under this are said, never drawn (product.md, line 3)


def bar_widths(values: Sequence[float | None]) -> list[float]:
    """Width of each bar in per cent of the row. A suppressed value (None) has no bar; zero stays on the axis.

    >>> bar_widths([100, 50, 0, None])
    [82.0, 41.0, 0.0, 0.0]
    >>> bar_widths([0, 0])
    [0.0, 0.0]
    """
    known = [value for value in values if value is not None]
    top = max(known, default=0) or 1
    return [0.0 if value is None else round(BAR_ROOM * value / top, 2) for value in values]


class Span(NamedTuple):
    """A stretch of a band: per cent from the left and per cent wide."""

    x: float
    width: float

    @property
    def end(self) -> float:
        return round(self.x + self.width, 2)

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


class Scale:
    """Days laid out between two New Year's days.

    >>> scale = Scale([date(2023, 3, 14), date(2026, 11, 21)])
    >>> scale.first, scale.last
    (datetime.date(2023, 1, 1), datetime.date(2027, 1, 1))
    >>> scale.at(date(2023, 1, 1)), scale.at(date(2027, 1, 1))
    (0.0, 100.0)
    """

    def __init__(self, days: Iterable[date]) -> None:
        known = list(days)
        self.first = date(min(known).year, 1, 1)
        self.last = date(max(known).year + 1, 1, 1)

    def at(self, day: date) -> float:
        share = (day - self.first) / (self.last - self.first)
        return round(100 * min(1.0, max(0.0, share)), 2)

    def span(self, start: date, end: date | None) -> Span:
        """`end` is the first day outside, as in Period; None runs to the edge."""
        x = self.at(start)
        return Span(x, round(self.at(end or self.last) - x, 2))

    def years(self, most: int = 9) -> list[tuple[int, float]]:
        """(year, place) of the grid lines, thinned so that no more than `most` stand side by side."""
        every = range(self.first.year, self.last.year + 1)
        step = -(-len(every) // most)
        return [(year, self.at(date(year, 1, 1))) for year in every if (year - self.first.year) % step == 0]


def last_day(end: date | None) -> date | None:
    """The last day inside a half-open period, which is what people read as "til".

    >>> last_day(date(2029, 3, 14))
    datetime.date(2029, 3, 13)
    """
    return end - timedelta(days=1) if end else None
