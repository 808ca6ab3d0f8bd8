"""The lists of choices beside a result: counted, named, and as few at a time as a person can read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registry.search.domain.query import Query, Result
from registry.search.filters import KIND_WORDS, RSV_WORDS, SIZE_WORDS, STATUS_WORDS
from registry.search.queries.names import Names

SHOWN = 6  # of a long list; the rest is one click away


@dataclass(frozen=True)
class Choice:
    """One line of a facet."""

    key: str
    label: str
    count: int
    chosen: bool
    is_group: bool = False


@dataclass(frozen=True)
class FacetList:
    """A facet with its lines; `more` are folded away, in groups."""

    name: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()


def facet_lists(query: Query, result: Result, names: Names) -> dict[str, FacetList]:
    """All facets by name. A line with no hit is left out unless it is chosen, so a facet may be empty."""
    routes = {key: _route_name(key, names) for key in names.routes}
    return {
        "route": _list("route", routes.items(), query, result),
        "status": _list("status", STATUS_WORDS.items(), query, result),
        "service": _services(query, result, names),
        "size": _list("size", SIZE_WORDS.items(), query, result),
        "region": _list("region", _named(names.regions), query, result),
        "municipality": _shortened(_list("municipality", _named(names.municipalities), query, result)),
        "kind": _list("kind", KIND_WORDS.items(), query, result),
        "rsv": _list("rsv", RSV_WORDS.items(), query, result),
    }


def _named(codes: Mapping) -> list[tuple[str, str]]:
    return [(code, row.name) for code, row in codes.items()]


def _route_name(key: str, names: Names) -> str:
    route = names.routes[key]
    siblings = [one for one in names.routes.values() if one.scheme_id == route.scheme_id]
    if len(siblings) == 1:
        return route.scheme.name
    return f"{route.scheme.name}, {route.name[:1].lower()}{route.name[1:]}"


def _list(name: str, pairs: Iterable[tuple[str, str]], query: Query, result: Result) -> FacetList:
    counts, chosen = result.facets[name], query.asked(name)
    return FacetList(
        name,
        tuple(
            Choice(key, str(label), counts.get(key, 0), key in chosen)
            for key, label in pairs
            if counts.get(key) or key in chosen
        ),
    )


def _shortened(facet: FacetList) -> FacetList:
    """The largest first and the rest folded away; what is chosen always shows."""
    ranked = sorted(facet.choices, key=lambda choice: (not choice.chosen, -choice.count))
    shown = {choice.key for choice in ranked[: max(SHOWN, sum(choice.chosen for choice in ranked))]}
    return FacetList(
        facet.name,
        tuple(choice for choice in ranked if choice.key in shown),
        tuple(choice for choice in facet.choices if choice.key not in shown),
    )


def _services(query: Query, result: Result, names: Names) -> FacetList:
    """The services with most suppliers, then all others under their groups."""
    groups = {group.code for group, _ in names.service_tree()}
    every = _list("service", _named(names.services), query, result)
    top = _shortened(FacetList("service", tuple(c for c in every.choices if c.key not in groups or c.chosen)))
    shown = {choice.key for choice in top.choices}
    by_key = {choice.key: choice for choice in every.choices}
    more: list[Choice] = []
    for group, leaves in names.service_tree():
        below = [by_key[leaf.code] for leaf in leaves if leaf.code in by_key and leaf.code not in shown]
        head = by_key.get(group.code)
        if head and group.code not in shown:
            more.append(Choice(head.key, head.label, head.count, head.chosen, is_group=True))
        more += below
    return FacetList("service", top.choices, tuple(more))


def neighbours(query: Query, result: Result, names: Names, most: int = 4) -> list[tuple[str, str, int]]:
    """The nearest municipalities where somebody delivers what nobody delivers here: (code, name, how many)."""
    points = names.hierarchy.points
    if query.to not in points:
        return []
    near = sorted(
        (code for code in points if result.coverage.get(code) and code != query.to and code in names.municipalities),
        key=lambda code: (names.hierarchy.distance_km(query.to, code), code),
    )
    return [(code, names.municipalities[code].name, result.coverage[code]) for code in near[:most]]
