"""The demo's people, one a role, as a table."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from cms.portal.domain.demo_people import PASSWORD, PEOPLE


class Command(BaseCommand):
    """Print address and password of every demo user, and who needs a code."""

    help = "Print one login per role of the demo."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        """Print the table."""
        if not settings.DEMO:
            raise CommandError("The demo is off (DEMO=1 turns it on).")
        known = {user.email: user for user in get_user_model().objects.filter(is_demo=True)}
        self.stdout.write(f"  password for all: {PASSWORD}")
        self.stdout.write("  those marked * also ask for a code: make code ROLE=<role>")
        for person in PEOPLE:
            user = known.get(person.email)
            mark = "*" if user and user.needs_mfa else " "
            self.stdout.write(f"  {person.role:<16} {mark} {person.email}")
