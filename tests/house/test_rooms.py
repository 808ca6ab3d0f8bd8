"""A room that is switched off is not there: no address, no menu, and everything else stands."""

import os
import subprocess
import sys

import pytest

from tests.harness import ROOT

WALK = """
import django
django.setup()
from django.core.management import call_command
call_command("check")
from django.urls import get_resolver
from tests.house.doors import addresses
print(" ".join(sorted(a.name for a in addresses(get_resolver().url_patterns) if a.name)))
"""


def names_with(rooms: str) -> set[str]:
    """The addresses of a house with these rooms, read in a process of its own."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "ROOMS": rooms,
        "STATIC_MANIFEST": "1",
        "SECRET_KEY": "x" * 60,
        "DEMO": "1",
    }
    run = subprocess.run(
        [sys.executable, "-c", WALK], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return set(run.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("room", ["search", "api"])
def test_a_room_that_is_off_has_no_address(room):
    prefix = {"search": ("portal:find", "portal:profile"), "api": ("v1:",)}[room]
    others = ",".join({"search", "api"} - {room})
    with_room, without = names_with("search,api"), names_with(others)
    assert {name for name in with_room if name.startswith(prefix)}
    assert not {name for name in without if name.startswith(prefix)}


@pytest.mark.django_db
def test_the_front_page_stands_without_search(client, settings):
    settings.ROOMS = []
    assert client.get("/da/").status_code == 200
