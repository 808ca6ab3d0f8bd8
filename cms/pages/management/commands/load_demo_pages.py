"""Fill the site with pages worth reading, in Danish and English."""

from django.core.management.base import BaseCommand

from cms.pages import services
from cms.pages.readers import ready_made


class Command(BaseCommand):
    """Run again it changes nothing; what editors have written stays."""

    help = "Publish the ready-made pages and words, and give the editors' group its permissions."

    def handle(self, *args, **options) -> None:
        """Plant what is missing and say how much it was."""
        content = ready_made()
        services.sync_editor_group()
        terms = services.plant_terms(terms=content.terms)
        pages = services.plant_pages(pages=content.pages)
        self.stderr.write(f"{pages} pages and {terms} words planted.")
