"""What an organisation or department offers, and where: coverage belongs to the offer, not to the address."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.codes.models import Code
from registry.organisations.models.organisation import LANGUAGES, Organisation
from registry.organisations.models.unit import Department


class Offer(models.Model):
    """A service offered. The supplier's own words keep their language."""

    RETENTION = (None, 0, "Public record while active; inactive offers stay as history.")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offers")
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="offers")
    service = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+", verbose_name=_("Ydelse"))
    cpv = models.ManyToManyField(Code, related_name="+", blank=True, verbose_name=_("CPV-koder"))
    title = models.CharField(_("Overskrift"), max_length=200)
    description = models.TextField(_("Beskrivelse"), blank=True)
    description_language = models.CharField(_("Tekstens sprog"), max_length=5, choices=LANGUAGES, default="da")
    is_active = models.BooleanField(_("Aktiv"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("ydelse")
        verbose_name_plural = _("ydelser")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class OfferCoverage(models.Model):
    """One statement of where an offer is delivered; several add up."""

    RETENTION = (None, 0, "Stands and falls with the offer.")

    class Kind(models.TextChoices):
        OWN_TOWN = "own_town", _("Egen kommune")
        RADIUS = "radius", _("Inden for en afstand")
        MUNICIPALITIES = "municipalities", _("Bestemte kommuner")
        REGIONS = "regions", _("Bestemte regioner")
        NATIONWIDE = "nationwide", _("Hele landet")

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="coverages")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    radius_km = models.PositiveSmallIntegerField(null=True, blank=True)
    since = models.DateField()  # a promised region means its municipalities as they were then (domain/coverage.py)

    class Meta:
        verbose_name = _("dækning")
        verbose_name_plural = _("dækninger")
        constraints = [
            models.UniqueConstraint(fields=["offer", "kind"], name="coverage_kind_once"),
            models.CheckConstraint(
                condition=Q(kind="radius", radius_km__isnull=False, radius_km__gt=0)
                | (~Q(kind="radius") & Q(radius_km__isnull=True)),
                name="coverage_radius_with_km",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.kind}"


class OfferArea(models.Model):
    """A municipality or region named by a coverage."""

    RETENTION = (None, 0, "Stands and falls with the coverage.")

    coverage = models.ForeignKey(OfferCoverage, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("område")
        verbose_name_plural = _("områder")
        constraints = [models.UniqueConstraint(fields=["coverage", "area"], name="coverage_area_once")]

    def __str__(self) -> str:
        return f"{self.coverage_id} {self.area_id}"
