"""Who may act for an organisation, in which role, from when to when; and the invitation that leads there."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.organisations.domain.invitation import INVITATION
from registry.organisations.models.organisation import Organisation
from registry.organisations.models.roles import ROLE_CHOICES


class MembershipQuerySet(models.QuerySet):
    """Words about memberships."""

    def active(self, on: date) -> "MembershipQuerySet":
        """In force on the day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on)


class Membership(models.Model):
    """A role held in an organisation on [starts_on, ends_on)."""

    RETENTION = ("ends_on", 365 * 5, "Who could decide what must be answerable for five years.")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("Rolle"), max_length=30, choices=ROLE_CHOICES)
    starts_on = models.DateField(_("Fra"))
    ends_on = models.DateField(_("Til"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("medlemskab")
        verbose_name_plural = _("medlemskaber")
        ordering = ["organisation", "role", "starts_on", "pk"]
        constraints = [
            # Equal days: a membership that was ended before it ever held.
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="membership_days"
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], condition=Q(ends_on=None), name="membership_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role}"


class Invitation(models.Model):
    """An invitation to hold a role; the link carries a secret of which only the hash is kept."""

    RETENTION = ("created_at", 365, "An address that never became a user is forgotten after a year.")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("E-mail"))
    role = models.CharField(_("Rolle"), max_length=30, choices=ROLE_CHOICES)
    state = models.CharField(max_length=10, default="sent", choices=[(s, s) for s in sorted(INVITATION.states)])
    secret_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=5, default="da")
    expires_on = models.DateField()
    ends_on = models.DateField(_("Rollen gælder til"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitationer")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=sorted(INVITATION.states)), name="invitation_state_known"),
            models.UniqueConstraint(
                fields=["organisation", "email", "role"], condition=Q(state="sent"), name="invitation_open_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
