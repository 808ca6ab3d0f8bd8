"""The answer to a question, by SQL: one statement for all counts, one for the page's ids.

This is the path that always works. It reads every candidate, so at hundreds of thousands of listings an index held in
the process will answer instead, and this stays as the measure it must equal.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.conf import settings
from django.db import connection

from registry.codes.domain.geography import Hierarchy
from registry.search.domain.cover import areas_over, count_by_municipality
from registry.search.domain.facets import RANGE, Facet, Status, base
from registry.search.domain.fairness import PRIME, day_key
from registry.search.domain.query import MAX_PAGE, Order, Query, Result
from registry.search.queries import statement
from registry.search.queries.days import holdings_of_day
from registry.search.queries.statement import Group, Sql, join

# What is counted beside a result. Kind and the rest are cheap: they are ranges of the same index.
COUNTED = (Facet.SERVICE, Facet.SIZE, Facet.LEGAL, Facet.MUNICIPALITY, Facet.REGION, Facet.RSV, Facet.KIND)


def search(query: Query, hierarchy: Hierarchy) -> Result:
    """Ids of the page in order, the total, and all counts: two statements. `hierarchy` is that of today."""
    areas = areas_over(query.to, hierarchy) if query.to else frozenset()
    plan = _Plan(query, areas, hierarchy)
    total, facets, coverage = plan.counts()
    pages = max(1, min(MAX_PAGE, -(-total // query.size)))
    page = max(1, min(query.page, pages))
    return Result(
        ids=tuple(plan.page(page)) if total else (),
        total=total,
        page=page,
        pages=pages,
        facets=facets,
        coverage=coverage,
        by_relevance=plan.hit is not None and query.order is Order.BEST,
    )


def all_ids(query: Query, hierarchy: Hierarchy, limit: int) -> list[int]:
    """Ids of the whole answer in order, at most `limit`: for a file."""
    areas = areas_over(query.to, hierarchy) if query.to else frozenset()
    return _Plan(query, areas, hierarchy).page(1, size=limit)


class _Plan:
    """The pieces of one question."""

    def __init__(self, query: Query, areas: frozenset[str], hierarchy: Hierarchy) -> None:
        self.query, self.hierarchy, self.areas = query, hierarchy, sorted(areas)
        self.vendor = connection.vendor
        self.other_day = query.on != query.today
        self.hit = statement.hits(query.text, self.vendor)
        self.groups: list[Group] = statement.groups(query, areas)
        self.holding = statement.holdings(holdings_of_day(query.on) if self.other_day else None, self.vendor)

    def ctes(self) -> Sql:
        """What both statements begin with."""
        return "WITH " + join([self.holding, *([self.hit] if self.hit else [])], ", ")

    def source(self) -> str:
        """The listings that words leave."""
        return "search_searchdoc d" + (" JOIN hit ON hit.doc = d.id" if self.hit else "")

    # Counts ------------------------------------------------------------------------------------------------------
    def counts(self) -> tuple[int, dict[str, dict[str, int]], dict[str, int]]:
        """Total, facets and coverage in one statement."""
        flags, names = self._flags()
        inner = "SELECT d.id AS id" + flags + Sql(f" FROM {self.source()} WHERE d.alive")
        near = " + ".join(f"g{at}" for at in range(len(self.groups)))
        # A listing that fails two groups is counted nowhere.
        keep = f" WHERE {near} >= {len(self.groups) - 1}" if len(self.groups) > 1 else ""
        candidates = ", c AS MATERIALIZED (SELECT * FROM (" + inner + f") x{keep})"
        branches = join(self._branches(names), " UNION ALL ")
        sql = (
            self.ctes()
            + candidates
            + " SELECT r.part, r.value, r.area, r.n, v.key FROM ("
            + branches
            + f") r LEFT JOIN search_searchvalue v ON v.id = r.value %% {RANGE}"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql.text, sql.params)
            rows = cursor.fetchall()
        return self._read(rows)

    def _flags(self) -> tuple[Sql, dict[str, str]]:
        """A 0/1 column a condition: g0, g1 ... and, for facets that share a group, the condition without each."""
        flags, names = Sql(), {}
        for at, group in enumerate(self.groups):
            flags += ", CASE WHEN " + group.full + f" THEN 1 ELSE 0 END AS g{at}"
            for facet in group.facets:
                other = group.without[facet] if len(group.facets) > 1 else None
                if other is not None:
                    names[facet] = f"g{at}_{facet}"
                    flags += ", CASE WHEN " + other + f" THEN 1 ELSE 0 END AS {names[facet]}"
        return flags, names

    def _where(self, names: dict[str, str], facet: str = "", more: Sql | None = None) -> Sql:
        """All conditions, or all but the facet's own."""
        parts = []
        for at, group in enumerate(self.groups):
            if facet not in group.facets:
                parts.append(Sql(f"c.g{at} = 1"))
            elif facet in names:
                parts.append(Sql(f"c.{names[facet]} = 1"))
        parts += [more] if more else []
        return " WHERE " + join(parts, " AND ") if parts else Sql()

    def _branches(self, names: dict[str, str]) -> list[Sql]:
        chosen = {facet for group in self.groups for facet in group.facets}
        found = [Sql("SELECT 'total' AS part, 0 AS value, '' AS area, COUNT(*) AS n FROM c") + self._where(names)]
        idle = []
        for facet in COUNTED:
            if facet is Facet.SERVICE and self.areas:
                found.append(self._services_there(names))
            elif facet.key in chosen:
                found.append(self._terms([facet], names, facet.key))
            else:
                idle.append(facet)
        if idle:
            found.append(self._terms(idle, names))
        found.append(self._held("route", f"{base(Facet.ROUTE)} + h.route", self.query.keys("status"), names))
        found.append(self._held("status", f"{base(Facet.STATUS)} + h.status", self.query.keys("route"), names))
        found.append(self._coverage(names))
        return found

    def _terms(self, facets: Sequence[Facet], names: dict[str, str], own: str = "") -> Sql:
        ranges = " OR ".join(f"t.value BETWEEN {base(f)} AND {base(f) + RANGE - 1}" for f in sorted(facets))
        # CROSS JOIN keeps SQLite from turning the order round: it knows nothing about the size of a CTE.
        return (
            Sql("SELECT 'term', t.value, '', COUNT(*) FROM c CROSS JOIN search_searchterm t")
            + self._where(names, own, Sql(f"t.doc_id = c.id AND ({ranges})"))
            + " GROUP BY t.value"
        )

    def _services_there(self, names: dict[str, str]) -> Sql:
        """Services delivered in the place asked for: at most one row of a listing and service takes it in."""
        more = Sql("a.doc_id = c.id AND a.service <> 0 AND a.area IN ") + statement.marks(self.areas)
        return (
            Sql("SELECT 'term', a.service, '', COUNT(*) FROM c CROSS JOIN search_searcharea a")
            + self._where(names, "service", more)
            + " GROUP BY a.service"
        )

    def _held(self, facet: str, number: str, other: frozenset[str], names: dict[str, str]) -> Sql:
        more = Sql("h.doc = c.id")
        if other:
            asked = {"route": (frozenset(), other), "status": (other, frozenset())}[facet]
            more += " AND " + statement.holding_is(*asked, "h.")
        return (
            Sql(f"SELECT 'term', {number}, '', COUNT(DISTINCT c.id) FROM c CROSS JOIN holding h")
            + self._where(names, facet, more)
            + f" GROUP BY {number}"
        )

    def _coverage(self, names: dict[str, str]) -> Sql:
        """Who delivers what is sought, by area; the rows of one service do not overlap, those of several may."""
        service = self.query.keys("service")
        of = "a.service IN " + statement.numbers(Facet.SERVICE, service) if service else Sql("a.service = 0")
        where = self._where(names, "to", "a.doc_id = c.id AND " + of)
        if len(service) < 2:
            return (
                Sql("SELECT 'area', 0, a.area, COUNT(*) FROM c CROSS JOIN search_searcharea a")
                + where
                + " GROUP BY a.area"
            )
        # Codes of the hierarchy are our own and of letters and digits; 300 pairs would be too many parameters.
        pairs = ", ".join(
            f"('{area}', '{code}')"
            for code in sorted(self.hierarchy.municipalities)
            for area in sorted(areas_over(code, self.hierarchy))
            if area.isalnum() and code.isalnum()
        )
        return (
            Sql("SELECT 'place', 0, p.column2, COUNT(DISTINCT c.id) FROM c CROSS JOIN search_searcharea a ")
            + f"JOIN (VALUES {pairs}) p ON p.column1 = a.area"
            + where
            + " GROUP BY p.column2"
        )

    def _read(self, rows: list[tuple]) -> tuple[int, dict[str, dict[str, int]], dict[str, int]]:
        total, facets, areas, places = 0, defaultdict(dict), {}, {}
        for part, number, area, count, key in rows:
            if part == "total":
                total = count
            elif part == "area":
                areas[area] = count
            elif part == "place":
                places[area] = count
            else:
                facet = Facet(number // RANGE)
                if facet is Facet.STATUS:
                    key = Status(number % RANGE).key
                facets[facet.key][key or ""] = count
        if len(self.query.keys("service")) < 2:
            places = count_by_municipality(areas, self.hierarchy)
        else:
            places = {code: places.get(code, 0) for code in sorted(self.hierarchy.municipalities)}
        facets["route"].pop("", None)  # no entry at all is a status, not a route
        return total, {facet.key: dict(facets[facet.key]) for facet in Facet if facet is not Facet.HOLDING}, places

    # The page ----------------------------------------------------------------------------------------------------
    def page(self, page: int, *, size: int | None = None) -> list[int]:
        """Ids of one page."""
        size = size or self.query.size
        conditions = join([Sql("d.alive"), *(group.full for group in self.groups)], " AND ")
        standing, more = "d.standing", ""
        if self.other_day:
            standing = f"COALESCE(s.standing, {int(Status.NONE)})"
            more = " LEFT JOIN (SELECT doc, MIN(status) AS standing FROM holding GROUP BY doc) s ON s.doc = d.id"
        sql = (
            self.ctes()
            + f" SELECT d.id FROM {self.source()}{more} WHERE "
            + conditions
            + " ORDER BY "
            + self._order(standing)
            + Sql(" LIMIT %s OFFSET %s", [size, (page - 1) * size])
        )
        with connection.cursor() as cursor:
            cursor.execute(sql.text, sql.params)
            return [row[0] for row in cursor.fetchall()]

    def _order(self, standing: str) -> Sql:
        a, b = day_key(settings.FAIR_ORDER_SECRET, self.query.today)
        turn = f"(d.rot * {a} + {b}) %% {PRIME}, d.id"
        match self.query.order:
            case Order.NAME:
                return Sql("d.sort_key, d.id")
            case Order.NEWEST:
                return Sql("d.created DESC, d.id")
            case Order.DISTANCE if self.query.to in self.hierarchy.points:
                return self._ranks() + f", {standing}, {turn}"
            case _:
                return Sql(f"{'hit.bucket, ' if self.hit else ''}{standing}, {turn}")

    def _ranks(self) -> Sql:
        """The place of each municipality by its distance from the one asked for; unknown ones last."""
        points, to = self.hierarchy.points, self.query.to
        ranked = sorted(points, key=lambda code: (self.hierarchy.distance_km(to, code), code))
        cases = join([Sql("WHEN %s THEN " + str(rank), [code]) for rank, code in enumerate(ranked)], " ")
        return "CASE d.municipality " + cases + f" ELSE {len(ranked)} END"
