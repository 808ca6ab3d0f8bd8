"""Who may look at whom: imports, and what an import linter cannot see (keys by string, templates, addresses)."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import get_resolver

from registry.core.routes import UPWARD
from tests.house import plan

NAMED = re.compile(r"""\{%\s*(include|extends)\s+["']([^"']+)["']""")
LINKED = re.compile(r"""\{%\s*url\s+["']([\w-]+):([\w-]+)["']""")
LINKS_IN_CODE = {"redirect", "resolve_url", "reverse", "reverse_lazy"}


def rooms_by_label() -> dict[str, str]:
    """App label to room; a room's label is also its address namespace and its template folder."""
    return {config.label: config.name for config in apps.get_app_configs() if config.name in plan.ranks()}


def calls(path: Path):
    """(name of the function called, its first argument if that is a plain text, line)."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if isinstance(node.args[0].value, str):
                yield name, node.args[0].value, node.lineno


def home(path: Path) -> str | None:
    """The room a file lies in; for a template, the room its folder is named after."""
    parts = path.relative_to(plan.ROOT).parts
    if "templates" in parts:
        return rooms_by_label().get(parts[parts.index("templates") + 1])
    return plan.room_of(".".join(parts[:2]))


def test_imports_follow_the_contracts():
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    result = subprocess.run(command, cwd=plan.ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_room_is_in_the_plan():
    there = {config.name for config in apps.get_app_configs() if config.name.split(".")[0] in plan.floors()}
    assert there <= set(plan.ranks())
    furnished = set(plan.contracts()["furniture"]["containers"])
    assert there == furnished, "the furniture contract names every room"


def test_no_key_points_to_a_room_above():
    upward = []
    for model in apps.get_models(include_auto_created=True):
        room = plan.room_of(model.__module__)
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if room is None or target is None or isinstance(target, str) or field.auto_created:
                continue
            other = plan.room_of(target.__module__)
            if other and target._meta.label != settings.AUTH_USER_MODEL and not plan.may_see(room, other):
                upward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert not upward


def test_no_room_asks_for_a_model_of_a_room_above():
    labels, upward = rooms_by_label(), []
    for path in plan.sources():
        room = home(path)
        for name, text, line in calls(path):
            other = labels.get(text.partition(".")[0]) if name == "get_model" else None
            if room and other and not plan.may_see(room, other):
                upward.append(f"{path.relative_to(plan.ROOT)}:{line} {text}")
    assert not upward


def test_no_template_takes_from_a_room_above():
    labels, upward = rooms_by_label(), []
    for path in plan.templates():
        room = home(path)
        for _, name in NAMED.findall(path.read_text("utf-8")):
            other = labels.get(name.partition("/")[0])
            if room and other and not plan.may_see(room, other):
                upward.append(f"{path.relative_to(plan.ROOT)}: {name}")
    assert not upward


def test_links_upward_go_through_the_list():
    labels, upward = rooms_by_label(), []
    links = [(path, *found) for path in plan.templates() for found in LINKED.findall(path.read_text("utf-8"))]
    for path in plan.sources():
        named = [text for name, text, _ in calls(path) if name in LINKS_IN_CODE and text.count(":") == 1]
        links += [(path, *text.split(":")) for text in named]
    for path, namespace, view in links:
        room, other = home(path), labels.get(namespace)
        if room and other and not plan.may_see(room, other) and f"{namespace}:{view}" not in UPWARD:
            upward.append(f"{path.relative_to(plan.ROOT)}: {namespace}:{view}")
    assert not upward


@pytest.mark.parametrize("name", sorted(UPWARD))
def test_the_address_book_supplies_every_name_on_the_list(name):
    namespace, _, view = name.partition(":")
    _, resolver = get_resolver().namespace_dict[namespace]
    assert view in resolver.reverse_dict
