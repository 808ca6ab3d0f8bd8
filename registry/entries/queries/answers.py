"""The answer for a holder: what it held in a scheme on a day, with the dates and the reason."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from registry.entries.domain.history import Happening, Recording, happenings, recordings
from registry.entries.domain.kinds import Status
from registry.entries.domain.validity import Standing, Statement, Stretch, speaking, standing_on, stretches
from registry.entries.models import Entry, EntryPeriod, Holder, Scheme
from registry.entries.queries.families import key_of, keys_of
from registry.entries.services import statement


@dataclass(frozen=True)
class Answer:
    """What a holder holds in a scheme on a day; `entry` is the one that speaks, None when there never was one."""

    status: Status
    standing: Standing
    entry: Entry | None = None

    @property
    def is_held(self) -> bool:
        """Whether it counts on the day."""
        return self.status == Status.VALID


NOTHING = Answer(Status.NONE, Standing(Status.NONE))


@dataclass(frozen=True)
class Story:
    """One entry told whole: where it stands on the day, its stretches and happenings, and what was recorded when."""

    entry: Entry
    standing: Standing
    statements: tuple[Statement, ...]
    stretches: tuple[Stretch, ...]
    happenings: tuple[Happening, ...]
    recordings: tuple[Recording, ...]


def statements_of(entry: Entry) -> list[Statement]:
    """Everything ever stated about the entry; lists prefetch `periods`."""
    return [statement(row) for row in entry.periods.all()]


def with_statements(entries) -> list[Entry]:
    """The entries with names and statements, in three queries at most."""
    rows = EntryPeriod.objects.order_by("starts_on", "recorded_at", "pk")
    return list(entries.with_names().prefetch_related(Prefetch("periods", queryset=rows)))


def answer_for(entries: Iterable[Entry], on: date, known_at: datetime | None = None) -> Answer:
    """What these entries of one holder in one scheme say together; see validity.speaking."""
    entries = [entry for entry in entries if known_at is None or entry.created_at <= known_at]
    standings = [standing_on(statements_of(entry), on, known_at) for entry in entries]
    index = speaking(standings)
    return NOTHING if index is None else Answer(standings[index].status, standings[index], entries[index])


def status_of(holder: Holder, scheme: Scheme | str, on: date, known_at: datetime | None = None) -> Answer:
    """What the holder held in the scheme on the day, as the register said at the moment."""
    code = scheme if isinstance(scheme, str) else scheme.code
    return statuses([holder], on, known_at=known_at)[key_of(holder)].get(code, NOTHING)


def statuses(
    holders: Collection[Holder], on: date, *, known_at: datetime | None = None
) -> dict[str, dict[str, Answer]]:
    """For each holder (by its key, "o:12") and scheme code the answer; a fixed number of queries.

    A scheme in which a holder never had an entry is not in its dictionary.
    """
    return {
        key: {code: answer_for(rows, on, known_at) for code, rows in by_scheme.items()}
        for key, by_scheme in _entries_of(holders).items()
    }


def stretches_of(
    holders: Collection[Holder], known_at: datetime | None = None
) -> dict[str, list[tuple[Entry, Stretch]]]:
    """For each holder every stretch of every entry: what a copy (search) writes down to answer for any day."""
    return {
        key: [
            (entry, stretch)
            for rows in by_scheme.values()
            for entry in rows
            for stretch in stretches(statements_of(entry), known_at)
        ]
        for key, by_scheme in _entries_of(holders).items()
    }


def _entries_of(holders: Collection[Holder]) -> dict[str, dict[str, list[Entry]]]:
    kept = keys_of(holders)
    wanted = frozenset().union(*kept.values()) if kept else frozenset()
    rows = with_statements(Entry.objects.filter(holder_key__in=wanted).order_by("created_at", "pk"))
    found: dict[str, dict[str, list[Entry]]] = {key: {} for key in kept}
    asked: dict[str, list[str]] = {}
    for key, stored in kept.items():
        for one in stored:
            asked.setdefault(one, []).append(key)
    for entry in rows:
        for key in asked[entry.holder_key]:
            found[key].setdefault(entry.scheme.code, []).append(entry)
    return found


def story(entry: Entry, on: date, known_at: datetime | None = None) -> Story:
    """One entry told whole."""
    said = statements_of(entry)
    return Story(
        entry,
        standing_on(said, on, known_at),
        tuple(said),
        tuple(stretches(said, known_at)),
        tuple(happenings(said, known_at)),
        tuple(recordings(said)),
    )


def history(
    holder: Holder, on: date, *, scheme: Scheme | str | None = None, known_at: datetime | None = None
) -> list[Story]:
    """Every entry of the holder told whole, the newest first; `on` is the day to say where each stands."""
    code = scheme.code if isinstance(scheme, Scheme) else scheme
    by_scheme = _entries_of([holder])[key_of(holder)]
    rows = [entry for key, entries in by_scheme.items() if code in (None, key) for entry in entries]
    told = [story(entry, on, known_at) for entry in rows if known_at is None or entry.created_at <= known_at]
    return sorted(told, key=lambda s: (s.stretches[0].start if s.stretches else on, s.entry.pk), reverse=True)
