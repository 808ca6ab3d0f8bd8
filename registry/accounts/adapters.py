"""Where allauth asks the house: who may sign up, how mail goes out, who comes through a broker, how seeds are kept."""

import base64
import hashlib
import time
import uuid

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from registry.accounts import mails
from registry.accounts.backends import AccountBackend
from registry.core import services


class AccountAdapter(DefaultAccountAdapter):
    """Our rules for accounts."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-mail eller adgangskode passer ikke."),
        "too_many_login_attempts": _("Der er prøvet for mange gange. Vent fem minutter, og prøv igen."),
    }

    def is_open_for_signup(self, request) -> bool:
        """A plain account carries no rights, so anyone may make one; an operator can close this door."""
        return settings.OPEN_SIGNUP

    def clean_email(self, email: str) -> str:
        """In small letters, as the user is stored."""
        return super().clean_email(email).strip().lower()

    def pre_login(self, request, user, **kwargs):
        """The last door before a session, whatever the way in: password, reset, broker."""
        if not AccountBackend().user_can_authenticate(user):
            clear_login(request)
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request, user, *, signal_kwargs, **kwargs):
        """A broker that asked two factors has proved the second one, where the operator's settings believe it."""
        login = (signal_kwargs or {}).get("sociallogin")
        if login is not None and asked_two_factors(login):
            record_authentication(request, user, "mfa", type="broker", provider=login.account.provider)
        return super().post_login(request, user, signal_kwargs=signal_kwargs, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Not from somebody who logged in a moment ago: two password questions in a row teach people to click."""
        records = get_authentication_records(self.request, self.request.user)
        asked = max((record["at"] for record in records if record["method"] in {"password", "mfa"}), default=0)
        if time.time() - asked < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Every mail goes through the outbox, in the language of the person who gets it."""
        user = get_user_model().objects.filter(email__iexact=email).first()
        language = user.language if user else translation.get_language() or settings.LANGUAGE_CODE
        letter = mails.account_letter(template_prefix, context | {"email": email}, language=language)
        services.post(
            key=f"account:{uuid.uuid4()}", to=email, subject=letter.subject, text=letter.text, language=language
        )


def claims(login) -> dict:
    """What the broker said, in one level."""
    data = login.account.extra_data or {}
    return {**data.get("id_token", {}), **data.get("userinfo", {})} or data


def asked_two_factors(login) -> bool:
    """Whether the broker says so by a value of `acr` (or NSIS `loa`) that the settings believe."""
    said = claims(login)
    return bool({said.get("acr"), said.get("loa")} & set(settings.OIDC_HIGH_ASSURANCE))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A broker says who somebody is; it never makes a user and never gives a right."""

    KEPT = ("acr", "loa", "sub")  # a broker may send a CPR number with the rest: it is not kept

    def is_open_for_signup(self, request, sociallogin) -> bool:
        """Never: a person is known here first, by invitation or sign-up."""
        return False

    def can_authenticate_by_email(self, login, email: str) -> bool:
        """An address that the broker verified and that was confirmed here too leads to its account."""
        return EmailAddress.objects.filter(email__iexact=email, verified=True).exists()

    def pre_social_login(self, request, sociallogin) -> None:
        """Keep what is needed and no more; send away who is not known, with a sentence that says what to do."""
        account = sociallogin.account
        account.extra_data = {key: value for key, value in claims(sociallogin).items() if key in self.KEPT}
        if account.pk:
            account.save(update_fields=["extra_data"])
        connecting = sociallogin.state.get("process") == "connect"
        if not connecting and not sociallogin.is_existing:
            text = _("Vi kender dig ikke endnu. Log ind med e-mail og adgangskode, eller bed om en invitation.")
            messages.error(request, text)
            raise ImmediateHttpResponse(redirect("account_login"))


class MFAAdapter(DefaultMFAAdapter):
    """Seeds and recovery codes are kept encrypted: a stolen database alone opens no door."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Din rolle kræver to trin. Tilføj et andet trin først, så kan du fjerne dette."
        ),
    }

    def cipher(self) -> MultiFernet:
        """Made from SECRET_KEY; older keys in SECRET_KEY_FALLBACKS still read."""
        return MultiFernet(
            Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"rummelig mfa:" + key.encode()).digest()))
            for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        )

    def encrypt(self, text: str) -> str:
        """The text as it is stored."""
        return self.cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text as it was."""
        return self.cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator) -> bool:
        """Who must have a second factor keeps the last one: a new one first."""
        if authenticator.type == Authenticator.Type.RECOVERY_CODES or not authenticator.user.needs_mfa:
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
