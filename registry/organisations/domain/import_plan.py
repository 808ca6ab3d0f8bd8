"""From rows to a plan: what becomes of every row, before anything is written.

- a number not known: a new organisation, named by its first row, with the other spellings as aliases;
- a known number: an unknown name becomes an alias. A raw file never overwrites; it fills an address that is empty. A
  strict file is vouched for: its name becomes the name (the old one is kept as an alias), its cells replace ours, and
  an empty cell replaces nothing;
- a row that cannot be used waits for a person (raw), or stops the whole file (strict). A question is asked once.

Carrying the plan out and making it again gives a plan that changes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from registry.codes.domain.identifiers import Cvr
from registry.organisations.domain.import_rows import (
    Finding,
    Form,
    Lists,
    Record,
    Row,
    check_row,
    content,
    doubled,
    fingerprint,
)

ADDRESS = ("street", "postal_code", "city", "nuts", "country")
FACTS = ("municipality", "legal_form", "website", "kind")
UNKNOWN_KIND = frozenset({"", "unknown"})


class Outcome(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    UPDATED = "updated"
    ALIAS = "alias"
    UNCHANGED = "unchanged"
    WAITING = "waiting"
    ATTACHED = "attached"
    DISMISSED = "dismissed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation that the register has, as far as an import looks at it."""

    pk: int
    name: str
    aliases: frozenset[str] = frozenset()
    facts: Mapping[str, str] = field(default_factory=dict)  # by the names in ADDRESS and FACTS; "" when not known


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one row, and why."""

    line: int
    outcome: Outcome
    number: str = ""
    name: str = ""
    findings: tuple[Finding, ...] = ()
    changes: tuple[str, ...] = ()  # names of the fields that change


@dataclass(slots=True)
class Draft:
    """An organisation to make: its first name and address, and the other names with their source."""

    number: Cvr
    name: str
    source: str
    facts: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Change:
    """What to do to a known organisation: names with their source, and fields with their new values."""

    known: Known
    aliases: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    name: str = ""
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Question:
    """A row that a person must look at."""

    row: Row
    fingerprint: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import will do. `findings` of a strict file stop it: then there is nothing else in the plan."""

    form: Form
    steps: tuple[Step, ...]
    drafts: tuple[Draft, ...] = ()
    changes: tuple[Change, ...] = ()
    questions: tuple[Question, ...] = ()  # not asked before
    findings: tuple[Finding, ...] = ()

    @property
    def is_refused(self) -> bool:
        """A strict file with a fault: nothing loads."""
        return bool(self.findings)

    @property
    def does_something(self) -> bool:
        """Whether carrying it out would write anything."""
        return bool(self.drafts or self.changes or self.questions)

    @property
    def counts(self) -> dict[Outcome, int]:
        """Rows by what becomes of them; together all rows."""
        return dict(Counter(step.outcome for step in self.steps))


def make_plan(
    rows: Iterable[Row],
    form: Form,
    *,
    lists: Lists,
    known: Mapping[str, Known],
    asked: Mapping[str, Outcome],
    allow_demo: bool = False,
) -> Plan:
    """The plan for the rows. `known` is by number; `asked` gives, by fingerprint, how an earlier question stands."""
    checked = [(row, check_row(row, form, lists, allow_demo=allow_demo)) for row in rows]
    if form is Form.STRICT:
        records = [record for _, record in checked if isinstance(record, Record)]
        findings = [fault for _, faults in checked if isinstance(faults, tuple) for fault in faults]
        findings += doubled(records)
        if findings:
            return _refusal(checked, tuple(sorted(findings, key=lambda fault: fault.line)))
    return _Planner(form, known, asked).plan(checked)


def _refusal(checked: list[tuple[Row, Record | tuple[Finding, ...]]], findings: tuple[Finding, ...]) -> Plan:
    steps = tuple(
        Step(
            row.line,
            Outcome.REFUSED,
            number=record.number.number if isinstance(record, Record) else "",
            name=record.name if isinstance(record, Record) else row.values.get("name", "")[:300],
            findings=tuple(fault for fault in findings if fault.line == row.line),
        )
        for row, record in checked
    )
    return Plan(Form.STRICT, steps, findings=findings)


def given(record: Record) -> dict[str, str]:
    """What the record says about address and facts; empty cells say nothing."""
    return {name: getattr(record, name) for name in (*ADDRESS, *FACTS) if getattr(record, name)}


def missing(new: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """What `new` can add without overwriting: an address as a whole, where there is none; a fact that is not known.

    >>> missing({"street": "Prøvevej 1", "city": "Bøgely", "kind": "company"}, {"country": "DNK", "kind": "unknown"})
    {'street': 'Prøvevej 1', 'city': 'Bøgely', 'kind': 'company'}
    >>> missing({"street": "Prøvevej 1", "nuts": "DK011"}, {"city": "Egelev"})
    {}
    """
    place = ("street", "postal_code", "city")
    fillable = set()
    if any(new.get(name) for name in place) and not any(now.get(name) for name in place):
        fillable |= set(ADDRESS)
    fillable |= {name for name in FACTS if now.get(name, "") in (UNKNOWN_KIND if name == "kind" else {""})}
    return {name: value for name, value in new.items() if name in fillable and value != now.get(name, "")}


class _Planner:
    """Walks the rows in the order of the file, which decides whose name and address come first."""

    def __init__(self, form: Form, known: Mapping[str, Known], asked: Mapping[str, Outcome]) -> None:
        self.form, self.known, self.asked = form, known, asked
        self.drafts: dict[str, Draft] = {}
        self.changes: dict[str, Change] = {}
        self.questions: list[Question] = []
        self.turns: Counter[str] = Counter()

    def plan(self, checked: list[tuple[Row, Record | tuple[Finding, ...]]]) -> Plan:
        steps = tuple(
            self.use(checked_row) if isinstance(checked_row, Record) else self.ask(row, checked_row)
            for row, checked_row in checked
        )
        return Plan(self.form, steps, tuple(self.drafts.values()), tuple(self.changes.values()), tuple(self.questions))

    def use(self, record: Record) -> Step:
        number = record.number.number
        if number in self.known:
            return self.meet(record, self.known[number])
        draft = self.drafts.get(number)
        if draft is None:
            self.drafts[number] = Draft(record.number, record.name, record.source, given(record), lines=[record.line])
            return Step(record.line, Outcome.CREATED, number, record.name)
        draft.lines.append(record.line)
        facts = missing(given(record), draft.facts)
        draft.facts |= facts
        alias = record.name not in {draft.name, *draft.aliases}
        if alias:
            draft.aliases[record.name] = record.source
        outcome = Outcome.ALIAS if alias else Outcome.UPDATED if facts else Outcome.UNCHANGED
        return Step(record.line, outcome, number, record.name, changes=(*(("name",) if alias else ()), *facts))

    def meet(self, record: Record, known: Known) -> Step:
        number = record.number.number
        change = self.changes.get(number) or Change(known)
        facts = self.new_facts(record, known, change)
        renamed = self.form is Form.STRICT and record.name != known.name
        alias = not renamed and record.name not in {known.name, *known.aliases, *change.aliases}
        if not (facts or renamed or alias):
            return Step(record.line, Outcome.UNCHANGED, number, record.name)
        self.changes[number] = change
        change.lines.append(record.line)
        change.facts |= facts
        if renamed:
            change.name = record.name
            if known.name not in known.aliases:
                change.aliases[known.name] = record.source
        if alias:
            change.aliases[record.name] = record.source
        outcome = Outcome.UPDATED if facts or renamed else Outcome.ALIAS
        changed = (*(("name",) if renamed or alias else ()), *facts)
        return Step(record.line, outcome, number, record.name, changes=changed)

    def new_facts(self, record: Record, known: Known, change: Change) -> dict[str, str]:
        if self.form is Form.RAW:
            return missing(given(record), {**known.facts, **change.facts})
        return {name: value for name, value in given(record).items() if known.facts.get(name, "") != value}

    def ask(self, row: Row, findings: tuple[Finding, ...]) -> Step:
        cells = content(row, self.form)
        mark = fingerprint(row, self.form, self.turns[cells])
        self.turns[cells] += 1
        name = row.values.get("name", "")[:300]
        if mark in self.asked:
            return Step(row.line, self.asked[mark], name=name, findings=findings)
        self.questions.append(Question(row, mark, findings[0]))
        return Step(row.line, Outcome.WAITING, name=name, findings=findings)
