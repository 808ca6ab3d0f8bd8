"""Forms of the composed pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.core.forms import HouseForm


class SheetForm(HouseForm):
    """The example of the component page: one field of each kind that is easy to get wrong."""

    units = {"total": _("personer")}
    total = forms.IntegerField(
        label=_("Ansatte i alt"),
        help_text=_("Skriv kun antal. Ingen navne."),
        error_messages={"required": _("Skriv, hvor mange I er i alt, for eksempel 8")},
    )
    since = forms.DateField(label=_("Siden hvornår"), required=False)
    route = forms.ChoiceField(
        label=_("Hvordan"),
        widget=forms.RadioSelect,
        choices=[("employs", _("Vi ansætter selv")), ("buys", _("Vi køber hos sociale virksomheder"))],
        error_messages={"required": _("Vælg en af de to")},
    )
    sure = forms.BooleanField(label=_("Oplysningerne er rigtige"), required=False)
