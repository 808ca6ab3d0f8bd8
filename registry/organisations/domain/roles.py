"""The roles of the product (product.md, "Who comes, and what for") and what each asks for."""

from enum import StrEnum


class Role(StrEnum):
    """A role held by membership. `OWN` roles count inside the organisation; `HOUSE` roles are held in the operator's
    secretariat and count everywhere; municipal roles count inside the municipality."""

    ADMINISTRATOR = "administrator"
    BUYER = "buyer"
    SUPPLIER = "supplier"
    DEPARTMENT = "department"
    CONSULTANT = "consultant"
    PROCUREMENT = "procurement"
    ANALYST = "analyst"
    CITIZEN = "citizen"
    SECRETARIAT = "secretariat"
    ASSESSOR = "assessor"
    DECIDER = "decider"
    EDITOR = "editor"
    DATA_PROTECTION = "data_protection"
    OPERATOR = "operator"

    @property
    def label(self) -> str:
        """The Danish word on the screen (translated where it is shown)."""
        return LABELS[self]


LABELS = {
    Role.ADMINISTRATOR: "Administrator",
    Role.BUYER: "Indkøber",
    Role.SUPPLIER: "Leverandør",
    Role.DEPARTMENT: "Rummelig afdeling",
    Role.CONSULTANT: "Kommunal konsulent",
    Role.PROCUREMENT: "Udbudsmedarbejder",
    Role.ANALYST: "Analytiker",
    Role.CITIZEN: "Borger",
    Role.SECRETARIAT: "Sekretariat",
    Role.ASSESSOR: "Assessor",
    Role.DECIDER: "Beslutter",
    Role.EDITOR: "Redaktør",
    Role.DATA_PROTECTION: "Databeskyttelsesrådgiver",
    Role.OPERATOR: "Drift",
}

HOUSE = frozenset(
    {
        Role.SECRETARIAT,
        Role.ASSESSOR,
        Role.DECIDER,
        Role.EDITOR,
        Role.DATA_PROTECTION,
        Role.OPERATOR,
        Role.ADMINISTRATOR,
    }
)
MUNICIPAL = frozenset({Role.CONSULTANT, Role.PROCUREMENT, Role.ANALYST, Role.BUYER, Role.ADMINISTRATOR, Role.CITIZEN})
OWN = frozenset({Role.BUYER, Role.SUPPLIER, Role.DEPARTMENT, Role.PROCUREMENT, Role.ADMINISTRATOR})
# Who decides over others, sees people's data or publishes in the house's name must prove a second factor.
STAFF = HOUSE - {Role.ADMINISTRATOR} | {Role.CONSULTANT, Role.PROCUREMENT, Role.ANALYST}


def roles_for(organisation_kind: str) -> frozenset[Role]:
    """The roles that can be held in an organisation of the kind.

    >>> Role.ASSESSOR in roles_for("company")
    False
    >>> Role.SUPPLIER in roles_for("company")
    True
    """
    if organisation_kind == "operator":
        return HOUSE
    return MUNICIPAL if organisation_kind == "municipality" else OWN


def asks_second_factor(role: Role, organisation_kind: str) -> bool:
    """Whether the role in such an organisation needs a second factor.

    >>> asks_second_factor(Role.ADMINISTRATOR, "operator"), asks_second_factor(Role.ADMINISTRATOR, "company")
    (True, False)
    """
    return role in STAFF or (role is Role.ADMINISTRATOR and organisation_kind in {"operator", "municipality"})
