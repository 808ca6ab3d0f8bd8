"""Nightly work on accounts."""

from celery import shared_task
from django.utils import timezone

from registry.accounts import services


@shared_task(name="accounts.sweep_sessions")
def sweep_sessions() -> None:
    """Forget sessions that ran out and sign-ups that nobody confirmed."""
    now = timezone.now()
    services.clear_sessions(now=now)
    services.forget_unconfirmed(now=now)
