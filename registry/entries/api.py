"""Entries in the public API: what holds on a day, and the statements behind it. Read only, no login."""

from django.db.models import Prefetch
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers, viewsets

from registry.entries.domain.kinds import HolderKind, Kind, Status
from registry.entries.domain.validity import Standing, known, standing_on
from registry.entries.filters import EntryFilter
from registry.entries.models import Entry, EntryPeriod
from registry.entries.queries.answers import statements_of
from registry.organisations.queries import resolve


class EntryCodeSerializer(serializers.Serializer):
    """A scheme or a route."""

    code = serializers.CharField()
    name_da = serializers.CharField()
    name_en = serializers.CharField()


class EntryHolderSerializer(serializers.Serializer):
    """Who holds it: an organisation, a production unit or a department."""

    kind = serializers.ChoiceField(choices=[kind.value for kind in HolderKind])
    id = serializers.UUIDField()
    name = serializers.CharField()


class EntryOrganisationSerializer(serializers.Serializer):
    """The organisation that the holder is or belongs to; `cvr` is null for a sole trader, whose number is private."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    cvr = serializers.CharField(allow_null=True)


class EntryStandingSerializer(serializers.Serializer):
    """What it is on the day `on`, as the register said at `known_at` (null: now).

    The first day outside is given for every end. `since` and `until` bound the status, `valid_from` and `valid_to` the
    unbroken validity around the day, suspended or not.
    """

    status = serializers.ChoiceField(choices=[status.value for status in Status])
    on = serializers.DateField()
    known_at = serializers.DateTimeField(allow_null=True)
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    criteria_version = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    reason_da = serializers.CharField(allow_blank=True)
    reason_en = serializers.CharField(allow_blank=True)


class EntryStatementSerializer(serializers.Serializer):
    """One statement: from `starts_on` up to, not including, `ends_on` (null: no end)."""

    kind = serializers.ChoiceField(choices=[kind.value for kind in Kind])
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    criteria_version = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    reason_da = serializers.CharField(allow_blank=True)
    reason_en = serializers.CharField(allow_blank=True)
    recorded_at = serializers.DateTimeField()


class EntrySerializer(serializers.Serializer):
    """An entry: a scheme held by somebody, by a route."""

    id = serializers.UUIDField(source="public_id")
    scheme = EntryCodeSerializer()
    route = EntryCodeSerializer()
    holder = serializers.SerializerMethodField()
    organisation = serializers.SerializerMethodField()
    standing = serializers.SerializerMethodField()
    statements = serializers.SerializerMethodField()

    @extend_schema_field(EntryHolderSerializer)
    def get_holder(self, entry: Entry) -> dict:
        """Kind, id and name."""
        return {"kind": str(entry.holder_kind), "id": str(entry.holder.public_id), "name": entry.holder.name}

    @extend_schema_field(EntryOrganisationSerializer)
    def get_organisation(self, entry: Entry) -> dict:
        """As it is known now: a merged row is told as the one it was merged into."""
        organisation = resolve(entry.owner)
        return {"id": str(organisation.public_id), "name": organisation.name, "cvr": organisation.public_cvr}

    @extend_schema_field(EntryStandingSerializer)
    def get_standing(self, entry: Entry) -> dict:
        """On the day asked about."""
        day, moment = entry.asked_on, entry.asked_known_at
        standing: Standing = standing_on(statements_of(entry), day, moment)
        names = [name for name in EntryStandingSerializer().fields if name not in {"status", "on", "known_at"}]
        values = {name: getattr(standing, name) for name in names}
        return EntryStandingSerializer({"status": str(standing.status), "on": day, "known_at": moment, **values}).data

    @extend_schema_field(EntryStatementSerializer(many=True))
    def get_statements(self, entry: Entry) -> list[dict]:
        """Those that counted at the moment asked about."""
        return EntryStatementSerializer(known(statements_of(entry), entry.asked_known_at), many=True).data


@extend_schema_view(
    list=extend_schema(summary="Entries", description="What is held, on a day, as the register said at a moment."),
    retrieve=extend_schema(summary="One entry"),
)
class EntryViewSet(viewsets.ReadOnlyModelViewSet):
    """Entries of listed organisations, and of departments that may be listed."""

    serializer_class = EntrySerializer
    filterset_class = EntryFilter
    lookup_field = "public_id"
    queryset = Entry.objects.none()

    def get_queryset(self):
        """Rows, names and statements in two queries."""
        rows = EntryPeriod.objects.order_by("starts_on", "recorded_at", "pk")
        return (
            Entry.objects.public(timezone.localdate())
            .with_names()
            .prefetch_related(Prefetch("periods", queryset=rows))
            .order_by("created_at", "pk")
        )
