"""Forms of the secretariat: each turns a page into the arguments of one verb.

People say the last day ("til og med"); the register keeps the first day outside. The forms translate.
"""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.core.domain.charts import last_day
from registry.core.forms import HouseForm
from registry.core.reports import strike
from registry.entries.domain.changes import Words
from registry.entries.domain.kinds import HolderKind, Kind, Reason
from registry.entries.models import REASON_WORDS, EntryPeriod, Route

# What the domain's and the database's refusals are in words.
REFUSALS = {
    "empty": _("Den sidste dag skal ligge efter den første."),
    "overlap": _("Der gælder allerede et diplom i samme ordning på nogle af dagene. Ret datoerne."),
    "suspension_overlap": _("Diplomet er allerede suspenderet på nogle af dagene. Ret datoerne."),
    "outside_validity": _("En suspension skal ligge, hvor diplomet gælder. Ret datoerne."),
    "after_withdrawal": _(
        "Diplomet er trukket tilbage fra en tidligere dag. Ret datoerne, eller ret tilbagetrækningen."
    ),
    "renew_before_last": _("En fornyelse skal begynde efter den periode, den følger. Ret i stedet perioden."),
    "withdrawal_has_no_end": _("En tilbagetrækning har ingen slutdag."),
    "nothing_changed": _("Der er ikke ændret noget."),
    "holder": _("Ordningen kan ikke gives her."),
    "holder_merged": _("Organisationen er lagt sammen med en anden. Brug den anden."),
    "not_granted_then": _("Ordningen kan ikke gives fra den dag."),
    "route": _("Vælg en vej, der hører til ordningen."),
    "stale": _("Nogen har ændret diplomet, siden du åbnede siden. Se det igen, før du går videre."),
}
ILLEGAL = {
    "grant": _("Der gælder allerede et diplom i ordningen den dag. Forny det i stedet."),
    "renew": _("Diplomet kan ikke fornyes fra den dag. En suspension skal først ophæves."),
    "suspend": _("Diplomet gælder ikke den dag, så det kan ikke suspenderes."),
    "lift": _("Diplomet er ikke suspenderet den dag."),
    "withdraw": _("Diplomet gælder ikke den dag, så det kan ikke trækkes tilbage."),
    "correct": _("Udsagnet er rettet i mellemtiden. Se diplomet igen."),
}
SUSPENSION_REASONS = (Reason.REPORT_MISSING, Reason.CRITERIA_NOT_MET, Reason.UNDER_INVESTIGATION, Reason.OWN_WISH)
WITHDRAWAL_REASONS = (Reason.CRITERIA_NOT_MET, Reason.FALSE_EVIDENCE, Reason.CLOSED, Reason.OWN_WISH, Reason.OTHER)


def choices(reasons) -> list[tuple[str, str]]:
    """Codes with their words."""
    return [(reason.value, REASON_WORDS[reason]) for reason in reasons]


def day_after(day: datetime.date | None) -> datetime.date | None:
    """The first day outside, from the last day inside."""
    return day + datetime.timedelta(days=1) if day else None


class ReasonForm(HouseForm):
    """Public words, which must not point at a person, and the version that the person looked at."""

    text_da = forms.CharField(
        label=_("Offentlig begrundelse på dansk"),
        required=False,
        max_length=500,
        help_text=_("Vises for alle. Skriv aldrig navne, og aldrig noget, der peger på en person."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text_en = forms.CharField(
        label=_("Offentlig begrundelse på engelsk"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput())
    default_reason: Reason = Reason.OTHER

    def clean_text_da(self) -> str:
        """Without numbers and addresses of people."""
        return self._impersonal("text_da")

    def clean_text_en(self) -> str:
        """The same in English."""
        return self._impersonal("text_en")

    def _impersonal(self, name: str) -> str:
        text = self.cleaned_data[name].strip()
        if strike(text) != text:
            raise forms.ValidationError(_("Teksten må ikke indeholde CPR-numre, telefonnumre eller mailadresser."))
        return text

    def words(self) -> Words:
        """For the services."""
        data = self.cleaned_data
        return Words(data.get("reason") or self.default_reason.value, data["text_da"], data["text_en"])

    def refuse(self, error: Exception) -> None:
        """Put the refusal of a service in words; another error is none of ours."""
        code = getattr(error, "code", None)
        self.add_error(None, REFUSALS[code] if code in REFUSALS else ILLEGAL[error.verb])


class PeriodFields(ReasonForm):
    """From and to, as people say it."""

    starts_on = forms.DateField(label=_("Gælder fra og med"), widget=forms.DateInput())
    last_day = forms.DateField(
        label=_("Gælder til og med"),
        required=False,
        help_text=_("Lad feltet stå tomt, hvis der ikke er en slutdag."),
        widget=forms.DateInput(),
    )
    criteria_version = forms.CharField(label=_("Kriterier, version"), required=False, max_length=20)

    def clean(self):
        """The last day is not before the first."""
        data = super().clean()
        first, last = data.get("starts_on"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", REFUSALS["empty"])
        return data

    def period(self) -> dict:
        """For the services."""
        data = self.cleaned_data
        return {
            "starts_on": data["starts_on"],
            "ends_on": day_after(data["last_day"]),
            "criteria_version": data["criteria_version"],
        }


class RecordForm(PeriodFields):
    """A new diploma."""

    default_reason = Reason.GRANTED
    route = forms.ModelChoiceField(
        label=_("Ordning og vej"), queryset=Route.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    field_order = ("route", "starts_on", "last_day", "criteria_version", "text_da", "text_en")

    def __init__(self, *args, kind: HolderKind, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        routes = Route.objects.filter(**{f"scheme__for_{kind.value}": True}).select_related("scheme")
        self.fields["route"].queryset = routes.order_by("scheme__code", "code")
        self.fields["route"].label_from_instance = lambda route: f"{route.scheme.name}: {route.name}"


class RenewForm(PeriodFields):
    """A further period."""

    default_reason = Reason.RENEWED
    field_order = ("starts_on", "last_day", "criteria_version", "text_da", "text_en")


class SuspendForm(ReasonForm):
    """Suspended from a day."""

    on = forms.DateField(label=_("Suspenderet fra og med"), widget=forms.DateInput())
    last_day = forms.DateField(
        label=_("Suspenderet til og med"),
        required=False,
        help_text=_("Lad feltet stå tomt, hvis suspensionen gælder, til den ophæves."),
        widget=forms.DateInput(),
    )
    reason = forms.ChoiceField(label=_("Grund"), choices=choices(SUSPENSION_REASONS), widget=forms.RadioSelect)
    heard = forms.BooleanField(
        label=_("Parten har set sagens oplysninger og har haft mulighed for at svare"),
        help_text=_("Partshøring kommer før en suspension, forvaltningsloven § 19."),
    )
    field_order = ("on", "last_day", "reason", "text_da", "text_en", "heard")

    def clean(self):
        """The last day is not before the first."""
        data = super().clean()
        if data.get("on") and data.get("last_day") and data["last_day"] < data["on"]:
            self.add_error("last_day", REFUSALS["empty"])
        return data


class LiftForm(ReasonForm):
    """Valid again from a day."""

    default_reason = Reason.REMEDIED
    on = forms.DateField(label=_("Gælder igen fra og med"), widget=forms.DateInput())
    field_order = ("on", "text_da", "text_en")


class WithdrawForm(ReasonForm):
    """Withdrawn from a day."""

    on = forms.DateField(label=_("Trukket tilbage fra og med"), widget=forms.DateInput())
    reason = forms.ChoiceField(label=_("Grund"), choices=choices(WITHDRAWAL_REASONS), widget=forms.RadioSelect)
    heard = forms.BooleanField(
        label=_("Parten har set sagens oplysninger og har haft mulighed for at svare"),
        help_text=_("Partshøring kommer før en tilbagetrækning, forvaltningsloven § 19."),
    )
    field_order = ("on", "reason", "text_da", "text_en", "heard")


class WhyForm(HouseForm):
    """Why the register said something wrong; kept in the journal, not published."""

    why = forms.CharField(
        label=_("Hvorfor er det forkert?"),
        max_length=300,
        help_text=_("Står i historikken hos sekretariatet. Skriv ikke om personer."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def clean_why(self) -> str:
        """Without numbers and addresses of people."""
        text = self.cleaned_data["why"].strip()
        if strike(text) != text:
            raise forms.ValidationError(_("Teksten må ikke indeholde CPR-numre, telefonnumre eller mailadresser."))
        return text

    refuse = ReasonForm.refuse


class CorrectForm(WhyForm, PeriodFields):
    """A statement as it should have been recorded."""

    reason = forms.ChoiceField(label=_("Grund"), choices=choices(Reason))
    field_order = ("starts_on", "last_day", "reason", "text_da", "text_en", "criteria_version", "why")

    def __init__(self, *args, period: EntryPeriod, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "starts_on": period.starts_on,
            "last_day": last_day(period.ends_on),
            "reason": period.reason,
            "text_da": period.reason_da,
            "text_en": period.reason_en,
            "criteria_version": period.criteria_version,
        } | self.initial
        if period.kind == Kind.WITHDRAWN:
            del self.fields["last_day"]
        if period.kind != Kind.VALID:
            del self.fields["criteria_version"]

    def values(self) -> dict:
        """The columns as they should be."""
        data, words = self.cleaned_data, self.words()
        values = {"starts_on": data["starts_on"]}
        values |= {"reason": words.reason, "reason_da": words.da, "reason_en": words.en}
        if "last_day" in self.fields:
            values["ends_on"] = day_after(data["last_day"])
        if "criteria_version" in self.fields:
            values["criteria_version"] = data["criteria_version"]
        return values


class AsOfForm(HouseForm):
    """What did the register say: about a day, at the end of another."""

    mark_optional = False
    on = forms.DateField(label=_("Hvad gjaldt den"), required=False, widget=forms.DateInput())
    known_on = forms.DateField(
        label=_("Som registret sagde den"),
        required=False,
        help_text=_("Lad feltet stå tomt for det, registret siger nu."),
        widget=forms.DateInput(),
    )

    def known_at(self) -> datetime.datetime | None:
        """The last moment of the day, in Danish time; None for now."""
        day = self.cleaned_data.get("known_on")
        if day is None:
            return None
        midnight = datetime.datetime.combine(day_after(day), datetime.time.min)
        return timezone.make_aware(midnight) - datetime.timedelta(microseconds=1)


class HolderSearch(HouseForm):
    """Find who shall hold an entry."""

    mark_optional = False
    q = forms.CharField(
        label=_("Navn, CVR-nummer eller P-nummer"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
