"""What can be asked of organisations, departments and offers in lists: one filter for page and API."""

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from registry.codes.domain.sorting import sort_key
from registry.codes.models import Code, CodeRelation
from registry.core.forms import HouseForm
from registry.organisations.models import Department, Offer, Organisation, OrganisationName


class FilterForm(HouseForm):
    """Nothing in a filter is required."""

    mark_optional = False


def begins_with(text: str, path: str = "sort_key") -> Q:
    """The name begins with the text, in Danish order: å is aa, and case does not count."""
    key = sort_key(text.lower().replace("aa", "å"), width=400)
    # Keys are digits, so the colon is above all of them.
    return Q(**{f"{path}__gte": key, f"{path}__lt": f"{key}:"}) if key else Q(pk__in=[])


class OrganisationFilter(django_filters.FilterSet):
    """Which organisations."""

    name = django_filters.CharFilter(label=_("Navnet begynder med"), method="by_name", max_length=100)
    cvr = django_filters.CharFilter(label=_("CVR-nummer"), method="by_cvr", max_length=8, min_length=8)
    kind = django_filters.ChoiceFilter(label=_("Slags"), choices=Organisation.Kind.choices, empty_label=_("Alle"))
    municipality = django_filters.CharFilter(label=_("Kommune"), field_name="municipality__code", max_length=4)
    region = django_filters.CharFilter(label=_("Region"), method="by_region", max_length=4)
    rsv = django_filters.BooleanFilter(label=_("Registreret socialøkonomisk virksomhed"))
    changed_since = django_filters.IsoDateTimeFilter(
        label=_("Ændret siden"), field_name="updated_at", lookup_expr="gte"
    )

    class Meta:
        model = Organisation
        fields: list[str] = []
        form = FilterForm

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The name or another name begins with the text."""
        alias = OrganisationName.objects.filter(organisation=OuterRef("pk"), name__istartswith=value)
        return queryset.filter(begins_with(value) | Q(Exists(alias)))

    def by_cvr(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The whole number. A sole trader's is personal data: nobody finds a person by it."""
        return queryset.filter(cvr=value, is_sole_trader=False)

    def by_region(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """In a municipality that lies, or lay, in the region."""
        return queryset.filter(municipality__in=municipalities_in(value))


def municipalities_in(region: str) -> QuerySet[Code]:
    """Municipalities of a region by its code, whenever it was a region."""
    inside = CodeRelation.objects.filter(
        kind=CodeRelation.Kind.IN_REGION, source=OuterRef("pk"), target__list__key="region", target__code=region
    )
    return Code.objects.filter(Exists(inside)).order_by().values("pk")


class DepartmentFilter(django_filters.FilterSet):
    """Which departments."""

    name = django_filters.CharFilter(label=_("Navnet begynder med"), method="by_name", max_length=100)
    organisation = django_filters.UUIDFilter(label=_("Organisation"), field_name="organisation__public_id")
    function = django_filters.CharFilter(label=_("Funktion"), method="by_function", max_length=20)
    with_free_places = django_filters.BooleanFilter(label=_("Har ledige pladser"), method="by_places")

    class Meta:
        model = Department
        fields: list[str] = []
        form = FilterForm

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The name begins with the text."""
        return queryset.filter(begins_with(value))

    def by_function(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Has the function."""
        has = Department.functions.through.objects.filter(department=OuterRef("pk"), code__code=value)
        return queryset.filter(Exists(has))

    def by_places(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """With or without free places."""
        return queryset.filter(places_free__gt=0) if value else queryset.filter(places_free=0)


class OfferFilter(django_filters.FilterSet):
    """Which offers."""

    organisation = django_filters.UUIDFilter(label=_("Organisation"), field_name="organisation__public_id")
    department = django_filters.UUIDFilter(label=_("Afdeling"), field_name="department__public_id")
    service = django_filters.CharFilter(label=_("Ydelse eller gruppe"), method="by_service", max_length=20)
    cpv = django_filters.CharFilter(label=_("CPV-kode"), method="by_cpv", max_length=8)

    class Meta:
        model = Offer
        fields: list[str] = []
        form = FilterForm

    def by_service(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The service, or any of a group."""
        return queryset.filter(Q(service__code=value) | Q(service__parent__code=value))

    def by_cpv(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Carries the code."""
        has = Offer.cpv.through.objects.filter(offer=OuterRef("pk"), code__code=value)
        return queryset.filter(Exists(has))
