"""What `backup` and `restore` share: a folder that holds the whole house at one moment, and can prove it.

    manifest.json            counts, hashes, versions
    default.sqlite3 | default/TABLE.copy     a store: SQLite's own copy, or PostgreSQL's COPY text, a file a table
    statistics...
    media/ private/ keys/    files as they stand

Only Python packages are needed. A store is read in one transaction, so it is one moment; files are read after it, so
that no row of the backup points at a file that came later than the copy. A backup goes back into the kind of store it
came from and to the code whose migrations it names.
"""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.recorder import MigrationRecorder

FORMAT = 1
CHUNK = 1024 * 1024


class Refused(Exception):
    """The backup or the place is not fit; the text says why."""


def places() -> dict[str, Path]:
    """Folders that belong to the house's memory, by the name they have in a backup."""
    return {"media": settings.MEDIA_ROOT, "private": settings.PRIVATE_ROOT, "keys": settings.KEYS_ROOT}


# --- Hashes -----------------------------------------------------------------------------------------------------
def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


class RowsHash:
    """A count and a hash over rows that does not depend on their order: the sum of the rows' own hashes."""

    def __init__(self) -> None:
        self.rows = 0
        self.sum = 0

    def add(self, row: bytes) -> None:
        """Take in one row."""
        self.rows += 1
        self.sum = (self.sum + int.from_bytes(hashlib.sha256(row).digest())) % (1 << 256)

    def result(self) -> dict:
        """As it stands in the manifest."""
        return {"rows": self.rows, "sha256": f"{self.sum:064x}"}


def files_under(folder: Path) -> Iterator[Path]:
    """Every plain file, in a fixed order; links are not followed."""
    if folder.is_dir():
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def describe_files(folder: Path) -> dict[str, dict]:
    """Path within the folder to size and hash."""
    return {
        path.relative_to(folder).as_posix(): {"size": path.stat().st_size, "sha256": file_hash(path)}
        for path in files_under(folder)
    }


# --- Stores -----------------------------------------------------------------------------------------------------
def tables(connection) -> list[str]:
    """Names of all tables of a store."""
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def migrations(connection) -> list[str]:
    """Applied migrations, "app.name"."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def sqlite_rows(store: sqlite3.Connection) -> dict[str, dict]:
    """Count and hash of every table in a SQLite store."""
    found = {}
    names = store.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (name,) in names:
        rows = RowsHash()
        columns = [row[1] for row in store.execute("SELECT * FROM pragma_table_info(?)", [name])]
        # In SQLite's own notation: what a connection converts dates and times to is its own affair.
        notation = " || ',' || ".join(f'quote("{column}")' for column in columns)
        for (row,) in store.execute(f'SELECT {notation} FROM "{name}"'):
            rows.add(row.encode())
        found[name] = rows.result()
    return found


def columns(connection, table: str) -> list[str]:
    """Columns that can be written, in their order: generated ones are computed again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        return [row[0] for row in cursor.fetchall()]


def copy_statement(connection, table: str, names: Iterable[str], direction: str) -> str:
    """COPY with every name quoted."""
    quote = connection.ops.quote_name
    return f"COPY {quote(table)} ({', '.join(quote(name) for name in names)}) {direction}"


def postgresql_rows(connection, folder: Path | None = None) -> dict[str, dict]:
    """Count, hash and columns of every table; with a folder, also write each table's rows there."""
    found = {}
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if not connection.savepoint_ids:  # the first statement of a transaction of our own
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for table in tables(connection):
            rows, names = RowsHash(), columns(connection, table)
            target = (folder / f"{table}.copy").open("wb") if folder else None
            pending = b""
            try:
                with cursor.copy(copy_statement(connection, table, names, "TO STDOUT")) as stream:
                    for block in stream:
                        if target:
                            target.write(block)
                        *lines, pending = (pending + bytes(block)).split(b"\n")
                        for line in lines:
                            rows.add(line)
            finally:
                if target:
                    target.close()
            found[table] = rows.result() | {"columns": names}
    return found


def sequences(connection) -> dict[str, int]:
    """Next numbers of PostgreSQL's sequences that have been used."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema()")
        return {name: value for name, value in cursor.fetchall() if value is not None}


def describe_store(connection) -> dict[str, dict]:
    """Count and hash of every table as the store holds them now."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        return sqlite_rows(connection.connection)
    return {name: {key: row[key] for key in ("rows", "sha256")} for name, row in postgresql_rows(connection).items()}


def write_store(alias: str, folder: Path) -> dict:
    """Copy one store into the backup; its part of the manifest."""
    connection = connections[alias]
    connection.ensure_connection()
    part = {"vendor": connection.vendor, "migrations": migrations(connection)}
    if connection.vendor == "sqlite":
        if connection.connection.in_transaction:  # SQLite would wait for it, and it for us
            raise Refused("a backup cannot be made inside a transaction")
        file = folder / f"{alias}.sqlite3"
        with closing(sqlite3.connect(file)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
            part["tables"] = sqlite_rows(copy)
    else:
        (folder / alias).mkdir(mode=0o700)
        part["tables"] = postgresql_rows(connection, folder / alias)
        part["sequences"] = sequences(connection)
    return part


def read_store(alias: str, folder: Path, part: dict) -> None:
    """Bring one store back into an empty database."""
    connection = connections[alias]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(f"file:{folder / f'{alias}.sqlite3'}?mode=ro", uri=True)) as copy:
            copy.backup(connection.connection)
        connection.close()
        return
    if not part["migrations"]:  # no room keeps anything in this store yet: there are no tables to bring back
        return
    call_command("migrate", database=alias, verbosity=0)
    if set(migrations(connection)) != set(part["migrations"]):
        raise Refused("the backup was made by another version of the code: restore with that one, then migrate")
    quote = connection.ops.quote_name
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        names = list(part["tables"])
        for name in names:
            cursor.execute(f"ALTER TABLE {quote(name)} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(map(quote, names))}")
        for name in names:
            statement = copy_statement(connection, name, part["tables"][name]["columns"], "FROM STDIN")
            with cursor.copy(statement) as stream, (folder / alias / f"{name}.copy").open("rb") as file:
                while chunk := file.read(CHUNK):
                    stream.write(chunk)
        for name, value in part["sequences"].items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [quote(name), value])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # every key must hold before the triggers come back
        for name in names:
            cursor.execute(f"ALTER TABLE {quote(name)} ENABLE TRIGGER USER")


# --- The whole --------------------------------------------------------------------------------------------------
@contextmanager
def in_the_making(target: Path) -> Iterator[Path]:
    """A folder that gets its name only when it is complete."""
    if target.exists():
        raise Refused(f"{target} is there already")
    unready = target.with_name(f".{target.name}.unready")
    shutil.rmtree(unready, ignore_errors=True)
    unready.mkdir(mode=0o700, parents=True)
    try:
        yield unready
        unready.rename(target)
    finally:
        shutil.rmtree(unready, ignore_errors=True)


def write(target: Path, *, made_at: str) -> dict:
    """Make a backup in a new folder; its manifest."""
    with in_the_making(target) as folder:
        stores = {alias: write_store(alias, folder) for alias in connections}
        for name, place in places().items():
            (folder / name).mkdir(mode=0o700)
            for path in files_under(place):
                copy = folder / name / path.relative_to(place)
                copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                shutil.copy2(path, copy)
        manifest = {
            "format": FORMAT,
            "version": settings.VERSION,
            "made_at": made_at,
            "stores": stores,
            "files": describe_files(folder),
        }
        (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True), "utf-8")
    return manifest


def read_manifest(folder: Path) -> dict:
    """The manifest of a backup whose every file is there and unchanged; Refused otherwise."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise Refused(f"{folder} holds no readable manifest.json") from fault
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Refused("the backup has a format this version does not know")
    there = describe_files(folder)
    there.pop("manifest.json")
    wanted = manifest["files"]
    changed = sorted(name for name in wanted if name in there and there[name] != wanted[name])
    for word, names in (
        ("missing", sorted(wanted.keys() - there.keys())),
        ("not in the manifest", sorted(there.keys() - wanted.keys())),
        ("changed", changed),
    ):
        if names:
            raise Refused(f"{word}: {', '.join(names[:5])}{' ...' if len(names) > 5 else ''}")
    return manifest


def check_empty(manifest: dict) -> None:
    """Refuse unless the stores and folders are empty and of the backup's kind."""
    for alias, part in manifest["stores"].items():
        if alias not in connections:
            raise Refused(f"this house has no store named {alias}")
        connection = connections[alias]
        if connection.vendor != part["vendor"]:
            raise Refused(f"{alias} is {connection.vendor} here and was {part['vendor']} when the backup was made")
        if tables(connection):
            raise Refused(f"the database {alias} is not empty")
    for name, place in places().items():
        if next(files_under(place), None):
            raise Refused(f"{name} is not empty ({place})")


def read(folder: Path) -> dict:
    """Restore into an empty place and compare every count and hash with the manifest; the manifest."""
    manifest = read_manifest(folder)
    check_empty(manifest)
    for alias, part in manifest["stores"].items():
        read_store(alias, folder, part)
    for name, place in places().items():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copytree(folder / name, place, dirs_exist_ok=True)
    differences = compare(manifest)
    if differences:
        raise Refused("restored, but not equal: " + "; ".join(differences[:10]))
    return manifest


def compare(manifest: dict) -> list[str]:
    """What differs between a backup and the house as it stands now."""
    found = []
    for alias, part in manifest["stores"].items():
        now = describe_store(connections[alias])
        wanted = {name: {key: row[key] for key in ("rows", "sha256")} for name, row in part["tables"].items()}
        found += [f"{alias}.{name}" for name in sorted(now.keys() | wanted.keys()) if now.get(name) != wanted.get(name)]
    for name, place in places().items():
        now = {f"{name}/{path}": facts for path, facts in describe_files(place).items()}
        wanted = {path: facts for path, facts in manifest["files"].items() if path.startswith(f"{name}/")}
        found += [path for path in sorted(now.keys() | wanted.keys()) if now.get(path) != wanted.get(path)]
    return found
