"""Days from-to, half open: the end day is the first day that no longer counts."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Period:
    """The days from `start` up to, not including, `end`; an `end` of None has no end yet.

    >>> march = Period(date(2026, 3, 1), date(2026, 4, 1))
    >>> march.contains(date(2026, 3, 31)), march.contains(date(2026, 4, 1))
    (True, False)
    >>> march.overlaps(Period(date(2026, 4, 1), None))
    False
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"A period must end after it starts: {self.start} - {self.end}")

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether some day lies in both."""
        return (self.end is None or other.start < self.end) and (other.end is None or self.start < other.end)
