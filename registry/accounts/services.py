"""What is written about accounts outside allauth's own flows."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from registry.accounts.models import User
from registry.core.services import Actor, journal

UNCONFIRMED_DAYS = 30


def register(
    *, email: str, password: str | None, first_name: str = "", last_name: str = "", language: str = "da"
) -> User:
    """A user whose address is confirmed: they opened a link that was sent there, or an operator vouches for them.

    Raises IntegrityError when the address has a user already.
    """
    with transaction.atomic():
        user = User.objects.create_user(
            email, password, first_name=first_name[:150], last_name=last_name[:150], language=language
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def set_language(user: User, language: str, *, by: Actor) -> None:
    """The language of mails to the user and of their first page."""
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language


def require_second_factor(user_ids: list[int], required: bool) -> int:
    """Write down whether these users' roles ask for a second factor; how many changed."""
    return User.objects.filter(pk__in=user_ids).exclude(mfa_required=required).order_by().update(mfa_required=required)


def end_sessions(user: User) -> int:
    """Log the user out everywhere; how many sessions ended."""
    keys = list(UserSession.objects.filter(user=user).order_by("pk").values_list("session_key", flat=True))
    ended, _ = Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=user).delete()
    return ended


def close_account(user: User, *, by: Actor) -> User:
    """Close the account and forget who it was. The row stays without name or address: the journal points at it.

    Memberships must be ended first; the room above does that and calls this in its transaction.
    """
    with transaction.atomic():
        EmailAddress.objects.filter(user=user).delete()
        Authenticator.objects.filter(user=user).delete()
        SocialAccount.objects.filter(user=user).delete()
        end_sessions(user)
        user.groups.clear()
        user.user_permissions.clear()
        user.email = f"{user.public_id}@lukket.invalid"
        user.first_name = user.last_name = ""
        user.is_active = user.is_staff = user.is_superuser = user.mfa_required = False
        user.set_unusable_password()
        user.save()
        journal(user, "accounts.close", by=by)
    return user


def forget_unconfirmed(*, now: datetime) -> int:
    """Delete sign-ups whose address nobody ever confirmed: the address may be somebody else's. How many."""
    old = User.objects.filter(last_login=None, date_joined__lt=now - timedelta(days=UNCONFIRMED_DAYS))
    waiting = old.filter(emailaddress__isnull=False).exclude(emailaddress__verified=True).order_by("pk")
    ids = [user.pk for user in waiting if not user.has_ties()]
    User.objects.filter(pk__in=ids).delete()
    return len(ids)


def clear_sessions(*, now: datetime) -> int:
    """Delete sessions that ran out, and the addresses and browsers that were listed with them; how many."""
    ended, _ = Session.objects.filter(expire_date__lt=now).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
    return ended
