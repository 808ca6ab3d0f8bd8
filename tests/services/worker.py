"""A real worker with one slow kind of job, for the test that kills it: `celery -A tests.services.worker worker ...`.

Each run leaves a line in the file RUNS when it starts and when it ends; each step writes a mail to the outbox.
With JOBS=4 in the environment it asks for four jobs when it is ready.
"""

import os
import time
from pathlib import Path

import django
from celery.signals import worker_ready

from cms.celery import app  # noqa: F401

django.setup()

from registry.core import services, tasks  # noqa: E402

STEPS = 6
STEP_SECONDS = 0.25


def note(text: str) -> None:
    # One short write to a file opened for appending: lines of two threads do not mix.
    with Path(os.environ["RUNS"]).open("a") as file:
        file.write(text + "\n")


@tasks.job("tests.slow")
def slow(job, report) -> dict:
    note(f"start {job.key}")
    for step in range(STEPS):
        services.post(key=f"{job.key}:{step}", to="drift@demo.example", subject="Trin", text=f"{job.key} {step}")
        time.sleep(STEP_SECONDS)
        report(step + 1, STEPS)
    note(f"end {job.key}")
    return {"steps": STEPS}


@worker_ready.connect
def ask(**_) -> None:
    for number in range(int(os.environ.get("JOBS", "0"))):
        services.request_job("tests.slow", key=f"job-{number}", payload={}, by=None)
