"""The SQL of one question: what must hold, each facet apart, so that a facet can be counted without its own choice.

One shape for both stores; only the text match and the list of another day's holdings are written differently. Every
value that came from outside is a parameter.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from registry.search.domain.facets import RANGE, STATUSES, Facet, Status, base
from registry.search.domain.query import Query
from registry.search.domain.words import MIN_PREFIX, Word, plain, question

SEPARATORS = str.maketrans("", "", " .-\u00a0\u202f")


@dataclass
class Sql:
    """A piece of SQL with its parameters, in the order in which they stand."""

    text: str = ""
    params: list = field(default_factory=list)

    def __add__(self, other: "Sql | str") -> "Sql":
        other = other if isinstance(other, Sql) else Sql(other)
        return Sql(self.text + other.text, self.params + other.params)

    def __radd__(self, other: str) -> "Sql":
        return Sql(other) + self


def join(pieces: Iterable[Sql], by: str) -> Sql:
    """The pieces with `by` between them."""
    pieces = list(pieces)
    return Sql(by.join(piece.text for piece in pieces), [param for piece in pieces for param in piece.params])


def marks(values: Collection) -> Sql:
    """A list of parameters in brackets."""
    return Sql("(" + ", ".join(["%s"] * len(values)) + ")", list(values))


def cvr_in(text: str) -> str | None:
    """The eight digits when the question is a company number and nothing else.

    >>> cvr_in("90 00 00 83"), cvr_in("DK-90000083"), cvr_in("rengøring 90000083")
    ('90000083', '90000083', None)
    """
    digits = text.strip().translate(SEPARATORS).upper()
    for prefix in ("CVR:", "CVR", "DK"):
        digits = digits.removeprefix(prefix)
    return digits if len(digits) == 8 and digits.isascii() and digits.isdigit() else None


# --- Which listings hold what on the day ------------------------------------------------------------------------
def holdings(rows: Sequence[tuple[int, int, int]] | None, vendor: str) -> Sql:
    """CTE `holding(doc, route, status)`: the index for the day it was made for, given rows for any other day."""
    if rows is None:
        low = base(Facet.HOLDING)
        return Sql(
            f"holding(doc, route, status) AS (SELECT doc_id, (value - {low}) / {STATUSES}, "
            f"(value - {low}) %% {STATUSES} FROM search_searchterm WHERE value >= {low} AND value < {low + RANGE})"
        )
    if vendor == "postgresql":
        source = "(x->>0)::bigint, (x->>1)::int, (x->>2)::int FROM jsonb_array_elements(%s::jsonb) AS t(x)"
    else:
        source = (
            "json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(%s)"
        )
    return Sql(
        f"holding(doc, route, status) AS MATERIALIZED (SELECT {source})", [json.dumps([list(row) for row in rows])]
    )


# --- Words ------------------------------------------------------------------------------------------------------
def hits(text: str, vendor: str) -> Sql | None:
    """CTE `hit(doc, bucket)`: listings that the words find, the better the lower; None when nothing is asked.

    0 the whole name (or the company number), 1 all words in the name, 2 with other names, 3 with services, 4 anywhere.
    """
    parts = []
    if number := cvr_in(text):
        # A sole trader's number is personal data: nobody finds a person by it.
        parts.append(
            Sql(
                "SELECT d.id AS doc, 0 AS bucket FROM search_searchdoc d "
                "JOIN organisations_organisation o ON o.id = d.organisation_id "
                "WHERE NOT o.is_sole_trader AND (o.cvr = %s OR o.id IN (SELECT m.merged_into_id "
                "FROM organisations_organisation m WHERE m.cvr = %s AND NOT m.is_sole_trader))",
                [number, number],
            )
        )
    sought = question(text)
    if not sought and not parts:
        # Signs only, such as "***": a question that finds nothing, which is not the same as no question.
        return Sql("hit(doc, bucket) AS (SELECT 0, 0 WHERE 1 = 0)") if text.strip() else None
    if sought:
        parts.append(Sql("SELECT id AS doc, 0 AS bucket FROM search_searchdoc WHERE plain = %s", [plain(text)[:400]]))
        for bucket, fields in enumerate(
            ("name", "name alias", "name alias service", "name alias service body"), start=1
        ):
            if vendor == "postgresql":
                match = _tsquery(sought, "ABCD"[:bucket])
                parts.append(Sql(f"SELECT doc, {bucket} FROM search_text WHERE words @@ %s::tsquery", [match]))
            else:
                match = f"{{{fields}}} : ({_fts5(sought)})"
                parts.append(Sql(f"SELECT rowid, {bucket} FROM search_text WHERE search_text MATCH %s", [match]))
    union = join(parts, " UNION ALL ")
    return "hit(doc, bucket) AS MATERIALIZED (SELECT doc, MIN(bucket) FROM (" + union + ") u GROUP BY doc)"


def _fts5(sought: list[Word]) -> str:
    """Each word whole by its stem or as a beginning by its form, all of them. Words are letters and digits only."""
    return " AND ".join(
        f'("{word.stem}" OR "{word.form}"{" *" if len(word.form) >= MIN_PREFIX else ""})' for word in sought
    )


def _tsquery(sought: list[Word], weights: str) -> str:
    return " & ".join(
        f"('{word.stem}':{weights} | '{word.form}':{'*' if len(word.form) >= MIN_PREFIX else ''}{weights})"
        for word in sought
    )


# --- What must hold ---------------------------------------------------------------------------------------------
@dataclass
class Group:
    """Facets that must be met by the same fact (one offer, one entry), or a facet of its own."""

    facets: tuple[str, ...]
    full: Sql
    without: dict[str, Sql | None]  # the condition when one of its facets is not asked; None: nothing is left to ask


def groups(query: Query, areas: Collection[str]) -> list[Group]:
    """The conditions of the question on `d`, the listing."""
    found = []
    service, to = query.keys("service"), sorted(areas) if query.to else []
    if service or to:
        found.append(
            Group(
                tuple(name for name, asked in (("service", service), ("to", to)) if asked),
                _delivery(service, to),
                {"service": _delivery(frozenset(), to), "to": _delivery(service, [])},
            )
        )
    route, status = query.keys("route"), query.keys("status")
    if route or status:
        found.append(
            Group(
                tuple(name for name, asked in (("route", route), ("status", status)) if asked),
                _held(route, status),
                {"route": _held(frozenset(), status), "status": _held(route, frozenset())},
            )
        )
    for facet in (Facet.SIZE, Facet.LEGAL, Facet.MUNICIPALITY, Facet.REGION, Facet.RSV, Facet.KIND):
        if keys := query.keys(facet.key):
            having = "d.id IN (SELECT doc_id FROM search_searchterm WHERE value IN " + numbers(facet, keys) + ")"
            found.append(Group((facet.key,), having, {facet.key: None}))
    return found


def numbers(facet: Facet, keys: Collection[str]) -> Sql:
    """Sub-select of the numbers of some keys; a key that never occurred has none, so nothing holds it."""
    return (
        Sql(f"(SELECT {base(facet)} + id FROM search_searchvalue WHERE facet = {int(facet)} AND key IN ")
        + marks(sorted(keys))
        + ")"
    )


def _delivery(service: frozenset[str], areas: Sequence[str]) -> Sql | None:
    if not areas:
        if not service:
            return None
        return "d.id IN (SELECT doc_id FROM search_searchterm WHERE value IN " + numbers(Facet.SERVICE, service) + ")"
    of = "service IN " + numbers(Facet.SERVICE, service) if service else Sql("service = 0")
    return "d.id IN (SELECT doc_id FROM search_searcharea WHERE " + of + " AND area IN " + marks(areas) + ")"


def _held(route: frozenset[str], status: frozenset[str]) -> Sql | None:
    asked = holding_is(route, status, "")
    return None if asked is None else "d.id IN (SELECT doc FROM holding WHERE " + asked + ")"


def holding_is(route: frozenset[str], status: frozenset[str], alias: str) -> Sql | None:
    """The condition on a row of `holding`."""
    parts = []
    if route:
        parts.append(
            Sql(f"{alias}route IN (SELECT id FROM search_searchvalue WHERE facet = {int(Facet.ROUTE)} AND key IN ")
            + marks(sorted(route))
            + ")"
        )
    if status:
        parts.append(Sql(f"{alias}status IN ") + marks(sorted(int(Status.of(key)) for key in status)))
    return join(parts, " AND ") if parts else None
