"""The search in the public API: the same question, the same answer and the same filter as the page."""

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from registry.codes.models import Code
from registry.codes.queries import codes
from registry.entries.domain.kinds import Status
from registry.search.filters import FindFilter, KeysField
from registry.search.queries.cards import Card, cards
from registry.search.queries.names import names
from registry.search.queries.search import search

LISTS = ("function", "legal_form", "municipality", "region", "service")
TEXT = {
    "q": "Words, a name, or a company number of eight digits.",
    "to": "Code of the municipality delivered to. With `service`, one and the same offer must say both.",
    "on": "The day whose statuses count (YYYY-MM-DD); today when left out.",
    "route": "How a scheme is held, as `scheme/route`.",
    "status": "Status on the day.",
    "service": "Code of a service or a group of services.",
    "size": "Full-time equivalents.",
    "region": "Code of the region it lies in.",
    "municipality": "Code of the municipality it lies in.",
    "legal": "Kind of organisation.",
    "kind": "Organisations or departments.",
    "rsv": "In the state's register of social enterprises.",
    "order": "`distance` needs `to`.",
}


def parameters() -> list[OpenApiParameter]:
    """What the filter takes, told once from the filter itself."""
    found = []
    for name, one in FindFilter.base_filters.items():
        if name == "side":
            continue
        choices = [str(key) for key, _label in one.extra.get("choices", ())]
        found.append(
            OpenApiParameter(
                name,
                OpenApiTypes.DATE if name == "on" else OpenApiTypes.STR,
                enum=choices or None,
                description=TEXT[name],
                many=issubclass(one.field_class, KeysField),
            )
        )
    return [
        *found,
        OpenApiParameter("page", OpenApiTypes.INT, description="Number of the page, from 1 to 500."),
        OpenApiParameter("page_size", OpenApiTypes.INT, description="1 to 100; 20 when left out."),
    ]


class HeldSerializer(serializers.Serializer):
    """One thing held on the day."""

    scheme = serializers.CharField(source="entry.scheme.code")
    route = serializers.CharField(source="entry.route.code")
    status = serializers.ChoiceField(choices=[status.value for status in Status])
    since = serializers.DateField(source="standing.since", allow_null=True)
    valid_from = serializers.DateField(source="standing.valid_from", allow_null=True)
    valid_to = serializers.DateField(source="standing.valid_to", allow_null=True)


class HitSerializer(serializers.Serializer):
    """One listing, in the order of the answer."""

    id = serializers.UUIDField(source="doc.public_id")
    kind = serializers.ChoiceField(choices=["organisation", "department"], source="doc.kind")
    name = serializers.CharField(source="doc.name")
    organisation = serializers.UUIDField(source="organisation.public_id")
    municipality = serializers.CharField(source="doc.municipality", allow_blank=True)
    held = HeldSerializer(many=True)
    distance_km = serializers.IntegerField(allow_null=True)


class AnswerSerializer(serializers.Serializer):
    """A page of hits with every count. `coverage` counts, a municipality, who delivers there what is sought."""

    count = serializers.IntegerField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    on = serializers.DateField()
    results = HitSerializer(many=True)
    facets = serializers.DictField(child=serializers.DictField(child=serializers.IntegerField()))
    coverage = serializers.DictField(child=serializers.IntegerField())


class SearchView(APIView):
    """Search."""

    @extend_schema(
        operation_id="search",
        summary="Search",
        description="The same as the page: hits in the fair order of the day, with all counts.",
        parameters=parameters(),
        responses=AnswerSerializer,
    )
    def get(self, request):
        """The answer, or what is wrong with the question."""
        today = timezone.localdate()
        known = names(today)
        asked = FindFilter(request.query_params, names=known)
        size = _whole(request.query_params.get("page_size"), 20, 1, 100)
        page = _whole(request.query_params.get("page"), 1, 1, 500)
        query = asked.query(today=today, size=size, page=page, everyone=True)
        if asked.form.errors:
            raise ValidationError(asked.form.errors)
        result = search(query, known.hierarchy)
        hits: list[Card] = cards(result.ids, known.hierarchy, on=query.on, to=query.to)
        return Response(
            AnswerSerializer(
                {
                    "count": result.total,
                    "page": result.page,
                    "pages": result.pages,
                    "on": query.on,
                    "results": hits,
                    "facets": result.facets,
                    "coverage": result.coverage,
                }
            ).data
        )


def _whole(text: str | None, default: int, low: int, high: int) -> int:
    """A whole number within bounds; nonsense is the default."""
    try:
        return min(high, max(low, int(text)))
    except (TypeError, ValueError):
        return default


class ListedCodeSerializer(serializers.Serializer):
    """One code of a list. `valid_to` is the first day it no longer counts."""

    code = serializers.CharField()
    parent = serializers.SerializerMethodField()
    name_da = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_parent(self, code: Code) -> str | None:
        """The group it belongs to."""
        return code.parent.code if code.parent else None


class CodesView(APIView):
    """The codes that the other answers use."""

    @extend_schema(
        operation_id="codes",
        summary="Code lists",
        description="All codes of a list that count on a day, in Danish order.",
        parameters=[
            OpenApiParameter("key", {"type": "string", "enum": list(LISTS)}, OpenApiParameter.PATH),
            OpenApiParameter("on", OpenApiTypes.DATE, description="Today when left out."),
        ],
        responses=ListedCodeSerializer(many=True),
    )
    def get(self, request, key: str):
        """The list."""
        field = serializers.DateField(required=False)
        text = request.query_params.get("on")
        try:
            on = field.run_validation(text) if text else timezone.localdate()
        except ValidationError as error:
            raise ValidationError({"on": error.detail}) from error
        return Response(ListedCodeSerializer(codes(key, on).select_related("parent"), many=True).data)
