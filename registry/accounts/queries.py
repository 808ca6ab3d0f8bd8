"""Reads about accounts."""

from django.db.models.functions import Lower

from registry.accounts.models import User


def address_is_known(email: str) -> bool:
    """Whether some user has the address, in whatever case."""
    return User.objects.annotate(small=Lower("email")).filter(small=email.strip().lower()).exists()
