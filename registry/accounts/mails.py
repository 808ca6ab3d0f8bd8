"""Letters about an account: plain text, first line the subject, in the language of the person who gets them."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Letter:
    """A mail as it is read."""

    subject: str
    text: str


def letter(template: str, context: dict, *, language: str) -> Letter:
    """Render a text whose first line is the subject."""
    with translation.override(language):
        text = render_to_string(template, {"site_url": settings.SITE_URL, **context})
    subject, _, body = text.strip().partition("\n")
    return Letter(subject.strip(), body.strip() + "\n")


# What happened to the account, told so that a person who did not do it can act. One sentence each.
CHANGES = {
    "account/email/email_changed": _("Din e-mailadresse er ændret."),
    "account/email/email_confirm": _("Din e-mailadresse er bekræftet."),
    "account/email/email_deleted": _("En e-mailadresse er fjernet fra din konto."),
    "account/email/password_changed": _("Din adgangskode er ændret."),
    "account/email/password_reset": _("Din adgangskode er nulstillet."),
    "account/email/password_set": _("Din konto har fået en adgangskode."),
    "mfa/email/recovery_codes_generated": _("Der er lavet nye nødkoder til din konto."),
    "mfa/email/totp_activated": _("En godkendelsesapp er knyttet til din konto."),
    "mfa/email/totp_deactivated": _("Godkendelsesappen er fjernet fra din konto."),
    "mfa/email/webauthn_added": _("En sikkerhedsnøgle er knyttet til din konto."),
    "mfa/email/webauthn_removed": _("En sikkerhedsnøgle er fjernet fra din konto."),
    "socialaccount/email/account_connected": _("Et andet log-ind er knyttet til din konto."),
    "socialaccount/email/account_disconnected": _("Et andet log-ind er fjernet fra din konto."),
}
LETTERS = {
    "account/email/account_already_exists": "emails/accounts/already_exists.txt",
    "account/email/email_confirmation": "emails/accounts/confirm_address.txt",
    "account/email/email_confirmation_signup": "emails/accounts/confirm_address.txt",
    "account/email/password_reset_key": "emails/accounts/password_reset.txt",
    "account/email/unknown_account": "emails/accounts/unknown.txt",
}


def account_letter(name: str, context: dict, *, language: str) -> Letter:
    """The letter that allauth calls by its template's name; a name we have no words for raises KeyError."""
    if name in CHANGES:
        return letter("emails/accounts/changed.txt", {"change": CHANGES[name]}, language=language)
    return letter(LETTERS[name], context, language=language)
