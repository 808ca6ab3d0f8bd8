"""Who may do what with organisations, their places, departments and offers, and with imports.

Own roles count inside their organisation; the secretariat's everywhere. What makes an organisation who it is (name,
number, kind, whether it is listed, merging, striking) is the secretariat's alone.
"""

from enum import StrEnum
from typing import Any

from django.db.models import Model, QuerySet

from registry.organisations.domain.roles import Role
from registry.organisations.models import (
    Department,
    ImportBatch,
    ImportRow,
    Merge,
    Offer,
    Organisation,
    ProductionUnit,
)
from registry.organisations.permissions.roles import RolePolicy, house_roles, in_scope


class OrganisationVerb(StrEnum):
    """What can be done with an organisation and what belongs to it."""

    SEE = "see"
    EDIT = "edit"
    EDIT_OFFERS = "edit_offers"
    EDIT_DEPARTMENTS = "edit_departments"
    SEE_HEAD_COUNTS = "see_head_counts"
    IDENTIFY = "identify"
    BROWSE = "browse"
    REGISTER = "register"
    MERGE = "merge"
    STRIKE = "strike"
    IMPORT = "import"
    SETTLE = "settle"


SECRETARIAT = {Role.SECRETARIAT}
OWN_EDITORS = {Role.SECRETARIAT, Role.ADMINISTRATOR, Role.SUPPLIER}
DEPARTMENT_EDITORS = OWN_EDITORS | {Role.DEPARTMENT}
GRANTS = {
    OrganisationVerb.SEE: DEPARTMENT_EDITORS | {Role.DATA_PROTECTION},
    OrganisationVerb.EDIT: OWN_EDITORS,
    OrganisationVerb.EDIT_OFFERS: OWN_EDITORS,
    OrganisationVerb.EDIT_DEPARTMENTS: DEPARTMENT_EDITORS,
    OrganisationVerb.SEE_HEAD_COUNTS: DEPARTMENT_EDITORS,
    OrganisationVerb.IDENTIFY: SECRETARIAT,
    OrganisationVerb.BROWSE: SECRETARIAT | {Role.DATA_PROTECTION},
    OrganisationVerb.REGISTER: SECRETARIAT,
    OrganisationVerb.MERGE: SECRETARIAT,
    OrganisationVerb.STRIKE: SECRETARIAT | {Role.DATA_PROTECTION},
    OrganisationVerb.IMPORT: SECRETARIAT,
    OrganisationVerb.SETTLE: SECRETARIAT,
}


class OrganisationPolicy(RolePolicy):
    """The organisation itself."""

    verbs = OrganisationVerb
    grants = GRANTS

    def rows(self, user: Any) -> QuerySet:
        """Those the user acts for, with what was merged into them; all for the house."""
        if not user.is_authenticated:
            return self.model._default_manager.none()
        return self.model._default_manager.filter(in_scope(user, ""))


class BelongingPolicy(OrganisationPolicy):
    """A row that belongs to an organisation: production unit, department, offer, merge."""

    def rows(self, user: Any) -> QuerySet:
        """Those of the organisations the user acts for."""
        if not user.is_authenticated:
            return self.model._default_manager.none()
        return self.model._default_manager.filter(in_scope(user)).select_related("organisation")


class HousePolicy(OrganisationPolicy):
    """Work of the house that belongs to no organisation: files and their rows."""

    def rows(self, user: Any) -> QuerySet:
        """All for the house, none for others."""
        if user.is_authenticated and (user.is_superuser or house_roles(user)):
            return self.model._default_manager.all()
        return self.model._default_manager.none()

    def organisation_of(self, obj: Model) -> None:
        """Nobody's: own roles open nothing."""
        return None


class MergePolicy(BelongingPolicy):
    """A merge; it concerns both organisations."""

    def rows(self, user: Any) -> QuerySet:
        """Those of the organisations the user acts for, on either side."""
        if not user.is_authenticated:
            return Merge.objects.none()
        either = in_scope(user) | in_scope(user, "into")
        return Merge.objects.filter(either).select_related("organisation", "into")


organisations = OrganisationPolicy(Organisation)
units = BelongingPolicy(ProductionUnit)
departments = BelongingPolicy(Department)
offers = BelongingPolicy(Offer)
merges = MergePolicy(Merge)
batches = HousePolicy(ImportBatch)
import_rows = HousePolicy(ImportRow)


def visible_number(user: Any, organisation: Organisation) -> str | None:
    """The number as this user may see it: a sole trader's only to the secretariat and to the trader's own people."""
    if organisation.is_sole_trader and not organisations.allows(user, OrganisationVerb.SEE, organisation):
        return None
    return organisation.cvr
