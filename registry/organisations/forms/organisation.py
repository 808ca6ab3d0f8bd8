"""Forms about an organisation: who it is, how to reach it, its further names, merging."""

import datetime

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from registry.core.forms import HouseForm
from registry.organisations.domain.countries import ALPHA3
from registry.organisations.forms.fields import CodeField, CvrField
from registry.organisations.models import Organisation
from registry.organisations.models.organisation import LANGUAGES

KINDS = [choice for choice in Organisation.Kind.choices if choice[0] != Organisation.Kind.OPERATOR]


class OrganisationSearch(HouseForm):
    """Find organisations by name, number or further name."""

    mark_optional = False
    q = forms.CharField(label=_("Navn eller CVR-nummer"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Slags"), required=False, choices=[("", _("Alle")), *KINDS])


class IdentityForm(HouseForm):
    """Who the organisation is: the secretariat's part."""

    name = forms.CharField(label=_("Navn"), max_length=300)
    kind = forms.ChoiceField(label=_("Slags"), choices=KINDS)
    is_sole_trader = forms.BooleanField(
        label=_("Enkeltmandsvirksomhed"),
        required=False,
        help_text=_("Så er CVR-nummeret en personoplysning og vises ikke offentligt."),
    )
    is_listed = forms.BooleanField(label=_("Vises i registret"), required=False)

    def __init__(self, *args, on: datetime.date, organisation: Organisation | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        chosen = organisation.legal_form if organisation else None
        self.fields["legal_form"] = CodeField(
            "legal_form", on=on, chosen=chosen, label=_("Virksomhedsform"), required=False, empty_label=_("Ikke oplyst")
        )
        self.order_fields(["name", "kind", "legal_form", "is_sole_trader", "is_listed"])


class NewOrganisationForm(IdentityForm):
    """A new organisation."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"] = CvrField(
            required=False,
            allow_demo=settings.DEMO,
            help_text=_("Lad feltet stå tomt, hvis organisationen ikke har et dansk CVR-nummer."),
        )
        self.initial.setdefault("is_listed", True)
        self.order_fields(["number", "name", "kind", "legal_form", "is_sole_trader", "is_listed"])


class DetailsForm(HouseForm):
    """Address, contact and text: the organisation's own part."""

    street = forms.CharField(label=_("Vej og nummer"), max_length=200, required=False)
    postal_code = forms.CharField(label=_("Postnummer"), max_length=10, required=False)
    city = forms.CharField(label=_("By"), max_length=100, required=False)
    country = forms.CharField(label=_("Land"), max_length=3, initial="DNK", help_text=_("Tre bogstaver, f.eks. DNK."))
    website = forms.URLField(label=_("Hjemmeside"), required=False, assume_scheme="https", max_length=200)
    contact_label = forms.CharField(
        label=_("Kontakt"),
        max_length=120,
        required=False,
        help_text=_("En funktion, f.eks. »Salg«. Ikke en persons navn, for det vises offentligt."),
    )
    contact_email = forms.EmailField(label=_("E-mail"), required=False)
    contact_phone = forms.CharField(label=_("Telefon"), max_length=30, required=False)
    description = forms.CharField(
        label=_("Beskrivelse"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    description_language = forms.ChoiceField(label=_("Tekstens sprog"), choices=LANGUAGES)
    employees_fte = forms.IntegerField(label=_("Årsværk"), required=False, min_value=0, max_value=1_000_000)
    employees_on = forms.DateField(label=_("Opgjort den"), required=False, widget=forms.DateInput())
    units = {"employees_fte": _("årsværk")}

    def __init__(self, *args, on: datetime.date, organisation: Organisation | None = None, hint: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        chosen = organisation.municipality if organisation else None
        self.fields["municipality"] = CodeField(
            "municipality",
            on=on,
            chosen=chosen,
            label=_("Kommune"),
            required=False,
            empty_label=_("Ikke oplyst"),
            help_text=hint,
        )
        self.order_fields(["street", "postal_code", "city", "municipality", "country"])

    def clean_country(self) -> str:
        """A country code."""
        country = self.cleaned_data["country"].upper()
        if country not in ALPHA3:
            raise forms.ValidationError(_("Skriv en landekode på tre bogstaver, f.eks. DNK."))
        return country

    def clean(self) -> dict:
        """A head count without its day says nothing."""
        data = super().clean()
        if data.get("employees_fte") is not None and not data.get("employees_on") and "employees_on" not in self.errors:
            self.add_error("employees_on", _("Skriv, hvilken dag tallet er fra."))
        return data


class AliasForm(HouseForm):
    """A further name."""

    name = forms.CharField(label=_("Navn"), max_length=300)


class MergeForm(HouseForm):
    """Which organisation this one is, and how one knows."""

    into = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Begrundelse"),
        max_length=300,
        help_text=_("Hvordan ved du, at det er den samme? Begrundelsen bliver en del af historikken."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ConfirmForm(HouseForm):
    """Say that one means it."""

    sure = forms.BooleanField(label=_("Ja, slet oplysningerne. Jeg ved, at det ikke kan fortrydes."))
