"""Write a backup of databases, media, private files and keys into one folder."""

import json
import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from registry.core.management import backups


class Command(BaseCommand):
    """`manage.py backup [--to FOLDER]`; a summary as JSON on standard output, exit 2 when it cannot be made."""

    help = "Write a backup of databases, media, private files and keys into a new folder."

    def add_arguments(self, parser) -> None:
        """The place is optional."""
        parser.add_argument("--to", type=Path, help="new folder; default BACKUP_ROOT/rummelig-DATE-TIME")

    def handle(self, *args, **options) -> None:
        """Make it, say where it is."""
        os.umask(0o077)  # a backup holds keys and personal data
        now = timezone.localtime()
        target = options["to"] or settings.BACKUP_ROOT / f"rummelig-{now:%Y%m%d-%H%M%S}"
        try:
            manifest = backups.write(target.absolute(), made_at=now.isoformat(timespec="seconds"))
        except backups.Refused as reason:
            self.stderr.write(str(reason))
            sys.exit(2)
        self.stdout.write(json.dumps({"folder": str(target.absolute()), **summary(manifest)}))


def summary(manifest: dict) -> dict:
    """Counts for people and scripts."""
    return {
        "version": manifest["version"],
        "made_at": manifest["made_at"],
        "rows": {
            alias: sum(row["rows"] for row in part["tables"].values()) for alias, part in manifest["stores"].items()
        },
        "files": len(manifest["files"]),
    }
