"""An offer and where it is delivered, in one form that works without script."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.codes import queries as codes
from registry.core.forms import HouseForm
from registry.organisations.domain.coverage import Coverage, Kind
from registry.organisations.forms.fields import service_choices
from registry.organisations.models import Offer, OfferCoverage, Organisation
from registry.organisations.models.organisation import LANGUAGES

MAX_KM = 300  # the country is about 360 km from end to end


class OfferForm(HouseForm):
    """What is offered, and the five ways to say where; several ways add up."""

    service = forms.ChoiceField(label=_("Ydelse"))
    title = forms.CharField(label=_("Overskrift"), max_length=200)
    description = forms.CharField(
        label=_("Beskrivelse"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    description_language = forms.ChoiceField(label=_("Tekstens sprog"), choices=LANGUAGES)
    department = forms.ModelChoiceField(
        label=_("Afdeling"), queryset=None, required=False, empty_label=_("Hele organisationen")
    )
    kinds = forms.MultipleChoiceField(
        label=_("Hvor leverer I?"),
        required=False,
        choices=OfferCoverage.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Vælg gerne flere. De lægges sammen."),
    )
    radius_km = forms.IntegerField(
        label=_("Afstand fra jeres rådhus"),
        required=False,
        min_value=1,
        max_value=MAX_KM,
        help_text=_("I luftlinje mellem kommunernes rådhuse."),
    )
    regions = forms.MultipleChoiceField(label=_("Regioner"), required=False, widget=forms.CheckboxSelectMultiple)
    municipalities = forms.MultipleChoiceField(label=_("Kommuner"), required=False, widget=forms.CheckboxSelectMultiple)
    units = {"radius_km": _("km")}
    coverage_fields = ("kinds", "radius_km", "regions", "municipalities")

    def __init__(self, *args, on: datetime.date, organisation: Organisation, offer: Offer | None = None, **kwargs):
        self.own_is_known = bool(organisation.municipality_id)
        kwargs["initial"] = {**standing(offer), **kwargs.get("initial", {})} if offer else kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = organisation.departments.select_related("unit").order_by("sort_key", "pk")
        services = service_choices(on)
        chosen = offer.service if offer else None
        if chosen and not any(chosen.code == code for _group, leaves in services for code, _name in leaves):
            services.insert(0, (_("Udgået"), [(chosen.code, chosen.name)]))
        self.fields["service"].choices = [("", _("Vælg en ydelse")), *services]
        by_region = codes.municipalities_by_region(on)
        promised = self.initial.get("regions", [])
        now = {region.code for region, _members in by_region}
        ended = codes.codes("region").filter(code__in=[code for code in promised if code not in now])
        self.fields["regions"].choices = [
            *((region.code, region.name) for region, members in by_region if members),
            *((region.code, _("%(region)s (som den var)") % {"region": region.name}) for region in ended),
        ]
        self.fields["municipalities"].choices = [
            (region.name, [(place.code, place.name) for place in members]) for region, members in by_region if members
        ]

    def clean(self) -> dict:
        """Each chosen way says how far or which; what was not chosen is not kept."""
        data = super().clean()
        kinds = set(data.get("kinds", ()))
        needs = {
            Kind.RADIUS: ("radius_km", _("Skriv, hvor mange kilometer.")),
            Kind.REGIONS: ("regions", _("Vælg mindst en region.")),
            Kind.MUNICIPALITIES: ("municipalities", _("Vælg mindst en kommune.")),
        }
        for kind, (name, text) in needs.items():
            if kind.value in kinds and not data.get(name) and name not in self.errors:
                self.add_error(name, text)
        department = data.get("department")
        known = self.own_is_known or bool(department and department.unit and department.unit.municipality_id)
        if kinds & {Kind.OWN_TOWN.value, Kind.RADIUS.value} and not known:
            text = _(
                "Vi kender ikke jeres kommune. Vælg den under organisationens oplysninger, eller vælg en anden måde."
            )
            self.add_error("kinds", text)
        return data

    def service_code(self, on: datetime.date):
        """The chosen service."""
        return codes.get("service", self.cleaned_data["service"])

    def coverages(self, on: datetime.date) -> list[Coverage]:
        """The chosen statements, as values."""
        data = self.cleaned_data
        named = {Kind.REGIONS: "regions", Kind.MUNICIPALITIES: "municipalities"}
        return [
            Coverage(
                kind=kind,
                since=on,
                areas=frozenset(data[named[kind]]) if kind in named else frozenset(),
                radius_km=data["radius_km"] if kind is Kind.RADIUS else None,
            )
            for kind in Kind
            if kind.value in data["kinds"]
        ]


def standing(offer: Offer) -> dict:
    """What the offer says now, as the form's initial values."""
    values = {
        "service": offer.service.code,
        "title": offer.title,
        "description": offer.description,
        "description_language": offer.description_language,
        "department": offer.department_id,
        "kinds": [],
        "regions": [],
        "municipalities": [],
    }
    for row in offer.coverages.prefetch_related("areas__area").order_by("pk"):
        values["kinds"].append(row.kind)
        if row.kind == Kind.RADIUS:
            values["radius_km"] = row.radius_km
        elif row.kind in {Kind.REGIONS, Kind.MUNICIPALITIES}:
            values[row.kind] = sorted(named.area.code for named in row.areas.all())
    return values
