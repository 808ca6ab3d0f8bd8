"""The catalogue of words: extracted, checked and compiled with Babel, so that no GNU gettext is needed."""

import io
import re
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

FLOORS = ("registry", "accreditation", "procurement", "cms")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "word": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]")
LOCALE = Path("cms/locale")


def sources(root: Path) -> list[Path]:
    """Every file of ours that may hold words for a reader."""
    files = [path for floor in FLOORS for path in (root / floor).rglob("*.py")]
    files = [path for path in files if "migrations" not in path.parts and "management" not in path.parts]
    files += [path for path in (root / "templates").rglob("*") if path.suffix in {".html", ".txt"}]
    return sorted(files)


def messages(path: Path):
    """(line, message, context) of one file; the message is a text or a (singular, plural) pair."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        # Indentation has no meaning in what templatize leaves behind, but the tokenizer would stumble over it.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    stream = io.BytesIO(("# -*- coding: utf-8 -*-\n" + text).encode())
    for line, message, _comments, context in extract("python", stream, keywords=KEYWORDS):
        yield line - 1, message, context


def gather(root: Path) -> Catalog:
    """The catalogue of all words in the house, with the files they stand in."""
    catalog = Catalog(charset="utf-8")
    for path in sources(root):
        for _line, message, context in messages(path):
            catalog.add(message, locations=[(path.relative_to(root).as_posix(), 0)], context=context)
    return catalog


def faults(wanted: Catalog, have: Catalog) -> list[str]:
    """What is missing, fuzzy or has lost a placeholder, a line each."""
    found = []
    for message in wanted:
        if not message.id:
            continue
        key = message.id[0] if isinstance(message.id, tuple) else message.id
        mine = have.get(key, message.context)
        texts = mine.string if mine and isinstance(mine.string, tuple) else (mine.string if mine else "",)
        if not mine or not all(texts):
            found.append(f"missing: {key!r} ({', '.join(sorted({name for name, _ in message.locations}))})")
        elif mine.fuzzy:
            found.append(f"fuzzy: {key!r}")
        else:
            needed = {
                m.group(0) for m in PLACEHOLDER.finditer(message.id[-1] if isinstance(message.id, tuple) else key)
            }
            for text in texts[-1:]:
                if {m.group(0) for m in PLACEHOLDER.finditer(text)} != needed:
                    found.append(f"placeholders differ: {key!r}")
    return found


class Command(BaseCommand):
    """`words` updates the English catalogue, `words --check` only tells, `words --compile` writes the .mo files."""

    help = "Extract, check and compile the words of the house (Danish is the source; English must be complete)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        """Flags."""
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when a word lacks English")
        parser.add_argument("--compile", action="store_true", help="only write the .mo files")

    def handle(self, *args, check: bool = False, compile: bool = False, **options) -> None:
        """Do what was asked."""
        root = settings.BASE_DIR
        path = root / LOCALE / "en" / "LC_MESSAGES" / "django.po"
        have = Catalog(locale="en")
        if path.exists():
            with path.open("rb") as file:
                have = read_po(file, locale="en")
        wanted = gather(root)
        if check:
            missing = faults(wanted, have)
            for line in missing:
                self.stderr.write(line)
            if missing:
                raise CommandError(f"{len(missing)} words are not ready in English", returncode=1)
            self.stdout.write(f"{len([m for m in wanted if m.id])} words, both languages complete")
            return
        if not compile:
            have.update(wanted, no_fuzzy_matching=True)
            have.obsolete.clear()
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, have, sort_output=True, omit_header=False, width=120, no_location=True)
        for po in sorted((root / LOCALE).rglob("django.po")):
            with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source, locale=po.parent.parent.name))
        self.stdout.write(f"{len(faults(wanted, have))} words lack English")
