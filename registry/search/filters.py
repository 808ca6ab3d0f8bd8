"""What a reader may ask: parsed and checked once, for the page, its file and the API alike.

The filters filter nothing themselves. `query()` hands the checked values to the search, which answers all of them in
one statement; a join a facet, as a FilterSet would make, costs more with every facet.
"""

import datetime

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from registry.core.forms import HouseForm
from registry.organisations.models import Organisation
from registry.search.domain.facets import Kind, Status
from registry.search.domain.query import CHOOSABLE, Order, Query
from registry.search.domain.words import plain
from registry.search.models import SearchDoc
from registry.search.queries.names import Names

STATUS_WORDS = {
    "valid": _("Gyldigt"),
    "suspended": _("Suspenderet"),
    "expired": _("Udløbet"),
    "withdrawn": _("Trukket tilbage"),
    "none": _("Intet diplom"),
}
SIZE_WORDS = {"under_10": _("Under 10 årsværk"), "10_49": _("10–49 årsværk"), "50_up": _("50 og derover")}
KIND_WORDS = {Kind.ORGANISATION: _("Organisation"), Kind.DEPARTMENT: _("Afdeling")}
RSV_WORDS = {"yes": _("Registreret"), "no": _("Ikke registreret")}
ORDER_WORDS = {
    Order.BEST: _("Bedste match"),
    Order.NAME: _("Navn"),
    Order.NEWEST: _("Nyeste i registret"),
    Order.DISTANCE: _("Afstand"),
}
HELD = frozenset(status.key for status in Status if status is not Status.NONE)
UNKNOWN = _("»%(value)s« kender vi ikke. Vælg på listen.")
EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)


class KeysField(forms.MultipleChoiceField):
    """Several codes; one we do not know is named in the message."""

    default_error_messages = {"invalid_choice": UNKNOWN, "invalid_list": _("Det kan vi ikke læse.")}
    widget = forms.CheckboxSelectMultiple


class KeyField(forms.ChoiceField):
    """One code."""

    default_error_messages = {"invalid_choice": UNKNOWN}


class DayField(forms.DateField):
    """A day as the browser's date field sends it, or as a Dane writes it."""

    default_error_messages = {"invalid": _("Skriv datoen som dag, måned og år, for eksempel 21.11.2026.")}

    def __init__(self, **kwargs) -> None:
        formats = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y"]
        super().__init__(input_formats=formats, widget=forms.DateInput(), **kwargs)

    def validate(self, value) -> None:
        """A day that the register can say something about."""
        super().validate(value)
        if value and not EARLIEST <= value < LATEST:
            raise forms.ValidationError(_("Vælg en dag mellem år 2000 og 2099."), code="range")


class PageField(forms.IntegerField):
    """A page number; nonsense is the first page, since nobody types it."""

    def clean(self, value) -> int:
        """Never an error."""
        try:
            return max(1, min(100_000, int(value)))
        except (TypeError, ValueError):
            return 1


class Keys(django_filters.Filter):
    """Several codes of a facet, of which one must hold."""

    field_class = KeysField


class Key(django_filters.Filter):
    """One code."""

    field_class = KeyField


class Day(django_filters.Filter):
    """A day."""

    field_class = DayField


class Page(django_filters.Filter):
    """The number of a page."""

    field_class = PageField


class FindForm(HouseForm):
    """Nothing is ever required of someone who looks."""

    mark_optional = False


def place_key(text: str, names: Names) -> str:
    """The code of a municipality that is asked for by its name, as the front page does; else the text as it stands."""
    wanted = town(text)
    for code, row in names.municipalities.items():
        if wanted in {town(row.name_da), town(row.name_en)}:
            return code
    return text


def town(name: str) -> str:
    """A municipality's name without what may be left out, however it is spelt: `Århus Kommune` is `aarhus`."""
    return plain(name).removesuffix(" kommune").removesuffix(" municipality")


class FindFilter(django_filters.FilterSet):
    """A question as it stands in the address. Give it the names of the day, which it needs for its choices."""

    q = django_filters.CharFilter(label=_("Ydelse, navn eller CVR-nummer"), max_length=200)
    to = Key(label=_("Leverer til"), choices=())
    on = Day(label=_("Status på dato"))
    route = Keys(label=_("Ordning"), choices=())
    status = Keys(label=_("Status"), choices=list(STATUS_WORDS.items()))
    service = Keys(label=_("Ydelse"), choices=())
    size = Keys(label=_("Størrelse"), choices=list(SIZE_WORDS.items()))
    region = Keys(label=_("Region"), choices=())
    municipality = Keys(label=_("Ligger i"), choices=())
    legal = Keys(label=_("Slags"), choices=Organisation.Kind.choices)
    kind = Keys(label=_("Hvad"), choices=list(KIND_WORDS.items()))
    rsv = Keys(label=_("RSV"), choices=list(RSV_WORDS.items()))
    order = Key(label=_("Sortér"), choices=list(ORDER_WORDS.items()))
    side = Page(label=_("Side"))

    class Meta:
        model = SearchDoc
        fields: list[str] = []
        form = FindForm

    def __init__(self, data=None, queryset=None, *, names: Names, **kwargs) -> None:
        if data and data.get("to"):
            data = data.copy()
            data["to"] = place_key(data["to"], names)
        super().__init__(data, SearchDoc.objects.none() if queryset is None else queryset, **kwargs)
        for facet, rows in (
            ("to", names.municipalities),
            ("municipality", names.municipalities),
            ("region", names.regions),
            ("service", names.services),
        ):
            self.filters[facet].extra["choices"] = [(code, row.name) for code, row in rows.items()]
        self.filters["to"].extra["choices"].insert(0, ("", _("Hele landet")))
        self.filters["route"].extra["choices"] = [(key, route.name) for key, route in names.routes.items()]

    def query(self, *, today: datetime.date, size: int = 20, page: int | None = None, everyone: bool = False) -> Query:
        """The question. Without words and without a status asked for, only who holds or has held something is meant,
        unless `everyone` is.

        Fields with an error are left out: the page shows the error and answers the rest.
        """
        self.form.is_valid()
        values = getattr(self.form, "cleaned_data", {})
        chosen = {facet: frozenset(values[facet]) for facet in CHOOSABLE if values.get(facet)}
        text = values.get("q") or ""
        implied = frozenset()
        if not everyone and not text and "status" not in chosen:
            chosen["status"], implied = HELD, frozenset({"status"})
        return Query(
            on=values.get("on") or today,
            today=today,
            text=text,
            to=values.get("to") or "",
            chosen=chosen,
            order=Order(values.get("order") or Order.BEST),
            page=page or values.get("side") or 1,
            size=size,
            implied=implied,
        )
