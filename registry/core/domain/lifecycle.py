"""A lifecycle is data: which verb may lead from which states to which state."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class IllegalMove(Exception):
    """The verb is not allowed from the state the row is in now (somebody may have been first)."""

    def __init__(self, lifecycle: str, verb: str, state: str) -> None:
        super().__init__(f"{lifecycle}: '{verb}' is not allowed from '{state}'")
        self.lifecycle, self.verb, self.state = lifecycle, verb, state


@dataclass(frozen=True)
class Lifecycle:
    """Verbs with their source states and target, and named sets of states.

    >>> door = Lifecycle("door", {"open": (frozenset({"closed"}), "open"), "close": (frozenset({"open"}), "closed")})
    >>> door.allowed("closed")
    ('open',)
    >>> door.target("closed", "open")
    'open'
    >>> door.target("open", "open")
    Traceback (most recent call last):
    ...
    registry.core.domain.lifecycle.IllegalMove: door: 'open' is not allowed from 'open'
    >>> sorted(door.states)
    ['closed', 'open']
    """

    name: str
    moves: Mapping[str, tuple[frozenset[str], str]]
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def states(self) -> frozenset[str]:
        """Every state that some verb names."""
        return frozenset().union(*(sources | {target} for sources, target in self.moves.values()))

    def sources(self, verb: str) -> frozenset[str]:
        """The states the verb may start from; an unknown verb raises KeyError."""
        return self.moves[verb][0]

    def allowed(self, state: str) -> tuple[str, ...]:
        """The verbs allowed from the state, in the order they were declared."""
        return tuple(verb for verb, (sources, _) in self.moves.items() if state in sources)

    def target(self, state: str, verb: str) -> str:
        """Where the verb leads from the state, or IllegalMove."""
        sources, target = self.moves[verb]
        if state not in sources:
            raise IllegalMove(self.name, verb, state)
        return target
