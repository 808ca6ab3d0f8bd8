"""What a source says, before it is stored: codes, relations between codes, and the list they belong to."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class ListFacts:
    """A code list and where it comes from; `short` marks an extract that an official file may replace."""

    key: str
    name_da: str
    name_en: str
    source: str
    source_url: str
    licence: str
    edition: str
    short: bool = False


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code as the source gives it. `name_en` None means that the source has no English at all."""

    code: str
    name_da: str
    name_en: str | None = None
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    attributes: Mapping = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A dated fact between two codes, each named by list and code."""

    kind: str
    source: tuple[str, str]
    target: tuple[str, str]
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class TypedList:
    """A list as typed in the product's data folder."""

    facts: ListFacts
    rows: tuple[CodeRow, ...]

    @property
    def digest(self) -> str:
        """Fingerprint of facts and rows: the same data is not loaded twice."""
        return fingerprint([asdict(self.facts), *(asdict(row) for row in self.rows)])


def fingerprint(rows: Iterable) -> str:
    """SHA-256 of rows as JSON, dates as text.

    >>> fingerprint([{"a": 1}])[:8] == fingerprint([{"a": 1}])[:8] != fingerprint([{"a": 2}])[:8]
    True
    """
    return hashlib.sha256(json.dumps(list(rows), default=str, sort_keys=True).encode()).hexdigest()
