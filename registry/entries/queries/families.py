"""Merged organisations: who answers together."""

from collections.abc import Collection, Iterable

from registry.entries.domain.kinds import HolderKind
from registry.entries.models import Entry, Holder
from registry.organisations.models import Organisation
from registry.organisations.queries import resolve_ids


def families(ids: Collection[int]) -> dict[int, frozenset[int]]:
    """For each organisation's id, the ids of all rows that stand for the same organisation now, its own with them.

    A fixed number of queries, however many ids: one or two for each link of the longest chain of mergers.
    """
    roots = resolve_ids(ids)
    root_of = {root: root for root in roots.values()}
    layer = set(root_of)
    while layer:
        rows = Organisation.objects.filter(merged_into__in=layer).order_by("pk").values_list("pk", "merged_into_id")
        found = {pk: root_of[into] for pk, into in rows if pk not in root_of}
        root_of |= found
        layer = set(found)
    members: dict[int, set[int]] = {}
    for pk, root in root_of.items():
        members.setdefault(root, set()).add(pk)
    return {pk: frozenset(members[root]) for pk, root in roots.items()}


def key_of(holder: Holder) -> str:
    """The holder as one value, as in `holder_key`."""
    return f"{HolderKind.of(type(holder).__name__).value[0]}:{holder.pk}"


def keys_of(holders: Iterable[Holder]) -> dict[str, frozenset[str]]:
    """For each holder's key, the keys under which its entries are kept."""
    holders = list(holders)
    organisations = families([holder.pk for holder in holders if isinstance(holder, Organisation)])
    return {
        key_of(holder): (
            frozenset(f"o:{pk}" for pk in organisations[holder.pk])
            if isinstance(holder, Organisation)
            else frozenset({key_of(holder)})
        )
        for holder in holders
    }


def owner_ids(entries: Collection[Entry]) -> frozenset[int]:
    """Ids of the organisations whose entries these are, as rows and as what they stand for now."""
    rows = {entry.owner.pk for entry in entries}
    return frozenset(rows | set(resolve_ids(rows).values()))
