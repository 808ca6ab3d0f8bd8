"""What the test run adds to Django: a migrated template instead of migrations, and three faults made visible.

- `template_name`, `build`, `pour`: the default database comes from a template, keyed by the lock file, our migrations
  and the typed data they load. It is built once per key (`python -m tests.template`) and poured into the test database
  at the start and after each test that really commits, in place of a flush: a flush would take away what the data
  migrations of ours and Wagtail's wrote (locales, root page, groups, code lists).
- `UNDEFINED`: an undefined variable in one of our own templates raises.
- `shuffle_unordered`: rows of our own models that nobody ordered come back shuffled, as PostgreSQL may do one day.
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from cms.serve import tables_key

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("registry", "accreditation", "procurement", "cms")
PREFIX = "rummelig_template_"


# --- The template -----------------------------------------------------------------------------------------------
def template_key() -> str:
    """What the migrated database depends on, in 16 hexadecimal digits."""
    return tables_key()[:16]


def template_name() -> str:
    """Name of the template database on PostgreSQL."""
    return PREFIX + template_key()


def template_path() -> Path:
    """File of the template database on SQLite."""
    return ROOT / "var" / "test" / f"template-{template_key()}.sqlite3"


def _migrate(url: str) -> None:
    """Run the migrations into the database at `url`, in a process of its own with the product's settings."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--skip-checks", "--verbosity", "0"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings", "LOG_LEVEL": "ERROR"},
        check=True,
    )


def build() -> str:
    """Make the template for the store in DATABASE_URL unless it is there; return its name."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        return str(_build_sqlite())
    return _build_postgresql(database)


def _build_sqlite() -> Path:
    path = template_path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unready = path.with_suffix(f".{os.getpid()}")
        try:
            _migrate(f"sqlite:///{unready}")
            with closing(sqlite3.connect(unready)) as store:  # one file: the log goes into the database
                store.execute("PRAGMA journal_mode=DELETE")
            unready.rename(path)
        finally:
            unready.unlink(missing_ok=True)
        for other in path.parent.glob("template-*.sqlite3"):
            if other != path:
                other.unlink(missing_ok=True)
    return path


def _build_postgresql(database: dict) -> str:
    import psycopg
    from psycopg import sql

    name = template_name()
    address = {
        "host": database["HOST"],
        "port": database["PORT"] or None,
        "user": database["USER"],
        "password": database["PASSWORD"],
    }
    address = {key: value for key, value in address.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
        there = {
            row[0] for row in server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX + "%"])
        }
        if name in there:
            return name
        for other in there:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(other)))
        unready = f"{PREFIX}unready_{os.getpid()}"
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unready)))
        head, _, tail = os.environ["DATABASE_URL"].rpartition("/")
        try:
            _migrate(f"{head}/{unready}{'?' + tail.partition('?')[2] if '?' in tail else ''}")
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            server.execute(rename.format(sql.Identifier(unready), sql.Identifier(name)))
        except subprocess.CalledProcessError:
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(unready)))
            raise
    return name


def pour() -> None:
    """Put the template's tables and rows into the open test database of the default alias."""
    from django.db import connections

    connection = connections["default"]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(f"file:{_build_sqlite()}?mode=ro", uri=True)) as template:
            template.backup(connection.connection)
    else:
        _pour_postgresql(connection)
    forget()


def _pour_postgresql(connection) -> None:
    """Drop the test database and make it anew from the template; PostgreSQL copies files, so this takes a moment."""
    quote = connection.ops.quote_name
    name = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {quote(name)} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(template_name())}")


def forget() -> None:
    """Empty what Django and Wagtail remember about rows."""
    from django.contrib.contenttypes.models import ContentType
    from django.core.cache import cache

    ContentType.objects.clear_cache()
    cache.clear()


# --- Undefined variables ----------------------------------------------------------------------------------------
class UndefinedVariable(Exception):
    """A template of ours names something that its view does not give."""


class _Undefined(str):
    """Stands as Django's `string_if_invalid`: raises for our own templates, is an empty text for everybody else's.

    Django asks `if string_if_invalid` first: for a foreign template the answer is no, and `|default` works as ever.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        return _our_template() is not None

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        raise UndefinedVariable(f"{variable} in {_our_template()}")


UNDEFINED = _Undefined()


def _our_template() -> str | None:
    """Path of the template being rendered, if it is one of ours: the nearest node that knows where it was written."""
    frame = sys._getframe(2)
    while frame is not None:
        origin = getattr(frame.f_locals.get("self"), "origin", None)
        name = getattr(origin, "name", None)
        if isinstance(name, str):
            path = Path(name)
            ours = path.is_relative_to(ROOT) and ".venv" not in path.parts
            return str(path.relative_to(ROOT)) if ours else None
        frame = frame.f_back
    return None


# --- Unordered rows ---------------------------------------------------------------------------------------------
def shuffle_unordered() -> None:
    """Shuffle what nobody ordered, for models of our own; the random seed is the test's (pytest-randomly prints it)."""
    from django.db.models.query import QuerySet

    fetch = QuerySet._fetch_all

    def fetch_and_shuffle(self) -> None:
        fresh = self._result_cache is None
        fetch(self)
        if fresh and self.model.__module__.split(".")[0] in FLOORS and not self.ordered:
            random.shuffle(self._result_cache)

    QuerySet._fetch_all = fetch_and_shuffle
