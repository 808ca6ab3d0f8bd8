"""What is wrong with a file: row by row, with a remedy, all at once."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

SHOWN = 50


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One fault: row number in the file (0 for the file as a whole), field, and what to do about it."""

    row: int
    field: str
    text: str

    def __str__(self) -> str:
        if not self.row:
            return self.text
        return _("Række %(row)s, %(field)s: %(text)s") % {"row": self.row, "field": self.field, "text": self.text}


class BadFile(Exception):
    """The file cannot be used as it is; nothing was loaded."""

    def __init__(self, *problems: RowProblem) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems

    @classmethod
    def whole(cls, text: str) -> "BadFile":
        """A fault of the file as a whole."""
        return cls(RowProblem(0, "", text))

    def lines(self) -> list[str]:
        """The faults as text, at most fifty and a count of the rest."""
        shown = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            shown.append(_("Og %(count)s fejl mere.") % {"count": len(self.problems) - SHOWN})
        return shown
