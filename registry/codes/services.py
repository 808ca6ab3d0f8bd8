"""The only writers of code lists: the typed data that comes with the product, and official files.

Both add and correct, and end what is no more; neither deletes a code, because a record somewhere may point at it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from registry.codes import signals
from registry.codes.domain.rows import CodeRow, ListFacts, RelationRow, TypedList, fingerprint
from registry.codes.domain.sorting import sort_key
from registry.codes.models import Code, CodeList, CodeRelation, LoadedFile
from registry.core.services import Actor, announce, journal

BATCH = 500
EARLIEST = date.min  # stands for "no first day" when rows of one code are put in order


class OlderEdition(Exception):
    """The file's edition begins before one that is already loaded; the text says what to do."""


@dataclass(slots=True)
class Counts:
    """What a load did to the codes of one list; `left` are codes that the source no longer has but that still count."""

    created: int = 0
    changed: int = 0
    ended: int = 0
    unchanged: int = 0
    left: int = 0
    skipped: bool = False  # nothing to do: loaded before, or an operator's file has taken the typed list's place

    @property
    def any_change(self) -> bool:
        """Whether the store differs from before."""
        return bool(self.created or self.changed or self.ended)

    def as_dict(self) -> dict:
        """For the command's JSON and the journal."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the operator says about a file, and its fingerprint."""

    name: str
    date: date
    edition: str
    source: str
    licence: str
    sha256: str


# --- Typed data -------------------------------------------------------------------------------------------------
def load_typed(*, lists: Sequence[TypedList], relations: Sequence[RelationRow] = ()) -> dict[str, Counts]:
    """Bring the typed lists into the store. Safe to repeat: a list whose data did not change costs nothing.

    A list that an operator has loaded from a file is left alone, so an upgrade never undoes an official edition.
    """
    with transaction.atomic():
        known = {row.key: row for row in CodeList.objects.order_by("key")}
        from_file = set(LoadedFile.objects.order_by().values_list("list__key", flat=True).distinct())
        result, fresh = {}, {}
        for typed in lists:
            key = typed.facts.key
            own = [row for row in relations if row.source[0] == key]
            digest = fingerprint([typed.digest, *(asdict(row) for row in own)])
            if key in from_file or (key in known and known[key].digest == digest):
                result[key] = Counts(skipped=True)
                continue
            code_list = known.get(key) or CodeList(key=key)
            _describe(code_list, typed.facts)
            result[key] = _put_typed(code_list, typed.rows)
            fresh[key] = (code_list, own, digest)
        # Relations last: their far ends may lie in a list that was loaded after.
        for key, (code_list, own, digest) in fresh.items():
            added = _put_relations(own)
            result[key].changed += added
            _stamp(code_list, digest)
    return result


def _describe(code_list: CodeList, facts: ListFacts) -> None:
    for name, value in asdict(facts).items():
        setattr(code_list, name, value)
    code_list.save()


def _put_typed(code_list: CodeList, rows: Iterable[CodeRow]) -> Counts:
    """Rows are told apart by code and first day; a typed row corrects the stored one in place."""
    counts = Counts()
    stored = {(row.code, row.valid_from): row for row in code_list.codes.order_by("id")}
    plan = []
    for row in rows:
        code = stored.pop((row.code, row.valid_from), None)
        plan.append((row, code or Code(list=code_list, code=row.code, valid_from=row.valid_from)))
    counts.left = len(stored)
    _write(code_list, plan, counts, typed=True)
    return counts


# --- Official files ---------------------------------------------------------------------------------------------
def load_file(
    *,
    list_key: str,
    rows: Sequence[CodeRow],
    relations: Sequence[RelationRow] = (),
    complete: bool,
    facts: FileFacts,
    valid_from: date | None,
    by: Actor,
    at: datetime,
    dry_run: bool = False,
) -> Counts:
    """Load a checked file as an edition of the list, all or nothing; the same file again is a no-op.

    `valid_from` is the day the edition takes over. Then a code with a new name gets a new row from that day and its
    old row ends, and codes that a `complete` file lacks end; older records keep the row they point at. Without a day
    the file corrects the edition that is there: names change in place and nothing ends.
    Raises CodeList.DoesNotExist, and OlderEdition if a newer edition is loaded already.
    """
    with transaction.atomic():
        code_list = CodeList.objects.select_for_update().get(key=list_key)
        if code_list.files.filter(sha256=facts.sha256, edition=facts.edition).exists():
            return Counts(skipped=True)
        code_list.source, code_list.licence = facts.source, facts.licence
        code_list.edition, code_list.short = facts.edition, code_list.short and not complete
        code_list.save()
        counts = _put_file(code_list, rows, valid_from, complete)
        counts.changed += _put_relations(relations)
        LoadedFile.objects.create(list=code_list, row_count=len(rows), loaded_at=at, **asdict(facts))
        _stamp(code_list, fingerprint([facts.sha256, facts.edition, valid_from]))
        journal(code_list, "codes.load_file", by=by, file=facts.name, edition=facts.edition, **counts.as_dict())
        announce(signals.codes_changed, CodeList, list_key=list_key)
        if dry_run:
            transaction.set_rollback(True)
    return counts


def _put_file(code_list: CodeList, rows: Sequence[CodeRow], starts: date | None, complete: bool) -> Counts:
    counts = Counts()
    current: dict[str, Code] = {}  # the row of each code that counts longest
    for code in sorted(code_list.codes.order_by("id"), key=lambda code: code.valid_from or EARLIEST):
        current[code.code] = code
    newest = max((code.valid_from for code in current.values() if code.valid_from), default=None)
    if starts and newest and starts < newest:
        text = _("Listen har allerede en udgave, der gælder fra %(newest)s. Indlæs udgaver i tidsfølge.")
        raise OlderEdition(text % {"newest": newest.isoformat()})
    # A code that is new to the list lives as long as its fellows, unless the edition has a first day of its own.
    first = min(current.values(), key=lambda code: code.pk, default=None)
    period = (starts, None) if starts else (first.valid_from, first.valid_to) if first else (None, None)
    plan, ended = [], []
    for row in rows:
        code = current.get(row.code)
        renamed = code is not None and not _same_names(code, row)
        if renamed and starts and (code.valid_from or EARLIEST) < starts:
            if code.valid_to is None or code.valid_to > starts:
                code.valid_to = starts
                ended.append(code)
            known_english = code.name_en if row.name_en is None and code.name_da == row.name_da else ""
            code = Code(list=code_list, code=row.code, valid_from=starts, name_en=known_english)
        elif code is None:
            code = Code(list=code_list, code=row.code, valid_from=period[0], valid_to=period[1])
        plan.append((row, code))
    named = {row.code for row in rows}
    for code in current.values() if complete else ():
        if code.code in named:
            continue
        if starts and code.valid_to is None and (code.valid_from or EARLIEST) < starts:
            code.valid_to = starts
            ended.append(code)
        elif code.valid_to is None:
            counts.left += 1
    # Ends are written first: two rows of one code never count on the same day.
    Code.objects.bulk_update(ended, ["valid_to"], batch_size=BATCH)
    counts.ended = len(ended)
    _write(code_list, plan, counts)
    return counts


def _same_names(code: Code, row: CodeRow) -> bool:
    return code.name_da == row.name_da and (row.name_en is None or code.name_en == row.name_en)


# --- Shared -----------------------------------------------------------------------------------------------------
FIELDS = ["name_da", "name_en", "valid_to", "edition", "sort_key", "attributes", "parent"]


def _write(code_list: CodeList, plan: Sequence[tuple[CodeRow, Code]], counts: Counts, *, typed: bool = False) -> None:
    """Create and correct codes, parents before children, in few statements."""
    by_code = {row.code: code for row, code in plan}
    # A parent that the source does not name again may stand in the store already.
    strangers = {row.parent for row, _code in plan if row.parent} - by_code.keys()
    if strangers:
        for code in code_list.codes.filter(code__in=strangers).order_by("id"):
            by_code[code.code] = code
    waiting = list(plan)
    corrected = []
    while waiting:
        ready = [pair for pair in waiting if pair[0].parent is None or _is_stored(by_code.get(pair[0].parent))]
        if not ready:
            names = ", ".join(sorted(row.code for row, _code in waiting)[:5])
            raise ValueError(f"{code_list.key}: no parent, or a ring of parents: {names}")
        created = []
        for row, code in ready:
            changed = _fill(code, row, by_code.get(row.parent), code_list.edition, typed=typed)
            if code.pk is None:
                created.append(code)
            elif changed:
                corrected.append(code)
            else:
                counts.unchanged += 1
        Code.objects.bulk_create(created, batch_size=BATCH)
        counts.created += len(created)
        done = {id(row) for row, _code in ready}
        waiting = [pair for pair in waiting if id(pair[0]) not in done]
    Code.objects.bulk_update(corrected, FIELDS, batch_size=BATCH)
    counts.changed += len(corrected)


def _is_stored(code: Code | None) -> bool:
    return code is not None and code.pk is not None


def _fill(code: Code, row: CodeRow, parent: Code | None, edition: str, *, typed: bool) -> bool:
    """Set the row's values on the code; whether any differed. The edition is the one in which the code last changed.

    Typed data says all there is to say; a file says nothing about ends and adds to what was known.
    """
    wanted = {
        "name_da": row.name_da,
        "name_en": code.name_en if row.name_en is None else row.name_en,
        "valid_to": row.valid_to if typed else code.valid_to,
        "sort_key": sort_key(row.name_da),
        "attributes": dict(row.attributes) if typed else {**code.attributes, **row.attributes},
        "parent_id": parent.pk if parent else None,
    }
    differs = any(getattr(code, name) != value for name, value in wanted.items())
    if differs or code.pk is None:
        for name, value in wanted.items():
            setattr(code, name, value)
        code.edition = edition
    return differs


def _put_relations(relations: Sequence[RelationRow]) -> int:
    """Add relations that are not there and correct ends; how many rows changed. Unknown codes are passed over."""
    if not relations:
        return 0
    keys = {end[0] for row in relations for end in (row.source, row.target)}
    ids: dict[tuple[str, str], int] = {}
    found = Code.objects.filter(list__key__in=keys).order_by("id")
    for key, code, pk in found.values_list("list__key", "code", "id"):
        ids[key, code] = pk
    kinds = {row.kind for row in relations}
    stored = {
        (row.kind, row.source_id, row.target_id, row.valid_from): row
        for row in CodeRelation.objects.filter(kind__in=kinds)
    }
    created, corrected = {}, []
    for row in relations:
        source, target = ids.get(row.source), ids.get(row.target)
        if source is None or target is None:
            continue
        key = (row.kind, source, target, row.valid_from)
        if key not in stored:
            created[key] = CodeRelation(
                kind=row.kind, source_id=source, target_id=target, valid_from=row.valid_from, valid_to=row.valid_to
            )
        elif stored[key].valid_to != row.valid_to:
            stored[key].valid_to = row.valid_to
            corrected.append(stored[key])
    CodeRelation.objects.bulk_create(created.values(), batch_size=BATCH)
    CodeRelation.objects.bulk_update(corrected, ["valid_to"], batch_size=BATCH)
    return len(created) + len(corrected)


def _stamp(code_list: CodeList, digest: str) -> None:
    """Mark the list as changed: what other processes remember of it is asked for anew."""
    code_list.digest = digest
    code_list.version += 1
    code_list.save(update_fields=["digest", "version"])
