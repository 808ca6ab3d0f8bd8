"""The one filter of entries, for the page and the API."""

import django_filters
from django.db.models import DateField, DateTimeField, Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.core.forms import HouseForm
from registry.entries.documents import STATUS_WORDS
from registry.entries.domain.kinds import HolderKind, Status
from registry.entries.models import HOLDER_WORDS, Entry, EntryPeriod, Scheme
from registry.entries.queries import families
from registry.organisations.models import Organisation


class FilterForm(HouseForm):
    """Nothing in a filter is required; a name is asked for first."""

    mark_optional = False
    field_order = ("q", "on")


class EntryFilter(django_filters.FilterSet):
    """Which entries, and on which day. `on` (today) and `known_at` (now) also decide the status that is shown.

    Every row gets `status`, `asked_on` and `asked_known_at`.
    """

    scheme = django_filters.ModelChoiceFilter(
        label=_("Ordning"), queryset=Scheme.objects.order_by("code"), to_field_name="code", empty_label=_("Alle")
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        method="unchanged",
        empty_label=_("Alle"),
        choices=[(status.value, word) for status, word in STATUS_WORDS.items()],
    )
    holder = django_filters.ChoiceFilter(
        label=_("Gives til"),
        method="by_holder",
        empty_label=_("Alle"),
        choices=[(kind.value, word) for kind, word in HOLDER_WORDS.items()],
    )
    on = django_filters.DateFilter(label=_("På dagen"), method="unchanged")
    known_at = django_filters.IsoDateTimeFilter(label=_("Som registret sagde"), method="unchanged")
    organisation = django_filters.UUIDFilter(label=_("Organisation"), method="by_organisation")
    changed_since = django_filters.IsoDateTimeFilter(label=_("Ændret siden"), method="by_change")

    class Meta:
        model = Entry
        fields: list[str] = []
        form = FilterForm

    def unchanged(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        """Read by filter_queryset, together with others."""
        return queryset

    def by_holder(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Held by one kind of holder."""
        return queryset.filter(**{f"{HolderKind(value).value}__isnull": False})

    def by_organisation(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        """Held by the organisation, its units and departments, and by rows merged with it."""
        ids = Organisation.objects.filter(public_id=value).order_by("pk").values_list("pk", flat=True)
        return queryset.owned_by(frozenset().union(*families(list(ids)).values()))

    def by_change(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        """About which the register has said something new since the moment."""
        news = EntryPeriod.objects.filter(Q(recorded_at__gte=value) | Q(replaced_at__gte=value), entry=OuterRef("pk"))
        return queryset.filter(Exists(news))

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """The other filters, then the status on the day at the moment."""
        data = self.form.cleaned_data
        day, moment = data.get("on") or timezone.localdate(), data.get("known_at")
        queryset = (
            super()
            .filter_queryset(queryset)
            .with_status(day, moment)
            .annotate(
                asked_on=Value(day, output_field=DateField()),
                asked_known_at=Value(moment, output_field=DateTimeField(null=True)),
            )
        )
        if moment is not None:
            queryset = queryset.filter(created_at__lte=moment)
        return queryset.filter(status=Status(data["status"]).value) if data.get("status") else queryset


class EntryPageFilter(EntryFilter):
    """The same as the secretariat uses it: by name, and without what only a machine would ask."""

    q = django_filters.CharFilter(label=_("Navn eller CVR-nummer"), method="by_name", max_length=100)
    known_at = organisation = changed_since = None

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Every word in the name of the holder or its organisation, or the whole CVR number."""
        paths = ("organisation", "unit", "unit__organisation", "department", "department__organisation")
        for word in value.split()[:5]:
            found = Q(organisation__cvr=word) | Q(unit__organisation__cvr=word) | Q(department__organisation__cvr=word)
            for path in paths:
                found |= Q(**{f"{path}__name__icontains": word})
            queryset = queryset.filter(found)
        return queryset
