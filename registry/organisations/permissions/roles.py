"""What a role gives: own roles inside their organisation, the house's roles everywhere, a superuser everything."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Model, Q
from django.utils import timezone

from registry.core.permissions import Policy
from registry.organisations.domain.roles import HOUSE, Role
from registry.organisations.models import Membership, Organisation


@dataclass(frozen=True)
class Held:
    """A role in force: where it was given, and where it counts (the organisation the first was merged into)."""

    role: Role
    organisation_id: int
    counts_in_id: int
    kind: str
    starts_on: date
    ends_on: date | None

    @property
    def is_house(self) -> bool:
        """Held in the register's own secretariat, so it counts everywhere."""
        return self.kind == Organisation.Kind.OPERATOR and self.role in HOUSE


def roots(ids: set[int]) -> dict[int, int]:
    """Organisation id -> the id it was merged into in the end (itself when it was not); one query a link."""
    found = {pk: pk for pk in ids}
    open_ids = set(ids)
    for _link in range(10):  # a chain this long is a fault, and a ring must not hang a page
        if not open_ids:
            break
        rows = Organisation.objects.filter(pk__in=open_ids, merged_into__isnull=False).order_by("pk")
        step = dict(rows.values_list("pk", "merged_into_id"))
        found = {pk: step.get(target, target) for pk, target in found.items()}
        open_ids = set(step.values())
    return found


def held(user: Any, on: date | None = None) -> tuple[Held, ...]:
    """The roles of the user in force on the day (today), in one query, remembered on the user object of the request."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return ()
    on = on or timezone.localdate()
    cache = user.__dict__.setdefault("_held_roles", {})
    if on not in cache:
        rows = list(
            Membership.objects.active(on)
            .filter(user=user)
            .order_by("organisation__sort_key", "role", "pk")
            .values_list(
                "role", "organisation_id", "organisation__kind", "organisation__merged_into_id", "starts_on", "ends_on"
            )
        )
        merged = roots({into for _, _, _, into, _, _ in rows if into})
        cache[on] = tuple(
            Held(Role(role), pk, merged.get(into, pk), kind, start, end) for role, pk, kind, into, start, end in rows
        )
    return cache[on]


def forget_roles(user: Any) -> None:
    """Drop what was remembered: somebody's memberships were changed in this very request."""
    user.__dict__.pop("_held_roles", None)


def house_roles(user: Any, on: date | None = None) -> frozenset[Role]:
    """The roles that count everywhere."""
    return frozenset(item.role for item in held(user, on) if item.is_house)


def own_organisations(user: Any, roles: frozenset[Role] | None = None, on: date | None = None) -> frozenset[int]:
    """Ids of the organisations the user may act for, in any of the roles; merged rows count with what they became."""
    mine = [item for item in held(user, on) if roles is None or item.role in roles]
    return frozenset(pk for item in mine for pk in (item.organisation_id, item.counts_in_id))


def in_scope(user: Any, path: str = "organisation") -> Q:
    """The filter for rows of the organisations the user acts for, with what was merged into them; all for the house.

    `path` leads from the row to its organisation; "" when the row is the organisation.
    """
    if is_everyones(user):
        return Q()
    prefix = f"{path}__" if path else ""
    mine = own_organisations(user)
    return Q(**{f"{prefix}pk__in": mine}) | Q(**{f"{prefix}merged_into__in": mine})


def is_everyones(user: Any) -> bool:
    """Whether the user's view has no bounds: a superuser, or somebody with a role in the house."""
    active = getattr(user, "is_authenticated", False) and user.is_active
    return bool(active and (user.is_superuser or house_roles(user)))


class RolePolicy(Policy):
    """Verbs are granted to roles. `grants` names every verb; a verb that nobody is granted has an empty set.

    A subclass says which rows a user may know of (`rows`) and whose a row is (`organisation_of`).
    """

    grants: ClassVar[dict[str, frozenset[Role] | set[Role]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "grants" in cls.__dict__ and hasattr(cls, "verbs"):
            unknown = set(cls.grants) - set(cls.verbs)
            if unknown:
                raise TypeError(f"{cls.__name__} grants unknown verbs: {sorted(unknown)}")

    def organisation_of(self, obj: Model) -> Organisation | None:
        """The organisation whose roles count for the row."""
        return obj if isinstance(obj, Organisation) else obj.organisation

    def allows(self, user: Any, verb: str, obj: Model | None = None) -> bool:
        """By role. Without a row: whether the user may do it anywhere."""
        verb = self.known(verb)
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return False
        if user.is_superuser:
            return True
        roles = frozenset(self.grants.get(verb, ()))
        if roles & house_roles(user):
            return True
        if obj is None:
            return any(item.role in roles for item in held(user))
        organisation = self.organisation_of(obj)
        if organisation is None:
            return False
        pk = organisation.pk
        if organisation.merged_into_id:
            pk = roots({pk})[pk]
        return pk in own_organisations(user, roles)
