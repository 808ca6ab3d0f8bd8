"""Journeys: a browser, a server in this process, and the demo world behind it."""

import gc
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from django.db import connections

from tests.journeys import world
from tests.journeys.walker import WIDE, Walker


def pytest_collection_modifyitems(items) -> None:
    """Everything in this folder is a journey, and the server behind it may ask both stores."""
    for item in items:
        if "tests/journeys/" in item.nodeid:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db(transaction=True, databases=["default", "statistics"]))


@pytest.fixture(scope="session", autouse=True)
def _allow_queries_beside_the_browser() -> Iterator[None]:
    """Playwright runs an event loop in this thread, so Django takes every query for one from async code.

    Only here: for the rest of the suite the guard finds real faults.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings) -> None:
    """SQLite in a file, as the product has it: each request its own connection, not one in memory shared by all."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(django_settings.VAR_DIR / "journeys.sqlite3")


@pytest.fixture
def demo(transactional_db, live_server, settings) -> None:
    """The demo world, whole and untouched, behind a server that knows its own address."""
    settings.SITE_URL = live_server.url
    world.pour()


# --- The browser ------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    """The machine's own Chromium (CHROMIUM names another); nothing is downloaded."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    place = {"executable_path": path} if path else {"channel": "chrome"}
    if not path and sys.platform != "darwin":
        pytest.fail("no chromium on this machine: install it, or name one with CHROMIUM=/path")
    return {**browser_type_launch_args, **place, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


@pytest.fixture
def walkers(demo, new_context, live_server) -> Iterator[Callable[..., Walker]]:
    """Makes walkers, each with cookies of their own; at the end none of them may have met a fault."""
    made: list[Walker] = []

    def make(**options) -> Walker:
        options = {"locale": "da-DK", "timezone_id": "Europe/Copenhagen", "viewport": WIDE} | options
        context = new_context(**options)
        context.set_default_timeout(20_000)
        made.append(Walker(context, live_server.url))
        return made[-1]

    yield make
    for walker in made:
        walker.page.goto("about:blank")  # what a page says as it is left reaches the server before the store is changed
    time.sleep(0.3)
    gc.collect()  # a reading cursor that nobody holds any more would still hold its lock
    faults = list(dict.fromkeys(fault for walker in made for fault in walker.faults))
    if faults:
        pytest.fail(f"{len(faults)} faults:\n" + "\n".join(faults), pytrace=False)


@pytest.fixture
def walker(walkers) -> Walker:
    """Somebody with an ordinary screen who is not logged in."""
    return walkers()
