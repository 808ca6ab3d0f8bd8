"""The quick road: when news is committed, wink to the broker. The sweep is the sure road."""

import logging

from django.dispatch import receiver
from django.utils import timezone
from kombu.exceptions import OperationalError

from registry.core import services, signals, tasks

logger = logging.getLogger(__name__)


def wink(task, *args) -> bool:
    """Tell the broker, if it can be told; a broker that is down must not fail the person's request."""
    try:
        task.delay(*args)
    except (OperationalError, OSError):
        logger.warning("broker not reached; the sweep will send it", extra={"task": task.name})
        return False
    return True


@receiver(signals.job_requested)
def run_soon(job_id: int, **_: object) -> None:
    """Send the job's id to the worker."""
    if wink(tasks.run_job, job_id):
        services.mark_job_sent(job_id, now=timezone.now())


@receiver(signals.message_posted)
def send_soon(message_id: int, **_: object) -> None:
    """Send the mail's id to the worker."""
    wink(tasks.send_message, message_id)
