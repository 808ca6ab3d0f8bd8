"""How many of something per municipality, laid out in four steps of lightness and on a grid of equal squares."""

from __future__ import annotations

from collections.abc import Iterable

USUAL = (1, 4, 8)  # nought, 1-3, 4-7, 8 and more
NICE = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600, 800)


def thresholds(counts: Iterable[int]) -> tuple[int, int, int]:
    """Lower bounds of the three steps above nought: the usual ones while the counts are small, else thirds, rounded up.

    >>> thresholds([0, 2, 9])
    (1, 4, 8)
    >>> thresholds(range(61))
    (1, 25, 50)
    """
    known = sorted(count for count in counts if count > 0)
    if not known or known[-1] < 25:
        return USUAL
    second = nice(known[len(known) // 3])
    third = max(nice(known[2 * len(known) // 3]), second + 1)
    return (1, max(second, 2), max(third, 3))


def nice(value: int) -> int:
    """The first number at or above `value` that is easy to say."""
    scale = 1
    while value > NICE[-1] * scale:
        scale *= 10
    return next(step * scale for step in NICE if step * scale >= value)


def step(count: int, bounds: tuple[int, int, int]) -> int:
    """0 for nought, then 1 to 3.

    >>> [step(count, (1, 4, 8)) for count in (0, 1, 3, 4, 7, 8, 99)]
    [0, 1, 1, 2, 2, 3, 3]
    """
    return sum(count >= bound for bound in bounds)


def ranges(bounds: tuple[int, int, int]) -> list[tuple[int, int | None]]:
    """First and last count of each step above nought; the last has no end.

    >>> ranges((1, 4, 8))
    [(1, 3), (4, 7), (8, None)]
    """
    first, second, third = bounds
    return [(first, second - 1), (second, third - 1), (third, None)]
