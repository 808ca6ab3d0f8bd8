"""The queue's application. Tasks stand in each room's tasks.py; the rows they work on are the truth, not the queue."""

import os

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

app = Celery("rummelig")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def sweep_at_start(**_) -> None:
    """What waited while no worker ran, or was lost with the last one, is looked for at once, not at the next beat."""
    for name in ("core.sweep_jobs", "core.sweep_outbox"):
        app.send_task(name)
