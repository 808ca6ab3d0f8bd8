"""What a statement can say, what follows from all statements on a day, and why a statement was made."""

from enum import StrEnum


class Kind(StrEnum):
    """What one statement says about its days."""

    VALID = "valid"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


class Status(StrEnum):
    """What an entry, or a holder in a scheme, is on a day. The values are those of the status badge (`c-status`)."""

    VALID = "valid"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    NONE = "none"


class HolderKind(StrEnum):
    """Who may hold an entry."""

    ORGANISATION = "organisation"
    UNIT = "unit"
    DEPARTMENT = "department"

    @classmethod
    def of(cls, name: str) -> "HolderKind":
        """The kind that a row of the organisations room is, by the name of its table.

        >>> str(HolderKind.of("ProductionUnit"))
        'unit'
        """
        kinds = {"Organisation": cls.ORGANISATION, "ProductionUnit": cls.UNIT, "Department": cls.DEPARTMENT}
        return kinds[name]


class Reason(StrEnum):
    """Why a statement was made, for statistics and filters; the public words stand beside it."""

    GRANTED = "granted"
    RENEWED = "renewed"
    REPORT_MISSING = "report_missing"
    CRITERIA_NOT_MET = "criteria_not_met"
    UNDER_INVESTIGATION = "under_investigation"
    REMEDIED = "remedied"
    OWN_WISH = "own_wish"
    CLOSED = "closed"
    FALSE_EVIDENCE = "false_evidence"
    RECORDED_WRONG = "recorded_wrong"
    OTHER = "other"
