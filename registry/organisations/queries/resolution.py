"""Reading through merges: a merged row stands for the row it was merged into, at the end of the chain."""

from collections.abc import Collection

from registry.organisations.models import Organisation

LONGEST_CHAIN = 50  # a ring cannot be made by the services; should one be typed into the store, a page must not hang


def resolve(organisation: Organisation) -> Organisation:
    """The row this one stands for now: itself, unless it was merged."""
    seen = organisation
    for _link in range(LONGEST_CHAIN):
        if seen.merged_into_id is None:
            return seen
        seen = seen.merged_into
    raise ValueError(f"merged in a ring: {organisation.public_id}")


def resolve_ids(ids: Collection[int]) -> dict[int, int]:
    """For each id, the id it stands for now; one query a link of the longest chain."""
    found = {pk: pk for pk in ids}
    for _link in range(LONGEST_CHAIN):
        rows = Organisation.objects.filter(pk__in=set(found.values()), merged_into__isnull=False).order_by("pk")
        step = dict(rows.values_list("pk", "merged_into_id"))
        if not step:
            return found
        found = {pk: step.get(target, target) for pk, target in found.items()}
    raise ValueError("merged in a ring")


def absorbed_ids(organisation: Organisation) -> frozenset[int]:
    """Ids of the rows that stand for this one, directly or through others, with its own."""
    found, layer = {organisation.pk}, {organisation.pk}
    while layer:
        rows = Organisation.objects.filter(merged_into__in=layer).order_by("pk").values_list("pk", flat=True)
        layer = set(rows) - found
        found |= layer
    return frozenset(found)


def names_of(organisation: Organisation) -> tuple[str, ...]:
    """Every other name it is known by, also those of rows merged into it, in the order of the alphabet."""
    rows = Organisation.objects.filter(pk__in=absorbed_ids(organisation)).prefetch_related("aliases").order_by("pk")
    names = {name for row in rows for name in (row.name, *(alias.name for alias in row.aliases.all()))}
    return tuple(sorted(names - {organisation.name}))
