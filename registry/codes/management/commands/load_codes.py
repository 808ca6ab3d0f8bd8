"""`manage.py load_codes`: bring the typed lists of this version into the database. Safe to repeat."""

import json

from django.core.management.base import BaseCommand

from registry.codes.readers import read_relations, read_typed
from registry.codes.services import load_typed


class Command(BaseCommand):
    """Loads the lists that come with the product; JSON on standard output, one entry a list."""

    help = "Load the typed code lists (also done by migrate). Lists loaded from an official file are left alone."

    def handle(self, *args, **options) -> None:
        """Load and report."""
        counts = load_typed(lists=read_typed(), relations=read_relations())
        self.stdout.write(json.dumps({key: row.as_dict() for key, row in counts.items()}, indent=1))
