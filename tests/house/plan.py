"""The order of floors and rooms as pyproject.toml states it for the import linter: one list, read by every check."""

import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def contracts() -> dict[str, dict]:
    """The import contracts by id."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {contract["id"]: contract for contract in project["tool"]["importlinter"]["contracts"]}


@cache
def floors() -> list[str]:
    """Floors, highest first."""
    return contracts()["floors"]["layers"]


@cache
def ranks() -> dict[str, tuple[int, int]]:
    """Room ("registry.entries") to its place from the top; rooms of one line share a number."""
    found = {}
    for storey, floor in enumerate(floors()):
        for line, names in enumerate(contracts()[f"rooms-{floor}"]["layers"]):
            for name in names.split("|"):
                found[f"{floor}.{name.strip().strip('()')}"] = (storey, line)
    return found


def room_of(module: str) -> str | None:
    """The room a module lies in: "registry.entries.models" -> "registry.entries"; None outside the house."""
    room = ".".join(module.split(".")[:2])
    return room if room in ranks() else None


def may_see(room: str, other: str) -> bool:
    """Does a room lie above the other, or is it the same?"""
    return room == other or ranks()[room] < ranks()[other]


def sources(*folders: str) -> list[Path]:
    """Python files of the product, without migrations."""
    paths = (path for folder in folders or floors() for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in paths if "migrations" not in path.parts)


def templates() -> list[Path]:
    """Every template of ours, wherever it stands."""
    folders = [ROOT / "templates", *(folder for floor in floors() for folder in (ROOT / floor).rglob("templates"))]
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in {".html", ".txt", ".xml"})


def tracked() -> list[Path] | None:
    """Files under version control; None where there is no repository (an unpacked archive) or no git to ask."""
    if not shutil.which("git"):
        return None
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listing.returncode:
        return None
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]
