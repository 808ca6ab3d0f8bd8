"""Long work and outgoing mail as rows: what must not be lost is written in the same transaction as its cause."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.core.domain.jobs import DONE, FAILED, JOB, QUEUED, RUNNING


class Job(models.Model):
    """A piece of long work: claimed under a lease, so that a killed worker loses nothing and nothing runs twice."""

    RETENTION = ("ended_at", 90, "Results of jobs are of use for a quarter; the journal keeps what was done.")

    class State(models.TextChoices):
        QUEUED = QUEUED, _("I kø")
        RUNNING = RUNNING, _("I gang")
        DONE = DONE, _("Færdig")
        FAILED = FAILED, _("Gik i stå")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)  # idempotency: asking twice gives the same row
    payload = models.JSONField(default=dict)  # ids only, never personal data
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)
    result = models.JSONField(default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="jobs"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)  # last time the broker was told
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("opgave")
        verbose_name_plural = _("opgaver")
        ordering = ["-requested_at", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(state__in=sorted(JOB.states)), name="job_state_known")]
        indexes = [models.Index(fields=["state", "lease_until"], name="job_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def percent(self) -> int:
        """How far the work is, 0-100; 0 while the total is unknown."""
        return min(100, self.progress * 100 // self.total) if self.total else 0


class OutboxMessage(models.Model):
    """A mail that must go out once: written with its cause, sent by the sweep, found again by its key."""

    RETENTION = ("sent_at", 180, "Sent mail is kept half a year to answer 'did you tell us?'.")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    language = models.CharField(max_length=5, default="da")
    created_at = models.DateTimeField(auto_now_add=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("udgående mail")
        verbose_name_plural = _("udgående mails")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["sent_at", "lease_until"], name="outbox_open")]

    def __str__(self) -> str:
        return self.key


class Heartbeat(models.Model):
    """The last sign of life of a background process; the health page reads it."""

    RETENTION = (None, 0, "One row a process kind, overwritten.")

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("livstegn")
        verbose_name_plural = _("livstegn")

    def __str__(self) -> str:
        return self.name
