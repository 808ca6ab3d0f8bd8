"""Organisations, departments and offers in the public API. Read only, no login.

What is not here is left out on purpose: a sole trader's number and street, people's names, head counts of departments,
departments whose listing would reveal who is in the target group.
"""

import datetime

from django.db.models import F, Prefetch, Q, QuerySet
from django.http import HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers, viewsets

from registry.codes.models import Code
from registry.organisations.domain import disclosure
from registry.organisations.filters import DepartmentFilter, OfferFilter, OrganisationFilter
from registry.organisations.models import Department, Offer, OfferCoverage, Organisation
from registry.organisations.queries import resolve

# Named here so that the schema can give each its own name (settings, ENUM_NAME_OVERRIDES).
ORGANISATION_KINDS = list(Organisation.Kind.values)
COVERAGE_KINDS = list(OfferCoverage.Kind.values)


def listed_departments(on: datetime.date) -> QuerySet[Department]:
    """Departments that may be shown on the day: the rule of domain/disclosure.py, said in SQL."""
    rule = disclosure.rule_on(on)
    share = int(rule.largest_share * 100)
    return Department.objects.filter(
        Q(organisation__merged_into=None, organisation__is_listed=True) | Q(organisation__merged_into__is_listed=True),
        wants_listing=True,
        counted_on__gte=on - rule.oldest_count,
        staff__gte=rule.least_staff,
    ).filter(staff__gte=F("staff_target_group") + rule.least_others, staff_target_group__lte=F("staff") * share / 100)


class CodeSerializer(serializers.Serializer):
    """A code with its names."""

    code = serializers.CharField()
    name_da = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)


class CoverageSerializer(serializers.Serializer):
    """One statement of where an offer is delivered; several add up. `areas` are municipality or region codes."""

    kind = serializers.ChoiceField(choices=COVERAGE_KINDS)
    radius_km = serializers.IntegerField(allow_null=True)
    areas = serializers.SerializerMethodField()
    since = serializers.DateField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_areas(self, row: OfferCoverage) -> list[str]:
        """Codes, in order."""
        return sorted(named.area.code for named in row.areas.all())


class OfferSerializer(serializers.Serializer):
    """A service offered; title and description are the supplier's own words in `language`."""

    id = serializers.UUIDField(source="public_id")
    organisation = serializers.UUIDField(source="organisation.public_id")
    department = serializers.UUIDField(source="department.public_id", allow_null=True, default=None)
    service = CodeSerializer()
    cpv = serializers.SerializerMethodField()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    language = serializers.CharField(source="description_language")
    coverage = CoverageSerializer(many=True, source="coverages")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_cpv(self, offer: Offer) -> list[str]:
        """Codes, in order."""
        return sorted(code.code for code in offer.cpv.all())


class DepartmentSerializer(serializers.Serializer):
    """An inclusive department that may be listed. It has no head counts, and never will have."""

    id = serializers.UUIDField(source="public_id")
    organisation = serializers.UUIDField(source="organisation.public_id")
    organisation_name = serializers.CharField(source="organisation.name")
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    language = serializers.CharField(source="description_language")
    functions = CodeSerializer(many=True)
    municipality = serializers.SerializerMethodField()
    places = serializers.IntegerField()
    places_free = serializers.IntegerField()
    updated_at = serializers.DateTimeField()

    @extend_schema_field(CodeSerializer(allow_null=True))
    def get_municipality(self, department: Department) -> dict | None:
        """Of the place of work, else of the organisation."""
        place = (department.unit and department.unit.municipality) or department.organisation.municipality
        return CodeSerializer(place).data if place else None


class AddressSerializer(serializers.Serializer):
    """Where the organisation is. Of a sole trader the street is left out: it may be somebody's home."""

    street = serializers.CharField(allow_blank=True)
    postal_code = serializers.CharField(allow_blank=True)
    city = serializers.CharField(allow_blank=True)
    country = serializers.CharField()


class OrganisationSerializer(serializers.Serializer):
    """An organisation as the public register knows it."""

    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=ORGANISATION_KINDS)
    name = serializers.CharField()
    other_names = serializers.SerializerMethodField()
    cvr = serializers.CharField(source="public_cvr", allow_null=True, help_text="Null for a sole trader.")
    number_kind = serializers.ChoiceField(choices=Organisation.NumberKind.values)
    legal_form = CodeSerializer(allow_null=True)
    description = serializers.CharField(allow_blank=True)
    language = serializers.CharField(source="description_language")
    address = serializers.SerializerMethodField()
    municipality = CodeSerializer(allow_null=True)
    employees_fte = serializers.IntegerField(allow_null=True)
    employees_on = serializers.DateField(allow_null=True)
    rsv = serializers.BooleanField(
        allow_null=True, help_text="In the state's register of social enterprises; null when not looked up."
    )
    rsv_checked_on = serializers.DateField(allow_null=True)
    website = serializers.CharField(allow_blank=True)
    source = serializers.CharField(allow_blank=True)
    updated_at = serializers.DateTimeField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_other_names(self, organisation: Organisation) -> list[str]:
        """Names it is also known by."""
        return [alias.name for alias in organisation.aliases.all()]

    @extend_schema_field(AddressSerializer)
    def get_address(self, organisation: Organisation) -> dict:
        """As far as it is public."""
        values = {name: getattr(organisation, name) for name in ("street", "postal_code", "city", "country")}
        return values | ({"street": ""} if organisation.is_sole_trader else {})


class OrganisationDetailSerializer(OrganisationSerializer):
    """An organisation with its departments and offers."""

    departments = DepartmentSerializer(many=True, source="shown_departments")
    offers = OfferSerializer(many=True, source="shown_offers")


def _offers(on: datetime.date) -> QuerySet[Offer]:
    """Active offers of listed organisations; those of a department only if it may be shown."""
    shown = listed_departments(on).order_by().values("pk")
    return (
        Offer.objects.filter(Q(department=None) | Q(department__in=shown), is_active=True)
        .filter(
            Q(organisation__merged_into=None, organisation__is_listed=True)
            | Q(organisation__merged_into__is_listed=True)
        )
        .select_related("service", "organisation", "department")
        .prefetch_related("cpv", "coverages__areas__area")
        .order_by("created_at", "pk")
    )


def _departments(on: datetime.date) -> QuerySet[Department]:
    return (
        listed_departments(on)
        .select_related("organisation__municipality", "unit__municipality")
        .prefetch_related(Prefetch("functions", queryset=Code.objects.order_by("sort_key", "code", "id")))
        .order_by("created_at", "pk")
    )


MOVED = OpenApiResponse(description="Merged into another organisation; `Location` leads there.")


@extend_schema_view(
    list=extend_schema(summary="Organisations", description="Listed organisations. Merged ones are not listed."),
    retrieve=extend_schema(
        summary="One organisation",
        description="With its departments and offers.",
        responses={200: OrganisationDetailSerializer, 301: MOVED},
    ),
)
class OrganisationViewSet(viewsets.ReadOnlyModelViewSet):
    """Listed organisations."""

    filterset_class = OrganisationFilter
    lookup_field = "public_id"
    lookup_value_converter = "uuid"
    queryset = Organisation.objects.none()

    def get_serializer_class(self):
        """One is told whole."""
        return OrganisationDetailSerializer if self.action == "retrieve" else OrganisationSerializer

    def get_queryset(self):
        """A fixed number of reads, however many rows."""
        rows = (
            Organisation.objects.listed()
            .select_related("municipality", "legal_form")
            .prefetch_related("aliases")
            .order_by("created_at", "pk")
        )
        if self.action == "retrieve":
            today = timezone.localdate()
            rows = rows.prefetch_related(
                Prefetch("departments", queryset=_departments(today), to_attr="shown_departments"),
                Prefetch("offers", queryset=_offers(today), to_attr="shown_offers"),
            )
        return rows

    def retrieve(self, request, *args, **kwargs):
        """One organisation; a merged one leads to what it was merged into."""
        merged = Organisation.objects.filter(public_id=kwargs["public_id"]).exclude(merged_into=None).first()
        if merged is not None and resolve(merged).is_listed:
            return HttpResponsePermanentRedirect(reverse("v1:organisation-detail", args=[resolve(merged).public_id]))
        return super().retrieve(request, *args, **kwargs)


@extend_schema_view(
    list=extend_schema(
        summary="Departments",
        description="Inclusive departments whose listing does not reveal who is in the target group.",
    ),
    retrieve=extend_schema(summary="One department"),
)
class DepartmentViewSet(viewsets.ReadOnlyModelViewSet):
    """Departments that may be listed."""

    serializer_class = DepartmentSerializer
    filterset_class = DepartmentFilter
    lookup_field = "public_id"
    lookup_value_converter = "uuid"
    queryset = Department.objects.none()

    def get_queryset(self):
        """As today's rule allows."""
        return _departments(timezone.localdate())


@extend_schema_view(
    list=extend_schema(summary="Offers", description="What is offered, and where it is delivered."),
    retrieve=extend_schema(summary="One offer"),
)
class OfferViewSet(viewsets.ReadOnlyModelViewSet):
    """Active offers."""

    serializer_class = OfferSerializer
    filterset_class = OfferFilter
    lookup_field = "public_id"
    lookup_value_converter = "uuid"
    queryset = Offer.objects.none()

    def get_queryset(self):
        """Of listed organisations and departments."""
        return _offers(timezone.localdate())
