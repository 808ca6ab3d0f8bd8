"""Imports: the file as it came, and what became of every row of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.organisations.domain.importing import IMPORT
from registry.organisations.models.organisation import Organisation


class ImportBatch(models.Model):
    """One file: previewed by a person, then loaded whole or thrown away."""

    RETENTION = ("created_at", 365 * 5, "Which rows came from where must be answerable for five years.")

    class Form(models.TextChoices):
        RAW = "raw", _("Rå stavemåder (company_id)")
        STRICT = "strict", _("Streng (cvr)")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    form = models.CharField(max_length=10, choices=Form.choices)
    state = models.CharField(max_length=10, default="previewed", choices=[(s, s) for s in sorted(IMPORT.states)])
    row_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    loaded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("importer")
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(state__in=sorted(IMPORT.states)), name="import_state_known")]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """What became of one row; a waiting row is work for a person."""

    RETENTION = (None, 0, "Goes with its file.")

    class Outcome(models.TextChoices):
        CREATED = "created", _("Ny organisation")
        UPDATED = "updated", _("Opdateret")
        ALIAS = "alias", _("Nyt navn på en kendt")
        UNCHANGED = "unchanged", _("Ingen ændring")
        WAITING = "waiting", _("Venter på en person")
        REPEATED = "repeated", _("Venter i en tidligere fil")
        ATTACHED = "attached", _("Knyttet af en person")
        DISMISSED = "dismissed", _("Lagt væk af en person")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()  # as a person counts: the header is line 1
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    field = models.CharField(max_length=40, blank=True)
    problem = models.CharField(max_length=40, blank=True)  # a code; the words are made in the reader's language
    values = models.JSONField(default=dict)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="import_rows"
    )
    # Of a row that waited: what stood in it, so that the same question is never put to a person twice.
    fingerprint = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why a person laid it away
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("importrække")
        verbose_name_plural = _("importrækker")
        ordering = ["batch", "line"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "line"], name="import_line_once"),
            models.UniqueConstraint(fields=["fingerprint"], condition=~Q(fingerprint=""), name="import_question_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.line}"
