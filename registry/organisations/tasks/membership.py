"""Nightly work on memberships."""

from celery import shared_task
from django.utils import timezone

from registry.organisations.services import membership


@shared_task(name="organisations.sweep_memberships")
def sweep_memberships() -> dict[str, int]:
    """Close invitations that ran out; roles that began or ended today change what log-in asks."""
    return membership.sweep(on=timezone.localdate())
