"""What the register says: every other room asks here.

- one holder: `status_of`, `history`, `timeline` in documents; many: `statuses`, `stretches_of`
- one day: `held_on`, `starting_or_ending_on`; a stretch of days: `ending_between`
- the register's own clock: `known_at` on every question, and `changes_between`

`day` and `on` are valid time. `known_at` asks what the register said at that moment; None asks what it says now.
A row merged into another answers, and is answered for, together with the row it was merged into; undoing the merger
undoes it.
"""

from registry.entries.queries.answers import Answer, Story, answer_for, history, status_of, statuses, stretches_of
from registry.entries.queries.families import families, owner_ids
from registry.entries.queries.lists import (
    Ending,
    Recorded,
    changes_between,
    ending_between,
    held_on,
    route,
    scheme,
    schemes,
    starting_or_ending_on,
)

__all__ = [
    "Answer",
    "Ending",
    "Recorded",
    "Story",
    "answer_for",
    "changes_between",
    "ending_between",
    "families",
    "held_on",
    "history",
    "owner_ids",
    "route",
    "scheme",
    "schemes",
    "starting_or_ending_on",
    "status_of",
    "statuses",
    "stretches_of",
]
