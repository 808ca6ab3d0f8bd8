"""Fixtures for the whole suite. What belongs to one floor or room stands in the conftest of that folder."""

import os
import random
from pathlib import Path

import pytest
from django.test import TransactionTestCase

from tests import harness

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def pytest_configure() -> None:
    harness.shuffle_unordered()
    # A flush would also take what migrations wrote; the template brings all of it back.
    TransactionTestCase._fixture_teardown = lambda self: harness.pour()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test databases, filled from the migrated template."""
    with django_db_blocker.unblock():
        harness.pour()


@pytest.fixture(autouse=True)
def _fresh_start():
    """What outlives a request in one process: the cache (login throttle, root paths) and the language last spoken."""
    from django.core.cache import cache
    from django.utils import translation

    cache.clear()
    translation.deactivate()


@pytest.fixture
def real_data() -> Path:
    """Folder with files as the world publishes them (REAL_DATA, default ../shared/real).

    Without the folder the test is skipped for all to see; in CI it fails, because a proof on real input that did not
    run is no proof.
    """
    folder = Path(os.environ.get("REAL_DATA") or ROOT.parent / "shared" / "real")
    if not folder.is_dir():
        (pytest.fail if CI else pytest.skip)("real data are not there (REAL_DATA)")
    return folder


@pytest.fixture
def dice() -> random.Random:
    """Chance with the test's own seed, which pytest-randomly prints."""
    return random.Random(random.getrandbits(64))
