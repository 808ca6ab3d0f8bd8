"""Fields that several forms of the room share."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.codes import queries as codes
from registry.codes.domain.identifiers import Cvr, PNumber, Problem, normalise_cvr, normalise_p_number
from registry.codes.models import Code

NUMBER_WORDS = {
    Problem.EMPTY: _("Skriv nummeret."),
    Problem.NOT_DIGITS: _("Nummeret må kun have cifre."),
    Problem.LENGTH: _("Nummeret har ikke det rigtige antal cifre."),
    Problem.LEADING_ZERO: _("Et CVR-nummer begynder aldrig med nul."),
    Problem.CHECK_DIGIT: _("Kontrolcifferet passer ikke. Se efter ombyttede cifre."),
    Problem.DEMO: _("Det er et demonummer, som ingen kan have."),
}


class CvrField(forms.CharField):
    """A company number as people write it; gives a Cvr, or None when it may be left out."""

    def __init__(self, *, allow_demo: bool = False, **kwargs) -> None:
        self.allow_demo = allow_demo
        kwargs.setdefault("label", _("CVR-nummer"))
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs.setdefault("inputmode", "numeric")

    def clean(self, value) -> Cvr | None:
        """The number."""
        text = super().clean(value)
        if not text:
            return None
        number = normalise_cvr(text, allow_demo=self.allow_demo)
        if isinstance(number, Problem):
            raise forms.ValidationError(NUMBER_WORDS[number])
        return number


class PNumberField(forms.CharField):
    """A production unit's number as people write it; gives a PNumber."""

    def clean(self, value) -> PNumber:
        """The number."""
        number = normalise_p_number(super().clean(value))
        if isinstance(number, Problem):
            raise forms.ValidationError(NUMBER_WORDS[number])
        return number


class CodeField(forms.ModelChoiceField):
    """One code of a list, on a day; a code that has ended stays a choice where it is already chosen."""

    def __init__(self, list_key: str, *, on: datetime.date, chosen: Code | None = None, **kwargs) -> None:
        super().__init__(queryset=_with(codes.codes(list_key, on), list_key, [chosen] if chosen else []), **kwargs)


class CodesField(forms.ModelMultipleChoiceField):
    """Several codes of a list, on a day; those already chosen stay choices."""

    def __init__(self, list_key: str, *, on: datetime.date, chosen: tuple[Code, ...] = (), **kwargs) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(queryset=_with(codes.codes(list_key, on), list_key, chosen), **kwargs)


def _with(rows, list_key: str, chosen):
    return rows | codes.codes(list_key).filter(pk__in=[code.pk for code in chosen]) if chosen else rows


def service_choices(on: datetime.date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Services under their groups, in Danish order; a group without leaves stands for itself."""
    return [
        (group.name, [(leaf.code, leaf.name) for leaf in leaves] or [(group.code, group.name)])
        for group, leaves in codes.tree("service", on)
    ]
