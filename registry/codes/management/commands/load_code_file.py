"""`manage.py load_code_file LIST FILE ...`: an official file becomes an edition of a code list, or nothing happens."""

import json
import sys
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from registry.codes.models import CodeList
from registry.codes.readers import READERS, BadFile, read_file
from registry.codes.services import FileFacts, OlderEdition, load_file


class Command(BaseCommand):
    """Exit 0: loaded (or nothing to do). Exit 2: the file cannot be used; faults on standard error, nothing loaded."""

    help = "Check an official code file and load it as an edition of a list, all or nothing."

    def add_arguments(self, parser) -> None:
        """List, file, and what must be stored about it."""
        parser.add_argument("list", help=f"the list: {', '.join(READERS)}")
        parser.add_argument("file", type=Path)
        parser.add_argument("--edition", required=True, help='e.g. "DB25", "eForms SDK 1.15.1"')
        parser.add_argument("--source", required=True, help='e.g. "Danmarks Statistik"')
        parser.add_argument("--licence", required=True, help='e.g. "CC BY 4.0"')
        parser.add_argument("--date", type=date.fromisoformat, help="date of the file (today)")
        parser.add_argument(
            "--valid-from",
            type=date.fromisoformat,
            help="first day of the edition; codes with a new name and codes that are gone end the day before. "
            "Without it the file corrects the edition that is there",
        )
        parser.add_argument("--dry-run", action="store_true", help="check and count only")

    def handle(self, *args, **options) -> None:
        """Read, check, load, report."""
        path = options["file"]
        try:
            content = read_file(options["list"], path)
            facts = FileFacts(
                name=path.name[:200],
                date=options["date"] or timezone.localdate(),
                edition=options["edition"],
                source=options["source"],
                licence=options["licence"],
                sha256=content.sha256,
            )
            counts = load_file(
                list_key=options["list"],
                rows=content.rows,
                relations=content.relations,
                complete=content.complete,
                facts=facts,
                valid_from=options["valid_from"],
                by=None,
                at=timezone.now(),
                dry_run=options["dry_run"],
            )
        except BadFile as error:
            self._refuse(error.lines())
        except OlderEdition as error:
            self._refuse([str(error)])
        except CodeList.DoesNotExist:
            self._refuse([f"{options['list']}: run load_codes first"])
        report = {"list": options["list"], "rows": len(content.rows), "dry_run": options["dry_run"], **counts.as_dict()}
        self.stdout.write(json.dumps(report))

    def _refuse(self, lines: list[str]) -> None:
        self.stderr.write("\n".join(lines))
        sys.exit(2)
