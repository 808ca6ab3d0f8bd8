"""The demo world: organisations, entries, people, pages."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.portal import services


class Command(BaseCommand):
    """Load the demo, once; a second time changes nothing."""

    help = "Load the clearly fictitious demo world (needs DEMO=1)."

    def handle(self, *args, **options) -> None:
        """Load world and pages."""
        try:
            count = services.load_demo(now=timezone.now())
        except services.DemoIsOff as off:
            raise CommandError(
                "The demo is off (DEMO=1 turns it on). A real register is never filled with it."
            ) from off
        call_command("load_demo_pages")
        if count:
            call_command("rebuild_search")
        self.stdout.write(f"{count} organisations" if count else "The demo stands already.")
