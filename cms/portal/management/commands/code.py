"""The second-step code of a demo user, so that a newcomer can log in without a telephone."""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.portal.domain.demo_people import PEOPLE


class Command(BaseCommand):
    """`code ROLE` prints six digits; only in the demo, only for the demo's own people."""

    help = "Print the second-step code of a demo user."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        """The role."""
        parser.add_argument("role", help=", ".join(person.role for person in PEOPLE))

    def handle(self, *args, role: str, **options) -> None:
        """Print the code."""
        if not settings.DEMO:
            raise CommandError("Codes are printed for demo users only, and the demo is off (DEMO=1 turns it on).")
        person = next((person for person in PEOPLE if person.role == role.replace("-", "_")), None)
        if person is None:
            raise CommandError(f"No demo user has the role {role!r}. Roles: {', '.join(p.role for p in PEOPLE)}")
        seed = Authenticator.objects.filter(
            user__email=person.email, user__is_demo=True, type=Authenticator.Type.TOTP
        ).first()
        if seed is None:
            self.stderr.write(f"{person.email} logs in with the password alone.")
            return
        counter = int(time.time()) // app_settings.TOTP_PERIOD
        self.stdout.write(format_hotp_value(hotp_value(decrypt(seed.data["secret"]), counter)))
