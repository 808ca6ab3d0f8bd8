"""A worker killed in the middle of its work loses nothing and does nothing twice, whatever the queue does."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests import harness

JOBS, STEPS = 4, 6


@contextmanager
def store(folder: Path):
    """A migrated database of its own; its address, and a function that asks it."""
    url = os.environ["DATABASE_URL"]
    if url.startswith("sqlite"):
        path = folder / "default.sqlite3"
        shutil.copyfile(harness.build(), path)

        def ask(statement: str) -> list[tuple]:
            with closing(sqlite3.connect(path, timeout=20)) as connection:
                return connection.execute(statement).fetchall()

        yield f"sqlite:///{path}", ask
        return
    import psycopg

    name, base = f"killed_{os.getpid()}", url.rpartition("/")[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {harness.build()}")
        try:

            def ask(statement: str) -> list[tuple]:
                with psycopg.connect(f"{base}/{name}") as connection:
                    return connection.execute(statement).fetchall()

            yield f"{base}/{name}", ask
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Worker:
    """The worker's process group: leader and beat."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [Path(sys.executable).parent / "celery", "-A", "tests.services.worker", "worker", "--beat"]
        command += ["--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING"]
        command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        with Path(environment["VAR_DIR"], "worker.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=harness.ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def end(self, number: int) -> None:
        os.killpg(self.process.pid, number) if number == signal.SIGKILL else self.process.send_signal(number)
        self.process.wait(60)


def wait(condition: Callable[[], bool], seconds: float, what: str) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"waited {seconds} s in vain: {what}"
        time.sleep(0.1)


def states(ask) -> Counter:
    return Counter(state for (state,) in ask("SELECT state FROM core_job"))


def walk(tmp_path: Path, broker: str) -> None:
    for folder in ("messages", "processed", "control"):
        (tmp_path / "queue" / folder).mkdir(parents=True)
    runs = tmp_path / "runs"
    runs.touch()
    with store(tmp_path) as (url, ask):
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "DATABASE_URL": url,
            "STATISTICS_DATABASE_URL": f"sqlite:///{tmp_path / 'statistics.sqlite3'}",
            "BROKER_URL": broker,
            "VAR_DIR": str(tmp_path),
            "JOB_LEASE_SECONDS": "3",
            "SWEEP_SECONDS": "0.5",
            "RUNS": str(runs),
            "LOG_LEVEL": "WARNING",
        }
        worker = Worker(environment | {"JOBS": str(JOBS)})
        try:
            half_way = "SELECT 1 FROM core_job WHERE state = 'running' AND progress >= 3"
            wait(lambda: states(ask)["done"] >= 1 and bool(ask(half_way)), 90, "a job done, one half-way")
        finally:
            worker.end(signal.SIGKILL)
        before = states(ask)
        assert before["running"] >= 1, "the kill came in the middle of a job"
        assert before["queued"] + before["running"] + before["done"] == JOBS

        worker = Worker(environment)
        try:
            wait(lambda: states(ask) == {"done": JOBS}, 120, "all jobs done")
            unsent = "SELECT 1 FROM core_outboxmessage WHERE sent_at IS NULL"
            wait(lambda: not ask(unsent), 60, "all mail sent")
            time.sleep(2)  # a second run would start now
        finally:
            worker.end(signal.SIGTERM)

        lines = runs.read_text().splitlines()
        assert Counter(line for line in lines if line.startswith("end")) == {f"end job-{n}": 1 for n in range(JOBS)}
        assert max(Counter(line for line in lines if line.startswith("start")).values()) == 2
        assert ask("SELECT count(*) FROM core_outboxmessage") == [(JOBS * STEPS,)]
        assert len(list((tmp_path / "mail").glob("*.eml"))) == JOBS * STEPS


def test_on_the_filesystem_broker_nothing_is_lost_and_nothing_runs_twice(tmp_path):
    walk(tmp_path, "")


@pytest.mark.services
def test_on_redis_nothing_is_lost_and_nothing_runs_twice(tmp_path):
    walk(tmp_path, os.environ["BROKER_URL"].rpartition("/")[0] + "/9")
