"""The first administrator of a new installation: the one person nobody could invite."""

import sys

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from registry.accounts.models import User
from registry.accounts.services import register
from registry.codes.domain.identifiers import Cvr, normalise_cvr
from registry.organisations.domain.roles import Role
from registry.organisations.models import Membership, Organisation
from registry.organisations.services.membership import grant
from registry.organisations.services.registering import register_organisation


class Command(BaseCommand):
    """`create_administrator EMAIL --operator NAME --cvr NUMBER`; exit 0 made, 2 not made.

    Prints an address where the person chooses a password (valid for PASSWORD_RESET_TIMEOUT), so that no password passes
    through a command line. The role asks for a second factor, which is enrolled before anything else opens.
    """

    help = "Make the first administrator and print where the password is chosen."

    def add_arguments(self, parser) -> None:
        """Who, and for which secretariat."""
        parser.add_argument("email")
        parser.add_argument("--operator", default="", help="name of the organisation that runs the register")
        parser.add_argument("--cvr", default="", help="its CVR number")
        parser.add_argument("--language", default="da", choices=["da", "en"])

    def handle(self, *args, **options) -> None:
        """Make organisation, user and role in one transaction; say where to go on."""
        today = timezone.localdate()
        try:
            validate_email(options["email"])
        except ValidationError:
            self.refuse("This is not an e-mail address.")
        try:
            with transaction.atomic():
                operator = self.operator(options["operator"], options["cvr"])
                if Membership.objects.active(today).filter(organisation=operator, role=Role.ADMINISTRATOR).exists():
                    self.refuse("There is an administrator already, who can invite others.")
                user = register(email=options["email"], password=None, language=options["language"])
                grant(user=user, organisation=operator, role=Role.ADMINISTRATOR, by=None, on=today)
        except IntegrityError:
            self.refuse("There is a user with this address already.")
        self.stdout.write(self.address(user, options["language"]))

    def operator(self, name: str, number: str) -> Organisation:
        """The secretariat's organisation, made when there is none."""
        known = Organisation.objects.filter(kind=Organisation.Kind.OPERATOR, merged_into=None).order_by("pk").first()
        if known:
            return known
        cvr = normalise_cvr(number, allow_demo=settings.DEMO)
        if not name or not isinstance(cvr, Cvr):
            self.refuse("A new register needs --operator NAME and a valid --cvr NUMBER.")
        return register_organisation(
            name=name, number=cvr, by=None, source="create_administrator", kind=Organisation.Kind.OPERATOR
        )

    def address(self, user: User, language: str) -> str:
        """Where the password is chosen: the link a password reset would mail."""
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        with translation.override(language):
            return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=key)

    def refuse(self, why: str) -> None:
        """Say why on standard error and end."""
        self.stderr.write(why)
        sys.exit(2)
