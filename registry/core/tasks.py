"""Background doors of core: run a job, send mail, sweep what was left behind."""

import logging
from collections.abc import Callable
from datetime import timedelta

from celery import shared_task
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from registry.core import services
from registry.core.models import Job

logger = logging.getLogger(__name__)
Report = Callable[[int, int], None]
HANDLERS: dict[str, Callable[[Job, Report], dict | None]] = {}


class Refused(Exception):
    """The work cannot be done and will not be better for trying again; the text is shown to the person who asked."""


class LeaseLost(Exception):
    """Somebody else took the job over; this run must stop and must not end it."""


def job(kind: str):
    """Register the function that does one kind of job: `run(job, report) -> result`."""

    def register(function: Callable[[Job, Report], dict | None]):
        if kind in HANDLERS:
            raise ValueError(f"two handlers for {kind}")
        HANDLERS[kind] = function
        return function

    return register


def lease() -> timedelta:
    """How long a claim holds without a sign of life."""
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


@shared_task(name="core.run_job")
def run_job(job_id: int) -> None:
    """Claim the job and do it; does nothing when somebody else has it or it is done."""
    claimed = services.claim_job(job_id, now=timezone.now(), lease=lease())
    if claimed is None:
        return

    def report(done: int, total: int) -> None:
        if not services.renew_job(claimed, done=done, total=total, now=timezone.now(), lease=lease()):
            raise LeaseLost

    try:
        result = HANDLERS[claimed.kind](claimed, report)
    except LeaseLost:
        logger.warning("lease lost", extra={"job": str(claimed.public_id)})
    except Refused as refusal:
        claimed.attempt = 99  # no second try
        services.end_job(claimed, now=timezone.now(), error=str(refusal))
    except Exception as error:
        logger.exception("job failed", extra={"job": str(claimed.public_id), "kind": claimed.kind})
        services.end_job(claimed, now=timezone.now(), error=type(error).__name__)
    else:
        services.end_job(claimed, now=timezone.now(), result=result)


@shared_task(name="core.sweep_jobs")
def sweep_jobs() -> None:
    """Tell the broker again about jobs that it, or a killed worker, lost."""
    now = timezone.now()
    services.beat("worker", now=now)
    for job_id in services.due_jobs(now=now, resend_after=2 * lease()):
        run_job.delay(job_id)


@shared_task(name="core.send_message")
def send_message(message_id: int) -> None:
    """Send one mail of the outbox."""
    services.send_message(message_id, now=timezone.now(), lease=lease(), keep_links=settings.DEMO)


@shared_task(name="core.sweep_outbox")
def sweep_outbox() -> None:
    """Send every mail that nobody has sent yet."""
    now = timezone.now()
    for message_id in services.open_messages(now=now):
        services.send_message(message_id, now=now, lease=lease(), keep_links=settings.DEMO)


@shared_task(name="core.sweep_retention")
def sweep_retention() -> None:
    """Delete what each model's declared retention says is old."""
    now = timezone.now()
    for model in apps.get_models():
        if hasattr(model, "RETENTION"):
            services.forget(model, now=now)
