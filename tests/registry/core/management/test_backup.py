"""A backup holds all, shows every change, and comes back equal, into an empty place only."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

from registry.core.management import backups
from tests.harness import ROOT

# A backup is one moment of what is committed.
BOTH = pytest.mark.django_db(transaction=True, databases=["default", "statistics"])


@pytest.fixture
def house(tmp_path, settings):
    """A small house with something in every place."""
    for name in ("MEDIA_ROOT", "PRIVATE_ROOT", "KEYS_ROOT"):
        place = tmp_path / "here" / name
        (place / "deep").mkdir(parents=True)
        (place / "deep" / "fil æøå.bin").write_bytes(name.encode() * 1000)
        setattr(settings, name, place)
    for number in range(30):
        get_user_model().objects.create(email=f"u{number}@demo.example", last_name='Prøvesen\t"\\\n')
    return tmp_path


@pytest.fixture
def elsewhere(house):
    """The environment of an empty installation on the same kind of store."""
    place = house / "there"
    place.mkdir()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "VAR_DIR": str(place),
        "MEDIA_ROOT": str(place / "media"),
        "PRIVATE_ROOT": str(place / "private"),
        "KEYS_ROOT": str(place / "keys"),
        "DATABASE_URL": f"sqlite:///{place / 'default.sqlite3'}",
        "STATISTICS_DATABASE_URL": f"sqlite:///{place / 'statistics.sqlite3'}",
    }
    if connection.vendor == "sqlite":
        yield environment
        return
    import psycopg

    base = os.environ["DATABASE_URL"].rpartition("/")[0]
    names = {"DATABASE_URL": f"restored_{os.getpid()}", "STATISTICS_DATABASE_URL": f"restored_stat_{os.getpid()}"}
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        for variable, name in names.items():
            server.execute(f"CREATE DATABASE {name}")
            environment[variable] = f"{base}/{name}"
        try:
            yield environment
        finally:
            for name in names.values():
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def restore(folder: Path, environment: dict[str, str], *options: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "manage.py", "restore", str(folder), *options]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@BOTH
def test_what_comes_back_is_equal_and_a_place_in_use_is_refused(house, elsewhere):
    folder = house / "backup"
    call_command("backup", to=folder)
    done = restore(folder, elsewhere)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert facts["rows"]["default"] > 30 and facts["files"] >= 3
    same = restore(folder, elsewhere, "--compare")
    assert same.returncode == 0, same.stdout + same.stderr
    (house / "there" / "media" / "new").write_text("later")
    assert restore(folder, elsewhere, "--compare").returncode == 1
    again = restore(folder, elsewhere)
    assert again.returncode == 2
    assert "not empty" in again.stderr


@BOTH
def test_counts_and_hashes_are_those_of_the_house(house):
    manifest = backups.write(house / "backup", made_at="2026-11-21T12:00:00+01:00")
    users = manifest["stores"]["default"]["tables"]["accounts_user"]
    assert users["rows"] == get_user_model().objects.count()
    assert backups.compare(manifest) == []
    get_user_model().objects.order_by("pk").first().delete()
    (settings.KEYS_ROOT / "deep" / "fil æøå.bin").write_bytes(b"other")
    assert set(backups.compare(manifest)) >= {"default.accounts_user", "keys/deep/fil æøå.bin"}


@BOTH
@pytest.mark.parametrize("harm", ["changed", "missing", "not in the manifest"])
def test_a_harmed_backup_is_seen_before_anything_is_restored(house, harm):
    folder = house / "backup"
    backups.write(folder, made_at="")
    victim = folder / "media" / "deep" / "fil æøå.bin"
    if harm == "missing":
        victim.unlink()
    elif harm == "changed":
        victim.write_bytes(victim.read_bytes()[::-1])
    else:
        (folder / "media" / "stranger").touch()
    with pytest.raises(backups.Refused, match=harm):
        backups.read_manifest(folder)


@BOTH
def test_a_backup_is_for_its_owner_only_and_never_overwrites(house):
    folder = house / "backup"
    call_command("backup", to=folder)
    assert folder.stat().st_mode & 0o077 == 0
    with pytest.raises(SystemExit):
        call_command("backup", to=folder)


def test_no_manifest_is_no_backup(tmp_path):
    with pytest.raises(backups.Refused, match="manifest"):
        backups.read_manifest(tmp_path)
