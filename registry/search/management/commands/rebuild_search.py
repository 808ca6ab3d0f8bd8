"""`manage.py rebuild_search`: make the whole search index again."""

import json
import time

from django.core.management.base import BaseCommand
from django.utils import timezone

from registry.search import services


class Command(BaseCommand):
    """Everything is made again from the register; numbers of listings and values are kept."""

    help = "Makes all listings, terms, areas and texts again. JSON on standard output."

    def handle(self, *args, **options) -> None:
        """Rebuild and say how much."""
        start = time.perf_counter()
        counts = services.rebuild(on=timezone.localdate(), now=timezone.now())
        self.stdout.write(json.dumps({**counts, "seconds": round(time.perf_counter() - start, 2)}))
