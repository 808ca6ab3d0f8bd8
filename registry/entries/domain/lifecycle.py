"""Which verb may be done to an entry that has which status on the day the verb takes effect.

The status is computed from dated statements (validity.py), not kept in a column, because it changes with the calendar:
nobody acts when a diploma expires or a suspension with an end runs out. So the guard is the lifecycle over the status
on the day, asked inside the transaction with the entry's row locked. Correcting what was recorded is no move: it is
allowed in every state, changes what is said about the past, and keeps what was said before.

- grant: a new entry; asked about what the holder has in the scheme on the first day.
- renew: a further period. Not while suspended: a renewal must not lift a suspension by the back door. A suspension that
  was never lifted ended with validity, so after the expiry the way is open again.
- withdraw: from a day on; what had expired cannot be withdrawn, but it can from a day on which it was valid.
"""

from registry.core.domain.lifecycle import Lifecycle
from registry.entries.domain.kinds import Status

ENTRY = Lifecycle(
    "entry",
    {
        "grant": (frozenset({Status.NONE, Status.NOT_YET, Status.EXPIRED, Status.WITHDRAWN}), Status.VALID),
        "renew": (frozenset({Status.VALID, Status.EXPIRED}), Status.VALID),
        "suspend": (frozenset({Status.VALID}), Status.SUSPENDED),
        "lift": (frozenset({Status.SUSPENDED}), Status.VALID),
        "withdraw": (frozenset({Status.VALID, Status.SUSPENDED, Status.NOT_YET}), Status.WITHDRAWN),
    },
    {
        "held": frozenset({Status.VALID}),
        "ended": frozenset({Status.WITHDRAWN, Status.EXPIRED}),
        "running": frozenset({Status.VALID, Status.SUSPENDED, Status.NOT_YET}),
    },
)
