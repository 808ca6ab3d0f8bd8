"""Who may come to hold an entry: organisations, production units and departments by name or number."""

from django.db.models import Q

from registry.entries.domain.kinds import HolderKind
from registry.entries.models import Holder
from registry.organisations.models import Department, Organisation, ProductionUnit

MODELS = {
    HolderKind.ORGANISATION: Organisation,
    HolderKind.UNIT: ProductionUnit,
    HolderKind.DEPARTMENT: Department,
}
MOST = 20


def holder(kind: str, public_id) -> Holder | None:
    """The holder, or None when there is no such row or kind."""
    if kind not in set(HolderKind):
        return None
    return MODELS[HolderKind(kind)].objects.filter(public_id=public_id).order_by("pk").first()


def find_holders(text: str) -> list[tuple[HolderKind, Holder]]:
    """At most 20 of each kind, by every word in the name or by the whole number; merged rows are not offered."""
    words = text.split()[:5]
    if not words:
        return []
    found: list[tuple[HolderKind, Holder]] = []
    for kind, model in MODELS.items():
        rows = model.objects.all()
        if kind is HolderKind.ORGANISATION:
            rows = rows.current()
        else:
            rows = rows.filter(organisation__merged_into=None).select_related("organisation")
        for word in words:
            rows = rows.filter(_matches(kind, word))
        found += [(kind, row) for row in rows.order_by("name", "pk")[:MOST]]
    return found


def _matches(kind: HolderKind, word: str) -> Q:
    if kind is HolderKind.ORGANISATION:
        return Q(name__icontains=word) | Q(aliases__name__icontains=word) | Q(cvr=word)
    found = Q(name__icontains=word) | Q(organisation__name__icontains=word) | Q(organisation__cvr=word)
    return found | Q(p_number=word) if kind is HolderKind.UNIT else found
