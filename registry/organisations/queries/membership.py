"""Who acts for what, read for pages."""

from datetime import date

from django.db.models import Q, QuerySet

from registry.accounts.models import User
from registry.organisations.domain.roles import Role
from registry.organisations.models import Invitation, Membership, Organisation
from registry.organisations.permissions.roles import held, house_roles, own_organisations
from registry.organisations.services.membership import hash_secret

__all__ = ["house_roles", "own_organisations"]


def roles_of(user: User, on: date) -> list[tuple[Organisation, Role]]:
    """The organisations and roles in force on the day; a merged organisation is told as what it became."""
    mine = held(user, on)
    found = {
        row.pk: row for row in Organisation.objects.filter(pk__in={item.counts_in_id for item in mine}).order_by("pk")
    }
    return [(found[item.counts_in_id], item.role) for item in mine]


def organisations_of(user: User, on: date, roles: frozenset[Role] | None = None) -> list[Organisation]:
    """The organisations the user acts for, each once, in the order of their names."""
    mine = {item.counts_in_id for item in held(user, on) if roles is None or item.role in roles}
    return list(Organisation.objects.filter(pk__in=mine).order_by("sort_key", "pk"))


def memberships_of(user: User) -> QuerySet[Membership]:
    """Every role the user has or had, newest first."""
    return Membership.objects.filter(user=user).select_related("organisation").order_by("-starts_on", "-pk")


def members_of(organisation: Organisation, on: date) -> QuerySet[Membership]:
    """The people who act, or are going to act, for the organisation."""
    running = Q(ends_on=None) | Q(ends_on__gt=on)
    return (
        Membership.objects.filter(running, organisation=organisation)
        .select_related("user", "organisation")
        .order_by("user__first_name", "user__last_name", "user__email", "role", "pk")
    )


def open_invitations(organisation: Organisation | None = None) -> QuerySet[Invitation]:
    """Invitations that wait for an answer."""
    rows = Invitation.objects.filter(state="sent").select_related("organisation").order_by("expires_on", "pk")
    return rows if organisation is None else rows.filter(organisation=organisation)


def invitation_by_secret(secret: str) -> Invitation | None:
    """The invitation whose link carries the secret."""
    rows = Invitation.objects.select_related("organisation", "invited_by")
    return rows.filter(secret_hash=hash_secret(secret)).order_by("pk").first()


def all_memberships(on: date, text: str = "") -> QuerySet[Membership]:
    """Every role in force, for the administrator of the house; `text` looks in names and addresses."""
    rows = Membership.objects.active(on).select_related("user", "organisation")
    for word in text.split()[:5]:
        rows = rows.filter(
            Q(user__first_name__icontains=word)
            | Q(user__last_name__icontains=word)
            | Q(user__email__icontains=word)
            | Q(organisation__name__icontains=word)
        )
    return rows.order_by("organisation__sort_key", "user__first_name", "user__last_name", "user__email", "role", "pk")


def role_counts(on: date) -> dict[Role, int]:
    """How many people hold each role, in the order of the roles; for the data protection officer."""
    rows = Membership.objects.active(on).order_by("role", "user_id").values_list("role", "user_id").distinct()
    counts = dict.fromkeys(Role, 0)
    for role, _user in rows:
        counts[Role(role)] += 1
    return counts
