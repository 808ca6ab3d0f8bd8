"""Bring a backup back into an empty place, or only check it."""

import json
import os
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from registry.core.management import backups
from registry.core.management.commands.backup import summary


class Command(BaseCommand):
    """`manage.py restore FOLDER [--verify | --compare]`; exit 0 good, 1 different, 2 unusable backup or place."""

    help = "Restore a backup into an empty place and compare all counts and hashes."
    # The database is empty: a check that looks into it would fail before anything is restored.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        """The folder, and two ways of only looking."""
        parser.add_argument("folder", type=Path)
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--verify", action="store_true", help="only check that the backup is whole")
        only.add_argument("--compare", action="store_true", help="only compare it with what stands here now")

    def handle(self, *args, **options) -> None:
        """Check, and restore unless only looking was asked for."""
        os.umask(0o077)
        folder = options["folder"].absolute()
        differences: list[str] = []
        try:
            if options["verify"]:
                manifest = backups.read_manifest(folder)
            elif options["compare"]:
                manifest = backups.read_manifest(folder)
                differences = backups.compare(manifest)
            else:
                manifest = backups.read(folder)
        except backups.Refused as reason:
            self.stderr.write(str(reason))
            sys.exit(2)
        self.stdout.write(json.dumps({"folder": str(folder), **summary(manifest), "different": differences}))
        if differences:
            sys.exit(1)
