"""The demo world as a database to begin from: loaded once, kept in a template, poured back before each journey.

Loading takes most of a minute of processor time, pouring takes a moment. On SQLite the template is a file under
var/test, on PostgreSQL a database; both are named by everything that writes the demo. Who works on pages only may name
the file to begin from, whatever has changed since: JOURNEY_DEMO=var/test/demo-....sqlite3.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from tests import harness

PREFIX = "rummelig_journeys_"
WRITERS = (
    "cms/portal/services.py",
    "cms/portal/domain/demo_*.py",
    "cms/pages/services/*.py",
    "cms/pages/data/**/*",
    "registry/*/services.py",
    "registry/*/services/*.py",
    "registry/search/domain/*.py",
)


def key() -> str:
    """What the demo depends on, in 16 hexadecimal digits: the tables and every file that writes rows."""
    digest = hashlib.sha256(harness.template_key().encode())
    for pattern in WRITERS:
        for path in sorted(harness.ROOT.glob(pattern)):
            if path.is_file():
                digest.update(str(path.relative_to(harness.ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def pour() -> None:
    """Put the demo world into the open test database; load it first if no template of it is there."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        template = _sqlite(connection)
        connection.ensure_connection()
        with closing(sqlite3.connect(f"file:{template}?mode=ro", uri=True)) as store:
            store.backup(connection.connection)
    else:
        _copy(connection, source=_postgresql(connection), target=connection.settings_dict["NAME"])
    harness.forget()


def _load() -> None:
    harness.pour()
    call_command("load_demo", verbosity=0)


def _sqlite(connection) -> Path:
    if chosen := os.environ.get("JOURNEY_DEMO"):
        return Path(chosen).resolve()
    path = harness.ROOT / "var" / "test" / f"demo-{key()}.sqlite3"
    if not path.exists():
        _load()
        path.parent.mkdir(parents=True, exist_ok=True)
        unready = path.with_suffix(".unready")
        unready.unlink(missing_ok=True)
        with closing(sqlite3.connect(unready)) as store:
            connection.connection.backup(store)
            store.execute("PRAGMA journal_mode=DELETE")  # one file: nothing of it lies in a log beside it
        for other in path.parent.glob("demo-*.sqlite3"):
            other.unlink(missing_ok=True)
        unready.rename(path)
    return path


def _postgresql(connection) -> str:
    name = PREFIX + key()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX + "%"])
        there = {row[0] for row in cursor.fetchall()}
    if name not in there:
        _load()
        with connection._nodb_cursor() as cursor:
            for other in there:
                cursor.execute(f"DROP DATABASE {connection.ops.quote_name(other)} WITH (FORCE)")
        _copy(connection, source=connection.settings_dict["NAME"], target=name)
    return name


def _copy(connection, *, source: str, target: str) -> None:
    """Make the database `target` anew as a copy of `source`, which nobody may have open meanwhile."""
    quote = connection.ops.quote_name
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quote(target)} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quote(target)} TEMPLATE {quote(source)}")
