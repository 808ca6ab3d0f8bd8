"""Places of work: production units with a P-number, and the departments in them."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.codes.models import Code
from registry.organisations.models.organisation import LANGUAGES, Address, Organisation


class ProductionUnit(Address):
    """A place where the organisation works (P-number: ten digits; no check digit can be relied on)."""

    RETENTION = (None, 0, "Public record.")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    p_number = models.CharField(_("P-nummer"), max_length=10, unique=True)
    name = models.CharField(_("Navn"), max_length=300)
    employees_fte = models.PositiveIntegerField(_("Årsværk"), null=True, blank=True)
    employees_on = models.DateField(_("Opgjort"), null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("produktionsenhed")
        verbose_name_plural = _("produktionsenheder")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(p_number__regex=r"^[0-9]{10}$"), name="unit_p_number_10_digits")
        ]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """An inclusive department: a unit inside a larger organisation, with functions, capacity and support.

    `staff` and `staff_target_group` are counts of people and are never public; they decide whether the department
    may be listed at all (domain/disclosure.py): a listing must not reveal who is in the target group.
    """

    RETENTION = (None, 0, "Public record; the head counts are replaced when they are renewed.")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="departments")
    unit = models.ForeignKey(
        ProductionUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="departments"
    )
    name = models.CharField(_("Navn"), max_length=300)
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    functions = models.ManyToManyField(Code, related_name="+", verbose_name=_("Funktioner"), blank=True)
    description = models.TextField(_("Beskrivelse"), blank=True)
    description_language = models.CharField(_("Tekstens sprog"), max_length=5, choices=LANGUAGES, default="da")
    places = models.PositiveSmallIntegerField(_("Pladser i alt"), default=0)
    places_free = models.PositiveSmallIntegerField(_("Ledige pladser"), default=0)
    staff = models.PositiveSmallIntegerField(_("Ansatte i afdelingen"), default=0)
    staff_target_group = models.PositiveSmallIntegerField(_("Heraf i målgruppen"), default=0)
    counted_on = models.DateField(_("Opgjort"), null=True, blank=True)
    wants_listing = models.BooleanField(_("Må vises offentligt"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("rummelig afdeling")
        verbose_name_plural = _("rummelige afdelinger")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(places_free__lte=models.F("places")), name="department_free_within_places"
            ),
            models.CheckConstraint(
                condition=Q(staff_target_group__lte=models.F("staff")), name="department_target_within_staff"
            ),
        ]

    def __str__(self) -> str:
        return self.name
