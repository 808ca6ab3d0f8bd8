"""Is each part of the house in order? Asked by the health page and shown to the operator."""

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from kombu.exceptions import KombuError

from cms.celery import app
from registry.core.models import Heartbeat

STALE = 5  # sweeps without a sign of life, until the worker counts as gone
_migrated = False  # once true it stays true for this process: migrations are not taken back under a running server


def check_database() -> str:
    """Both stores answer."""
    for alias in connections:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
    return "ok"


def check_migrations() -> str:
    """Every migration of the code is in the database."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connections["default"])
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            return f"{len(waiting)} waiting"
        _migrated = True
    return "ok"


def check_broker() -> str:
    """The queue takes messages: its folder can be written, or its server answers."""
    if settings.BROKER_URL:
        with app.connection_for_write(connect_timeout=3) as connection:
            connection.channel().close()
        return "ok"
    folder = Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"])
    return "ok" if folder.is_dir() and os.access(folder, os.W_OK) else "folder cannot be written"


def check_worker() -> str:
    """A worker swept lately."""
    at = Heartbeat.objects.filter(name="worker").values_list("at", flat=True).first()
    if at is None:
        return "never seen"
    age = (timezone.now() - at).total_seconds()
    return "ok" if age <= STALE * settings.CELERY_BEAT_SCHEDULE["jobs"]["schedule"] + 30 else f"silent for {age:.0f} s"


CHECKS: dict[str, Callable[[], str]] = {
    "database": check_database,
    "migrations": check_migrations,
    "broker": check_broker,
    "worker": check_worker,
}


def states() -> dict[str, str]:
    """The state of each part: "ok", or what is wrong."""
    parts = {}
    for name, check in CHECKS.items():
        try:
            parts[name] = check()
        except (DatabaseError, KombuError, OSError) as fault:
            parts[name] = type(fault).__name__  # the text of a fault may hold an address or a user name
    return parts
