"""Forms about places of work and departments."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.core.forms import HouseForm
from registry.organisations.forms.fields import CodeField, CodesField, PNumberField
from registry.organisations.models import Department, Organisation, ProductionUnit
from registry.organisations.models.organisation import LANGUAGES


class UnitForm(HouseForm):
    """A place of work. The number is asked for once, when the place is new."""

    name = forms.CharField(label=_("Navn"), max_length=300)
    street = forms.CharField(label=_("Vej og nummer"), max_length=200, required=False)
    postal_code = forms.CharField(label=_("Postnummer"), max_length=10, required=False)
    city = forms.CharField(label=_("By"), max_length=100, required=False)
    employees_fte = forms.IntegerField(label=_("Årsværk"), required=False, min_value=0, max_value=1_000_000)
    employees_on = forms.DateField(label=_("Opgjort den"), required=False, widget=forms.DateInput())
    opened_on = forms.DateField(label=_("Åbnet"), required=False, widget=forms.DateInput())
    closed_on = forms.DateField(label=_("Lukket"), required=False, widget=forms.DateInput())
    units = {"employees_fte": _("årsværk")}

    def __init__(self, *args, on: datetime.date, unit: ProductionUnit | None = None, hint: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if unit is None:
            self.fields["number"] = PNumberField(
                label=_("P-nummer"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "numeric"})
            )
            del self.fields["closed_on"]
        self.fields["municipality"] = CodeField(
            "municipality",
            on=on,
            chosen=unit.municipality if unit else None,
            label=_("Kommune"),
            required=False,
            empty_label=_("Ikke oplyst"),
            help_text=hint,
        )
        self.order_fields(["number", "name", "street", "postal_code", "city", "municipality"])

    def clean(self) -> dict:
        """Closed after it opened."""
        data = super().clean()
        if data.get("opened_on") and data.get("closed_on") and data["closed_on"] <= data["opened_on"]:
            self.add_error("closed_on", _("Dagen skal ligge efter den dag, stedet åbnede."))
        if data.get("employees_fte") is not None and not data.get("employees_on") and "employees_on" not in self.errors:
            self.add_error("employees_on", _("Skriv, hvilken dag tallet er fra."))
        return data


class DepartmentForm(HouseForm):
    """An inclusive department: what it does, how many places it has."""

    name = forms.CharField(label=_("Navn"), max_length=300)
    unit = forms.ModelChoiceField(
        label=_("Arbejdssted"), queryset=ProductionUnit.objects.none(), required=False, empty_label=_("Ikke oplyst")
    )
    description = forms.CharField(
        label=_("Beskrivelse"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    description_language = forms.ChoiceField(label=_("Tekstens sprog"), choices=LANGUAGES)
    places = forms.IntegerField(label=_("Pladser i alt"), min_value=0, max_value=10_000)
    places_free = forms.IntegerField(label=_("Ledige pladser"), min_value=0, max_value=10_000)
    wants_listing = forms.BooleanField(
        label=_("Må vises offentligt"),
        required=False,
        help_text=_("Afdelingen vises kun, når det ikke kan afsløre, hvem der er i målgruppen."),
    )

    def __init__(
        self, *args, on: datetime.date, organisation: Organisation, department: Department | None = None, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = organisation.units.order_by("name", "pk")
        chosen = tuple(department.functions.all()) if department else ()
        self.fields["functions"] = CodesField(
            "function", on=on, chosen=chosen, label=_("Funktioner"), required=False, help_text=_("Hvad laver I?")
        )
        self.order_fields(["name", "unit", "functions", "description", "description_language"])

    def clean(self) -> dict:
        """Free places are places."""
        data = super().clean()
        if None not in (places := data.get("places"), free := data.get("places_free")) and free > places:
            self.add_error("places_free", _("Der kan ikke være flere ledige pladser, end der er pladser."))
        return data


class HeadCountForm(HouseForm):
    """How many work in the department. Shown to nobody; it decides whether the department may be shown."""

    staff = forms.IntegerField(label=_("Ansatte i afdelingen"), min_value=0, max_value=10_000)
    staff_target_group = forms.IntegerField(label=_("Heraf i målgruppen"), min_value=0, max_value=10_000)
    units = {"staff": _("personer"), "staff_target_group": _("personer")}

    def clean(self) -> dict:
        """The target group is part of the staff."""
        data = super().clean()
        if None not in (staff := data.get("staff"), group := data.get("staff_target_group")) and group > staff:
            self.add_error("staff_target_group", _("Der kan ikke være flere i målgruppen, end der er ansatte."))
        return data
