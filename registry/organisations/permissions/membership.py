"""Who may see and change who acts for an organisation.

An administrator looks after their own organisation; the secretariat's administrator looks after all. The secretariat
may invite into every organisation but its own, so that nobody gives themselves a role in the house.
"""

from enum import StrEnum
from typing import Any, ClassVar

from django.db.models import Model, QuerySet

from registry.organisations.domain.roles import Role
from registry.organisations.models import Invitation, Membership, Organisation
from registry.organisations.permissions.roles import RolePolicy, house_roles, in_scope


class PeopleVerb(StrEnum):
    """What can be done with the people of an organisation."""

    SEE_PEOPLE = "see_people"
    INVITE = "invite"
    END = "end"
    LEAVE = "leave"
    SEE_ALL_PEOPLE = "see_all_people"


class PeoplePolicy(RolePolicy):
    """What the three policies share: the grants, and the rule about the house's own people."""

    verbs = PeopleVerb
    path: ClassVar[str] = "organisation"
    grants = {
        PeopleVerb.SEE_PEOPLE: {Role.ADMINISTRATOR, Role.SECRETARIAT, Role.DATA_PROTECTION},
        PeopleVerb.INVITE: {Role.ADMINISTRATOR, Role.SECRETARIAT},
        PeopleVerb.END: {Role.ADMINISTRATOR},
        PeopleVerb.LEAVE: set(),
        PeopleVerb.SEE_ALL_PEOPLE: set(),
    }

    def rows(self, user: Any) -> QuerySet:
        """What belongs to organisations the user acts for."""
        if not user.is_authenticated:
            return self.model._default_manager.none()
        return self.model._default_manager.filter(in_scope(user, self.path))

    def allows(self, user: Any, verb: str, obj: Model | None = None) -> bool:
        """By role, with two rules that a table of roles cannot say."""
        verb = self.known(verb)
        if not user.is_authenticated or not user.is_active:
            return False
        if verb == PeopleVerb.SEE_ALL_PEOPLE:
            return user.is_superuser or bool(house_roles(user) & {Role.ADMINISTRATOR, Role.DATA_PROTECTION})
        if verb == PeopleVerb.LEAVE:
            return isinstance(obj, Membership) and obj.user_id == user.pk
        if verb == PeopleVerb.INVITE and obj is not None and not user.is_superuser:
            organisation = self.organisation_of(obj)
            if organisation.kind == Organisation.Kind.OPERATOR:
                return Role.ADMINISTRATOR in house_roles(user)
        return super().allows(user, verb, obj)


class MembersPolicy(PeoplePolicy):
    """The people of an organisation, asked of the organisation."""

    path = ""


class MembershipPolicy(PeoplePolicy):
    """One role of one person."""


class InvitationPolicy(PeoplePolicy):
    """One invitation."""


members = MembersPolicy(Organisation)
memberships = MembershipPolicy(Membership)
invitations = InvitationPolicy(Invitation)
