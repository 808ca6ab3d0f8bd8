"""Letters about organisations."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from registry.accounts.mails import Letter, letter
from registry.organisations.domain.roles import Role
from registry.organisations.models import Invitation
from registry.organisations.models.roles import ROLE_WORDS


def invitation(row: Invitation, secret: str) -> Letter:
    """The invitation with its link; the link is the only place where the secret stands."""
    with translation.override(row.language):
        url = settings.SITE_URL + reverse("organisations:invitation", args=[secret])
    context = {
        "organisation": row.organisation.name,
        "role": ROLE_WORDS[Role(row.role)],
        "url": url,
        "expires_on": row.expires_on,
    }
    return letter("emails/organisations/invitation.txt", context, language=row.language)
