"""Rules about the building that no single room can keep: files, words, settings, migrations."""

import ast
import doctest
import importlib
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import CASCADE
from django.template.loader import get_template
from wagtail.models import get_page_models

from tests.house import plan

LONG = 450  # lines; a file near this is usually two rooms' worth of furniture
DOMAIN = [path for path in plan.sources() if "domain" in path.parts]
BELOW_THE_EDGE = {"domain", "models", "permissions", "queries", "services"}
CLOCK = {"localdate", "localtime", "now", "today", "utcnow"}
MAY_LOOK = {
    "cms/pages/models/home.py": "a page of the CMS answers its request itself; Wagtail has no view between",
    "cms/portal/queries/health.py": "the age of the last sign of life has no other day than now",
    "registry/organisations/permissions/roles.py": "a policy is asked by the edge, and its interface has no day",
}
ADDRESSES = re.compile(r"files\.pythonhosted\.org|pypi\.org/simple|registry\.npmjs\.org|-index-url\s+http")


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=1)


@pytest.mark.parametrize("room", sorted(plan.contracts()["furniture"]["containers"]))
def test_the_last_migration_is_named(room):
    """The file max_migration.txt makes two branches that both add a migration collide, in place of both landing."""
    folder = plan.ROOT / room.replace(".", "/") / "migrations"
    names = sorted(path.stem for path in folder.glob("[0-9]*.py"))
    if names:
        assert (folder / "max_migration.txt").read_text("utf-8").strip() == names[-1]


def test_the_example_environment_names_what_the_settings_read():
    settings = (plan.ROOT / "cms" / "settings.py").read_text("utf-8")
    read = set(re.findall(r"""\benv(?:\.\w+)?\(\s*["']([A-Z0-9_]+)["']""", settings))
    example = (plan.ROOT / ".env.example").read_text("utf-8")
    shown = re.findall(r"^(?:# )?([A-Z][A-Z0-9_]*)=", example, re.MULTILINE)
    assert sorted(shown) == sorted(read)


def test_no_file_names_a_package_index():
    """Where packages come from is the machine's business; an address in a lock file would tie us to one."""
    files = plan.tracked()
    if files is None:
        pytest.skip("not a repository")
    assert not [path for path in files if path.name in {"uv.lock", "pylock.toml"}]
    named = []
    for path in files:
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if ADDRESSES.search(text) or (path.name == "package-lock.json" and '"resolved":' in text):
            named.append(str(path.relative_to(plan.ROOT)))
    assert not named


def test_the_test_environment_holds_the_product():
    """`make test` installs the larger lock over the smaller one: the pins they share must be equal."""

    def pins(name: str) -> dict[str, str]:
        lines = (plan.ROOT / name).read_text("utf-8").splitlines()
        return dict(line.split(" ")[0].split("==") for line in lines if re.match(r"[\w.\[\]-]+==", line))

    product, tools = pins("requirements.lock"), pins("requirements-dev.lock")
    assert product.items() <= tools.items()
    project = tomllib.loads((plan.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.match(r"[\w.-]+", line)[0].lower() for line in project["dependencies"]}
    assert wanted <= {name.partition("[")[0] for name in product}


def test_no_module_is_two_modules():
    """The settings are a list, not furniture: cutting them in two would hide half from a reader."""
    lengths = {str(path.relative_to(plan.ROOT)): len(path.read_text("utf-8").splitlines()) for path in plan.sources()}
    lengths.pop("cms/settings.py")
    assert not {name: lines for name, lines in lengths.items() if lines > LONG}


@pytest.mark.parametrize("path", DOMAIN, ids=lambda path: str(path.relative_to(plan.ROOT)))
def test_examples_in_the_domain_are_true(path: Path):
    name = ".".join(path.relative_to(plan.ROOT).with_suffix("").parts).removesuffix(".__init__")
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0


def test_nobody_below_the_edge_looks_at_the_clock():
    """The day is an argument (`on=`, `now=`): only views, tasks and commands know what today is."""
    looking = []
    for path in plan.sources():
        if not BELOW_THE_EDGE & {*path.parts, path.stem}:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            asked = isinstance(node, ast.Call) and not node.args  # with an argument it only converts
            if asked and getattr(node.func, "attr", getattr(node.func, "id", "")) in CLOCK:
                looking.append(path.relative_to(plan.ROOT).as_posix())
    assert not set(looking) - set(MAY_LOOK)


def test_nobody_hooks_logic_onto_saving():
    hook = re.compile(r"\b(post|pre)_(save|delete)\b")
    assert not [str(path) for path in plan.sources() if hook.search(path.read_text("utf-8"))]


def test_every_model_says_how_long_it_is_kept():
    """A row that lives and dies with another (a required key that cascades) is kept as long as that one."""

    def declared(model) -> bool:
        owners = (
            field.related_model
            for field in model._meta.get_fields()
            if field.many_to_one and not field.null and field.remote_field.on_delete is CASCADE
        )
        return hasattr(model, "RETENTION") or any(declared(owner) for owner in owners if owner is not model)

    ours = [model for model in apps.get_models() if plan.room_of(model.__module__)]
    assert not [model._meta.label for model in ours if not declared(model)]


@pytest.mark.django_db
def test_both_languages_are_complete():
    call_command("words", "--check")


@pytest.mark.parametrize("path", plan.templates(), ids=lambda path: str(path.relative_to(plan.ROOT)))
def test_every_template_can_be_read(path: Path):
    parts = path.relative_to(plan.ROOT).parts
    get_template("/".join(parts[parts.index("templates") + 1 :]))


def test_no_template_stands_unused():
    """Named in code or in a template, a component in use, a page's own, or one that overrides a package's."""
    code = "\n".join(path.read_text("utf-8") for path in [*plan.sources(), *plan.templates()])
    pages = {model.template for model in get_page_models()}
    foreign = ("account/", "allauth/", "mfa/", "socialaccount/", "usersessions/", "wagtailadmin/", "wagtail", "django/")
    chosen = tuple(re.findall(r"""f"([\w/]+)\{[^"]*\}\.html\"""", code))  # f"portal/start/_{role}.html"
    unused = []
    for path in plan.templates():
        parts = path.relative_to(plan.ROOT).parts
        name = "/".join(parts[parts.index("templates") + 1 :])
        if name.startswith("cotton/"):
            used = re.search(rf"<c-{re.escape(name[7:-5].replace('/', '.').replace('_', '-'))}[\s/>]", code)
        else:
            used = (
                name in code
                or name in pages
                or name.startswith(foreign + chosen)
                or re.fullmatch(r"[45]\d\d\.html", name)
            )
        if not used:
            unused.append(name)
    assert not unused
