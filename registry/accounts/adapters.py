"""Where allauth asks the house: who may sign up, how mail goes out, who may come through a broker, how seeds are kept."""

import base64
import hashlib
import uuid

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import translation

from registry.accounts.backends import AccountBackend
from registry.core import services


class AccountAdapter(DefaultAccountAdapter):
    """Our rules for accounts."""

    def is_open_for_signup(self, request) -> bool:
        """A plain account carries no rights, so anyone may make one; an operator can close this door."""
        return settings.OPEN_SIGNUP

    def pre_login(self, request, user, **kwargs):
        """The last door before a session, whatever the way in: password, reset, broker."""
        if not AccountBackend().user_can_authenticate(user):
            from allauth.account.internal.stagekit import clear_login

            clear_login(request)
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def format_email_subject(self, subject: str) -> str:
        """As written: the sender's name says who we are."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Every mail goes through the outbox, in the language of the person who gets it."""
        user = get_user_model().objects.filter(email__iexact=email).first()
        language = user.language if user else translation.get_language() or settings.LANGUAGE_CODE
        with translation.override(language):
            mail = self.render_mail(template_prefix, email, {"email": email, "request": self.request, **context})
        services.post(
            key=f"account:{uuid.uuid4()}", to=email, subject=mail.subject, text=mail.body, language=language
        )


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A broker says who somebody is; it never makes a user and never gives a right."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        """Never: a person is known here first, by invitation or sign-up."""
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Seeds and recovery codes are kept encrypted: a stolen database alone opens no door."""

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
