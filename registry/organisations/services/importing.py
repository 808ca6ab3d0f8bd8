"""Imports: plan, keep for a person to look at, load, and settle the rows that wait.

A plan is made again at the moment of loading, inside the transaction, against what the register has by then. Two people
(or two processes) who load the same file at once cannot make anything twice: the second finds all of it there, or is
stopped by a uniqueness rule of the store, and plans again.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from registry.codes import queries as codes
from registry.codes.domain.identifiers import Cvr, normalise_cvr
from registry.codes.domain.identifiers import Kind as NumberKind
from registry.codes.models import Code
from registry.core.services import Actor, journal, move
from registry.organisations.domain.import_plan import ADDRESS, FACTS, Change, Draft, Known, Outcome, Plan, make_plan
from registry.organisations.domain.import_rows import Form, Lists, Row
from registry.organisations.domain.importing import IMPORT
from registry.organisations.domain.refusals import Reason, Refusal
from registry.organisations.models import ImportBatch, ImportRow, Organisation
from registry.organisations.services.registering import (
    NewOrganisation,
    add_alias,
    edit_organisation,
    register_many,
    register_organisation,
    tell,
)

TRIES = 3
CHUNK = 500


# --- Planning (reads only) --------------------------------------------------------------------------------------
def plan_import(rows: Iterable[Row], form: Form, *, on: date, allow_demo: bool) -> Plan:
    """What loading the rows would do to the register as it is now."""
    rows = tuple(rows)
    return make_plan(
        rows,
        form,
        lists=code_lists(on),
        known=known_organisations(rows, form),
        asked=asked_before(),
        allow_demo=allow_demo,
    )


def code_lists(on: date) -> Lists:
    """The lists a row may refer to, on the day."""
    forms = list(codes.codes("legal_form", on).only("code", "attributes"))
    return Lists(
        municipalities=frozenset(codes.hierarchy(on).municipalities),
        legal_forms=frozenset(form.code for form in forms),
        personal_forms=frozenset(form.code for form in forms if form.attributes.get("personal")),
        nuts3=frozenset(codes.codes("nuts3").values_list("code", flat=True)),
    )


def known_organisations(rows: Iterable[Row], form: Form) -> dict[str, Known]:
    """The organisations the rows name a number of, by number; a merged row still knows its own number and names."""
    spelt = (normalise_cvr(row.values.get(form.number_column), allow_demo=True) for row in rows)
    numbers = sorted({number.number for number in spelt if isinstance(number, Cvr)})
    found = {}
    for at in range(0, len(numbers), CHUNK):
        some = Organisation.objects.filter(cvr__in=numbers[at : at + CHUNK]).prefetch_related("aliases")
        found |= {row.cvr: _known(row) for row in some.select_related("municipality", "legal_form").order_by("pk")}
    return found


def _known(row: Organisation) -> Known:
    facts = {name: getattr(row, name) for name in (*ADDRESS, "website", "kind")}
    facts["municipality"] = row.municipality.code if row.municipality else ""
    facts["legal_form"] = row.legal_form.code if row.legal_form else ""
    return Known(row.pk, row.name, frozenset(alias.name for alias in row.aliases.all()), facts)


def asked_before() -> dict[str, Outcome]:
    """How the questions that were put to a person stand, by fingerprint."""
    rows = ImportRow.objects.exclude(fingerprint="").order_by("pk").values_list("fingerprint", "outcome")
    return {mark: Outcome(outcome) for mark, outcome in rows}


# --- Loading ----------------------------------------------------------------------------------------------------
def keep_import(rows: Iterable[Row], plan: Plan, *, sha256: str, file_name: str, by: Actor) -> ImportBatch:
    """Keep a file that was read, with what would become of each row, until a person loads it or throws it away."""
    steps = {step.line: step for step in plan.steps}
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            file_name=file_name[:200], sha256=sha256, form=plan.form.value, row_count=len(plan.steps), created_by=by
        )
        ImportRow.objects.bulk_create(
            (
                ImportRow(
                    batch=batch,
                    line=row.line,
                    outcome=steps[row.line].outcome.value,
                    values=_kept(row),
                    **_first_finding(steps[row.line]),
                )
                for row in rows
            ),
            batch_size=500,
        )
    return batch


def _kept(row: Row) -> dict[str, str]:
    # A store may refuse some control characters in JSON; what is kept for a person to read shows them as a box.
    values = {name: value.replace("\0", "\ufffd") for name, value in row.values.items()}
    return {**values, "": "ragged"} if row.ragged else values


def _first_finding(step) -> dict[str, str]:
    if not step.findings:
        return {"field": "", "problem": ""}
    return {"field": step.findings[0].field, "problem": step.findings[0].problem.value}


def rows_of(batch: ImportBatch) -> tuple[Row, ...]:
    """The rows of a kept file, as they were read."""
    return tuple(as_row(row) for row in batch.rows.order_by("line"))


def as_row(row: ImportRow) -> Row:
    """A kept row as the reader gave it."""
    values = dict(row.values)
    return Row(row.line, values, ragged=values.pop("", "") == "ragged")


def load_import(batch: ImportBatch, *, by: Actor, on: date, at: datetime, allow_demo: bool) -> Plan:
    """Load a kept file: all of a strict one or nothing; of a raw one what can be used, and the rest waits.

    Raises IllegalMove when it was loaded or thrown away already. A refused plan is returned, and nothing is written.
    """

    def load() -> Plan:
        plan = plan_import(rows_of(batch), Form(batch.form), on=on, allow_demo=allow_demo)
        if not plan.is_refused:
            move(batch, IMPORT, "load", by=by, loaded_at=at)
            _write_rows(batch, plan, _carry_out(plan, by=by, on=on))
        return plan

    return _again_after_a_race(load, batch)


def import_rows(
    rows: Iterable[Row],
    form: Form,
    *,
    sha256: str,
    file_name: str,
    by: Actor,
    on: date,
    at: datetime,
    allow_demo: bool,
) -> tuple[Plan, ImportBatch | None]:
    """Plan and load in one go, for the command. A file that would change nothing leaves no trace, and no batch."""
    rows = tuple(rows)

    def load() -> tuple[Plan, ImportBatch | None]:
        plan = plan_import(rows, form, on=on, allow_demo=allow_demo)
        if plan.is_refused or not plan.does_something:
            return plan, None
        batch = keep_import(rows, plan, sha256=sha256, file_name=file_name, by=by)
        move(batch, IMPORT, "load", by=by, loaded_at=at)
        _write_rows(batch, plan, _carry_out(plan, by=by, on=on))
        return plan, batch

    return _again_after_a_race(load)


def discard_import(batch: ImportBatch, *, by: Actor) -> None:
    """Throw a kept file away. Raises IllegalMove when it was loaded already."""
    with transaction.atomic():
        move(batch, IMPORT, "discard", by=by)
        batch.rows.update(values={})


def _again_after_a_race(load, batch: ImportBatch | None = None):
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                return load()
        except (IntegrityError, Refusal):
            # Somebody else wrote the same number, name or question between our look and our write.
            if attempt == TRIES - 1:
                raise
            if batch is not None:
                batch.refresh_from_db()
    raise AssertionError("unreachable")


def _carry_out(plan: Plan, *, by: Actor, on: date) -> dict[str, int]:
    """Write the plan; organisation ids by number."""
    lists = _Codes(on)
    rows = register_many([_new(draft, lists) for draft in plan.drafts], by=by)
    ids = {row.cvr: row.pk for row in rows}
    for change in plan.changes:
        _change(change, lists, by=by)
    tell([*ids.values(), *(change.known.pk for change in plan.changes)])
    return ids


class _Codes:
    """Code rows by code, fetched once."""

    def __init__(self, on: date) -> None:
        self.municipality = codes.by_code("municipality", on)
        self.legal_form = codes.by_code("legal_form", on)

    def fields(self, facts: Mapping[str, str]) -> dict:
        fields: dict[str, str | bool | Code] = {name: facts[name] for name in ADDRESS if facts.get(name)}
        fields |= {name: facts[name] for name in FACTS if facts.get(name)}
        for name in ("municipality", "legal_form"):
            if name in fields:
                fields[name] = getattr(self, name)[facts[name]]
        if "legal_form" in fields:
            fields["is_sole_trader"] = bool(fields["legal_form"].attributes.get("personal"))
        return fields


def _new(draft: Draft, lists: _Codes) -> NewOrganisation:
    return NewOrganisation(
        name=draft.name,
        number=draft.number,
        aliases=tuple(draft.aliases.items()),
        source=draft.source,
        is_demo=draft.number.kind is NumberKind.DEMO,
        fields=lists.fields({"kind": Organisation.Kind.UNKNOWN.value, **draft.facts}),
    )


def _change(change: Change, lists: _Codes, *, by: Actor) -> None:
    organisation = Organisation.objects.get(pk=change.known.pk)
    fields = lists.fields(change.facts)
    if change.name:
        fields["name"] = change.name
    if fields and organisation.merged_into_id is None:
        edit_organisation(organisation, by=by, quiet=True, **fields)
    for name, source in change.aliases.items():
        add_alias(organisation, name=name, source=source, by=by, quiet=True)


def _write_rows(batch: ImportBatch, plan: Plan, created: Mapping[str, int]) -> None:
    """What became of each row, and the questions of those that wait."""
    steps = {step.line: step for step in plan.steps}
    marks = {question.row.line: question.fingerprint for question in plan.questions}
    numbers = {step.number for step in plan.steps if step.number}
    ids = dict(Organisation.objects.filter(cvr__in=numbers).order_by("pk").values_list("cvr", "pk")) | dict(created)
    rows = list(batch.rows.order_by("line"))
    for row in rows:
        step = steps[row.line]
        row.outcome = step.outcome.value
        row.organisation_id = ids.get(step.number)
        row.fingerprint = marks.get(row.line, "")
        if row.outcome == ImportRow.Outcome.WAITING and not row.fingerprint:
            # The question stands in an earlier file and is not put twice.
            row.outcome = ImportRow.Outcome.REPEATED
    # Written anew under their own keys: for thousands of rows that takes a tenth of the time of updating each.
    batch.rows.order_by().delete()
    ImportRow.objects.bulk_create(rows, batch_size=500)


# --- Rows that wait ---------------------------------------------------------------------------------------------
def attach_row(row: ImportRow, organisation: Organisation, *, by: Actor, at: datetime) -> None:
    """The row speaks of this organisation: its name becomes a further name, if it is not one already."""
    name = content_name(row)
    with transaction.atomic():
        _settle(row, ImportRow.Outcome.ATTACHED, by=by, at=at, organisation=organisation)
        if name:
            add_alias(organisation, name=name, source=row.values.get("source", ""), by=by)


def create_from_row(
    row: ImportRow, *, name: str, number: Cvr | None, by: Actor, at: datetime, **fields
) -> Organisation:
    """The row speaks of an organisation the register does not have; a person says what it is called and its number."""
    with transaction.atomic():
        organisation = register_organisation(
            name=name, number=number, source=row.values.get("source", "")[:200], by=by, **fields
        )
        _settle(row, ImportRow.Outcome.ATTACHED, by=by, at=at, organisation=organisation)
        spelt = content_name(row)
        if spelt and spelt != name:
            add_alias(organisation, name=spelt, source=row.values.get("source", ""), by=by)
    return organisation


def dismiss_row(row: ImportRow, *, reason: str, by: Actor, at: datetime) -> None:
    """The row is of no use to the register; the reason is kept."""
    if not reason.strip():
        raise Refusal(Reason.REASON_MISSING)
    _settle(row, ImportRow.Outcome.DISMISSED, by=by, at=at, reason=reason.strip()[:300])


def content_name(row: ImportRow) -> str:
    """The name in a waiting row, in one spelling of blanks and within the length of a name."""
    return " ".join(row.values.get("name", "").split())[:300]


def _settle(row: ImportRow, outcome: str, *, by: Actor, at: datetime, **fields) -> None:
    with transaction.atomic():
        waiting = ImportRow.objects.filter(pk=row.pk, outcome=ImportRow.Outcome.WAITING, batch__state="loaded")
        settled = {"outcome": outcome, "settled_by": by, "settled_at": at, **fields}
        if waiting.order_by().update(**settled) != 1:
            raise Refusal(Reason.SETTLED)
        for name, value in settled.items():
            setattr(row, name, value)
        journal(row.batch, f"organisations.row_{outcome}", by=by, line=row.line)
