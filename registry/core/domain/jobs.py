"""The lifecycle of long work. The database row is the truth; a broker message is only a wink (platform.md 2)."""

from registry.core.domain.lifecycle import Lifecycle

QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"

JOB = Lifecycle(
    "job",
    {
        "claim": (frozenset({QUEUED, RUNNING}), RUNNING),  # running: only with an expired lease
        "finish": (frozenset({RUNNING}), DONE),
        "fail": (frozenset({RUNNING}), FAILED),
        "give_back": (frozenset({RUNNING}), QUEUED),
        "retry": (frozenset({FAILED}), QUEUED),
    },
    {"open": frozenset({QUEUED, RUNNING}), "ended": frozenset({DONE, FAILED})},
)

MAX_ATTEMPTS = 5
