"""Who may do what to an entry in the back rooms: the secretariat writes, those who assess and decide read along."""

from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from registry.entries.models import Entry
from registry.organisations.domain.roles import Role
from registry.organisations.models import Organisation
from registry.organisations.permissions import RolePolicy
from registry.organisations.permissions.roles import is_everyones, own_organisations


class Verb(StrEnum):
    """What can be done to entries."""

    SEE = "see"
    RECORD = "record"
    RENEW = "renew"
    SUSPEND = "suspend"
    LIFT = "lift"
    WITHDRAW = "withdraw"
    CORRECT = "correct"


class EntryPolicy(RolePolicy):
    """Decisions reach the register through the secretariat; a process with a decider of its own calls the services."""

    verbs = Verb
    grants = {
        Verb.SEE: {Role.SECRETARIAT, Role.ASSESSOR, Role.DECIDER},
        Verb.RECORD: {Role.SECRETARIAT},
        Verb.RENEW: {Role.SECRETARIAT},
        Verb.SUSPEND: {Role.SECRETARIAT},
        Verb.LIFT: {Role.SECRETARIAT},
        Verb.WITHDRAW: {Role.SECRETARIAT},
        Verb.CORRECT: {Role.SECRETARIAT},
    }

    def rows(self, user: Any) -> QuerySet[Entry]:
        """All for the house; others know of what their own organisations hold, but work on nothing here."""
        rows = Entry.objects.with_names()
        if is_everyones(user):
            return rows
        return rows.owned_by(own_organisations(user))

    def organisation_of(self, obj: Entry) -> Organisation:
        """The organisation that holds it, or whose unit or department does."""
        return obj.owner


entries = EntryPolicy(Entry)
