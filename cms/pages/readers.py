"""Ready-made content from files: TOML, one file a group of pages, each text in Danish and English side by side."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data" / "demo"


@dataclass(frozen=True)
class ReadyMade:
    """Pages, parents first, and words."""

    pages: list[dict]
    terms: list[dict]


def ready_made(folder: Path = DATA) -> ReadyMade:
    """The content of a folder, files in order of their names. Raises tomllib.TOMLDecodeError."""
    pages, terms = [], []
    for path in sorted(folder.glob("*.toml")):
        content = tomllib.loads(path.read_text("utf-8"))
        pages += content.get("page", [])
        terms += content.get("term", [])
    return ReadyMade(pages, terms)
