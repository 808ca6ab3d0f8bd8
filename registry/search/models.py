"""The narrow rows that finding reads, made from what the lower rooms know; the text index is in migration 0002.

Nothing here is a source: `manage.py rebuild_search` makes all of it again. A row says "may be found"; whether it may be
*shown* is asked of the organisation itself each time a page is read.
"""

from django.db import models
from django.db.models import Q

from registry.organisations.models import Department, Organisation


class SearchDocQuerySet(models.QuerySet):
    """Words about listings."""

    def showable(self) -> "SearchDocQuerySet":
        """Alive here and, whatever the index thinks, still listed where the truth is kept."""
        return self.filter(alive=True, organisation__is_listed=True, organisation__merged_into=None)


class SearchDoc(models.Model):
    """One listing, an organisation or one of its departments. The id is its place in sets and is never used again."""

    RETENTION = (None, 0, "Made from public record, and made again whenever it is asked for.")

    public_id = models.UUIDField(unique=True, editable=False)  # that of what is listed
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    department = models.OneToOneField(Department, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    absorbed = models.JSONField(default=list)  # ids of organisations merged into this one, also by way of others
    name = models.CharField(max_length=300)
    plain = models.CharField(max_length=400, db_index=True)  # domain.words.plain of the name: an exact hit
    sort_key = models.CharField(max_length=400)
    size = models.CharField(max_length=10, blank=True)
    municipality = models.CharField(max_length=4, blank=True)
    region = models.CharField(max_length=4, blank=True)
    lat = models.FloatField(null=True)  # of the town hall: as near as the register may say
    lon = models.FloatField(null=True)
    created = models.DateField()
    rot = models.BigIntegerField()  # domain.fairness
    standing = models.PositiveSmallIntegerField()  # best status today, domain.facets.Status
    alive = models.BooleanField(default=False)
    refreshed_at = models.DateTimeField()

    objects = SearchDocQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(department=None), name="search_doc_organisation_once"
            ),
            models.CheckConstraint(condition=Q(rot__gt=0, rot__lt=2**31 - 1), name="search_doc_rot_in_field"),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="search_doc_by_name"),
            models.Index(fields=["-created", "id"], name="search_doc_by_age"),
            models.Index(fields=["lat", "lon"], name="search_doc_place"),
        ]

    def __str__(self) -> str:
        return self.name


class SearchValue(models.Model):
    """The serial number of a facet's value; numbers are never used again."""

    RETENTION = (None, 0, "Codes only.")

    facet = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=100)

    class Meta:
        ordering = ["facet", "key"]
        constraints = [models.UniqueConstraint(fields=["facet", "key"], name="search_value_once")]

    def __str__(self) -> str:
        return f"{self.facet}:{self.key}"


class SearchTerm(models.Model):
    """A listing has a value of a facet; the number carries the facet (domain.facets)."""

    RETENTION = (None, 0, "Made from public record.")

    pk = models.CompositePrimaryKey("value", "doc_id")
    value = models.IntegerField()
    doc = models.ForeignKey(SearchDoc, on_delete=models.CASCADE, related_name="terms", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["doc", "value"], name="search_term_of_doc")]

    def __str__(self) -> str:
        return f"{self.value} {self.doc_id}"


class SearchArea(models.Model):
    """A listing delivers the service (0: any) in the area. The rows of one listing and service do not overlap.

    `area` is the country ("DK"), a region or a municipality; see domain.cover. One row joins service and area, so that
    "window cleaning in Bøgely" is true only where one offer says both.
    """

    RETENTION = (None, 0, "Made from public record.")

    pk = models.CompositePrimaryKey("service", "area", "doc_id")
    service = models.IntegerField()
    area = models.CharField(max_length=4)
    doc = models.ForeignKey(SearchDoc, on_delete=models.CASCADE, related_name="areas", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["doc", "service", "area"], name="search_area_of_doc")]

    def __str__(self) -> str:
        return f"{self.service} {self.area} {self.doc_id}"


class SearchChange(models.Model):
    """An organisation whose listings must be made again: written with the change, read by the sweep."""

    RETENTION = ("refreshed_at", 7, "A week of them tells how far behind the index has been.")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    refreshed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["organisation"], condition=Q(refreshed_at=None), name="search_change_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}"
