"""Why a service did not do what it was asked: a person's mistake or a race, never a fault of the program."""

from enum import StrEnum


class Reason(StrEnum):
    """The words for people are made in the forms and views."""

    NUMBER_TAKEN = "number_taken"
    NAME_TAKEN = "name_taken"
    MERGED = "merged"
    STRUCK = "struck"
    SAME_ROW = "same_row"
    TARGET_MERGED = "target_merged"
    OPERATOR = "operator"
    NOT_A_SOLE_TRADER = "not_a_sole_trader"
    FOREIGN_UNIT = "foreign_unit"
    FOREIGN_DEPARTMENT = "foreign_department"
    FREE_ABOVE_PLACES = "free_above_places"
    TARGET_ABOVE_STAFF = "target_above_staff"
    REASON_MISSING = "reason_missing"
    SETTLED = "settled"
    NOT_LOADED = "not_loaded"


class Refusal(Exception):
    """The service refuses; nothing was written."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
