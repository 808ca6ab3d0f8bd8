"""Who acts for an organisation: invited, accepted, granted, ended. What follows for log-in is written along with it."""

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, transaction
from django.db.models import Q

from registry.accounts.models import User
from registry.accounts.services import close_account as forget_person
from registry.accounts.services import register, require_second_factor
from registry.core.domain.lifecycle import IllegalMove as IllegalMove
from registry.core.services import Actor, journal, move, post
from registry.organisations.domain.invitation import INVITATION
from registry.organisations.domain.roles import Role, asks_second_factor, roles_for
from registry.organisations.models import Invitation, Membership, Organisation
from registry.organisations.permissions.roles import forget_roles

INVITATION_DAYS = 14
# Why a membership ended: a word, never free text, since the journal carries no personal data.
REASONS = frozenset({"left", "new_duties", "mistake", "misuse", "closed", "replaced"})

# Django's groups give what Wagtail asks for; they follow the memberships and are never given by hand.
GROUPS: dict[Role, frozenset[str]] = {
    Role.EDITOR: frozenset({"Editors", "Moderators"}),
    Role.SECRETARIAT: frozenset({"Secretariat"}),
    Role.ADMINISTRATOR: frozenset({"Secretariat"}),
    Role.OPERATOR: frozenset({"Operators"}),
}
MANAGED = frozenset().union(*GROUPS.values())

# Makes the letter of an invitation: (invitation, secret) -> something with `subject` and `text`.
Letter = Callable[[Invitation, str], Any]


class Refused(Exception):
    """The rules say no; `code` tells which rule, the page has the words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def hash_secret(secret: str) -> str:
    """What is kept of the secret in an invitation's link. The secret is 256 random bits, so one round is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def check_role(role: str, organisation: Organisation) -> Role:
    """The role, if it can be held in an organisation of this kind that is not merged away."""
    if organisation.merged_into_id:
        raise Refused("merged")
    try:
        known = Role(role)
    except ValueError as error:
        raise Refused("unknown_role") from error
    if known not in roles_for(organisation.kind):
        raise Refused("role_not_here")
    return known


# --- Invitations ------------------------------------------------------------------------------------------------


def invite(
    organisation: Organisation,
    *,
    email: str,
    role: str,
    by: Actor,
    on: date,
    letter: Letter,
    ends_on: date | None = None,
    language: str = "da",
) -> Invitation:
    """Invite an address to a role. The link's secret leaves in the letter; only its hash stays."""
    role = check_role(role, organisation)
    email = email.strip().lower()
    if ends_on is not None and ends_on <= on:
        raise Refused("ends_before_start")
    if Membership.objects.active(on).filter(organisation=organisation, role=role, user__email=email).exists():
        raise Refused("already_member")
    secret = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                organisation=organisation,
                email=email,
                role=role,
                secret_hash=hash_secret(secret),
                language=language,
                expires_on=on + timedelta(days=INVITATION_DAYS),
                ends_on=ends_on,
                invited_by=by,
            )
            send_letter(invitation, secret, letter)
            journal(invitation, "organisations.invite", by=by, role=role.value)
    except IntegrityError as error:  # one open invitation an address and role
        raise Refused("already_invited") from error
    return invitation


def send_letter(invitation: Invitation, secret: str, letter: Letter) -> None:
    """Put the letter in the outbox; the key is the secret's hash, so each link goes out once."""
    words = letter(invitation, secret)
    post(
        key=f"invitation:{invitation.secret_hash}",
        to=invitation.email,
        subject=words.subject,
        text=words.text,
        language=invitation.language,
    )


def renew(invitation: Invitation, *, by: Actor, on: date, letter: Letter) -> Invitation:
    """Send the invitation again with a new link and a new term; the old link is dead from now on."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        invitation.secret_hash = hash_secret(secret)
        invitation.expires_on = on + timedelta(days=INVITATION_DAYS)
        changed = Invitation.objects.filter(pk=invitation.pk, state="sent").update(
            secret_hash=invitation.secret_hash, expires_on=invitation.expires_on
        )
        if changed != 1:
            raise Refused("not_open")
        send_letter(invitation, secret, letter)
        journal(invitation, "organisations.renew", by=by)
    return invitation


def accept(invitation: Invitation, *, user: User, on: date) -> Membership:
    """Take the role. The invitation is for the address it was sent to, whoever else got hold of the link."""
    if user.email.lower() != invitation.email:
        raise Refused("other_address")
    if invitation.expires_on <= on or (invitation.ends_on is not None and invitation.ends_on <= on):
        raise Refused("expired")
    with transaction.atomic():
        move(invitation, INVITATION, "accept", by=user, accepted_by=user)
        there = Membership.objects.active(on).filter(
            user=user, organisation=invitation.organisation, role=invitation.role
        )
        return there.order_by("pk").first() or grant(
            user=user,
            organisation=invitation.organisation,
            role=invitation.role,
            by=user,
            on=on,
            ends_on=invitation.ends_on,
        )


def accept_as_new(
    invitation: Invitation, *, password: str, first_name: str, last_name: str, on: date
) -> tuple[User, Membership]:
    """Sign up by the link: who holds it reads mail at the address, so the address is confirmed."""
    with transaction.atomic():
        user = register(
            email=invitation.email,
            password=password,
            first_name=first_name,
            last_name=last_name,
            language=invitation.language,
        )
        return user, accept(invitation, user=user, on=on)


def revoke(invitation: Invitation, *, by: Actor) -> Invitation:
    """Take an open invitation back."""
    return move(invitation, INVITATION, "revoke", by=by)


def expire_invitations(*, on: date) -> int:
    """Close the invitations whose term has run out; how many."""
    rows = Invitation.objects.filter(state="sent", expires_on__lte=on).order_by("pk")
    for invitation in rows:
        move(invitation, INVITATION, "expire", by=None)
    return len(rows)


# --- Memberships ------------------------------------------------------------------------------------------------


def grant(
    *,
    user: User,
    organisation: Organisation,
    role: str,
    by: Actor,
    on: date,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Membership:
    """Give a role from a day (today) to a day (open)."""
    role = check_role(role, organisation)
    starts_on = starts_on or on
    if ends_on is not None and ends_on <= starts_on:
        raise Refused("ends_before_start")
    with transaction.atomic():
        lock(organisation.pk)
        overlapping = Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gt=starts_on))
        if ends_on is not None:
            overlapping = overlapping.filter(starts_on__lt=ends_on)
        if overlapping.filter(user=user, organisation=organisation, role=role).exists():
            raise Refused("already_member")
        membership = Membership.objects.create(
            user=user, organisation=organisation, role=role, starts_on=starts_on, ends_on=ends_on
        )
        journal(membership, "organisations.grant", by=by, role=role.value)
        follow(user, on=on)
    return membership


def end_membership(membership: Membership, *, by: Actor, on: date, reason: str) -> Membership:
    """End a role from the day on (the day itself no longer counts). The last administrator cannot leave.

    The same rule stands as a trigger in the database; here it is asked first, to answer in words.
    """
    if reason not in REASONS:
        raise Refused("unknown_reason")
    with transaction.atomic():
        lock(membership.organisation_id)
        now = Membership.objects.select_related("organisation", "user").get(pk=membership.pk)
        if now.ends_on is not None and now.ends_on <= on:
            raise Refused("ended_already")
        end = max(on, now.starts_on)
        if is_last_administrator(now, end=end):
            raise Refused("last_administrator")
        now.ends_on = end
        now.save(update_fields=["ends_on"])
        journal(now, "organisations.end", by=by, reason=reason, role=now.role)
        follow(now.user, on=on)
    membership.ends_on = now.ends_on
    return now


def lock(organisation_id: int) -> None:
    """Let two changes to the people of one organisation wait for each other (SQLite has one writer anyway)."""
    list(
        Organisation.objects.select_for_update(no_key=True).filter(pk=organisation_id).order_by("pk").values_list("pk")
    )


def is_last_administrator(membership: Membership, *, end: date) -> bool:
    """Whether the organisation would stand without an administrator on the day this membership ends."""
    if membership.role != Role.ADMINISTRATOR or membership.organisation.merged_into_id:
        return False
    others = Membership.objects.active(end).filter(organisation=membership.organisation_id, role=Role.ADMINISTRATOR)
    return not others.exclude(pk=membership.pk).exclude(user=membership.user_id).filter(user__is_active=True).exists()


def close_account(user: User, *, by: Actor, on: date) -> User:
    """End every role and forget the person; refused while some organisation has no other administrator."""
    with transaction.atomic():
        running = Membership.objects.filter(user=user).filter(Q(ends_on=None) | Q(ends_on__gt=on))
        for membership in running.select_related("organisation").order_by("organisation_id", "pk"):
            end_membership(membership, by=by, on=on, reason="closed")
        Invitation.objects.filter(accepted_by=user).update(email=f"{user.public_id}@lukket.invalid")
        return forget_person(user, by=by)


# --- What follows from memberships ------------------------------------------------------------------------------


def groups() -> dict[str, Group]:
    """The managed groups by name, made when they are missing, each with the right to open the CMS."""
    found = {name: Group.objects.get_or_create(name=name)[0] for name in sorted(MANAGED)}
    opens = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for group in found.values():
        group.permissions.add(opens)
    return found


def follow(user: User, *, on: date) -> None:
    """Bring the user's groups and duty of a second factor into line with the roles in force on the day."""
    forget_roles(user)
    follow_all(on=on, only=user)
    user.refresh_from_db(fields=["mfa_required"])


def follow_all(*, on: date, only: User | None = None) -> int:
    """The same for everybody, in few queries; how many users changed."""
    rows = Membership.objects.active(on)
    users = User.objects.all()
    if only is not None:
        rows, users = rows.filter(user=only), users.filter(pk=only.pk)
    strict: set[int] = set()
    wanted: dict[int, set[str]] = defaultdict(set)
    for user_id, role, kind in rows.order_by("pk").values_list("user_id", "role", "organisation__kind"):
        if asks_second_factor(Role(role), kind):
            strict.add(user_id)
        if kind == Organisation.Kind.OPERATOR:
            wanted[user_id] |= GROUPS.get(Role(role), frozenset())
    relaxed = users.filter(mfa_required=True).exclude(pk__in=strict).order_by("pk")
    newly_strict = users.filter(mfa_required=False, pk__in=strict).order_by("pk")
    changed = {*relaxed.values_list("pk", flat=True), *newly_strict.values_list("pk", flat=True)}
    require_second_factor([pk for pk in changed if pk in strict], True)
    require_second_factor([pk for pk in changed if pk not in strict], False)

    have: dict[int, set[str]] = defaultdict(set)
    links = User.groups.through.objects.filter(group__name__in=MANAGED, user__in=users)
    for user_id, name in links.order_by("pk").values_list("user_id", "group__name"):
        have[user_id].add(name)
    differing = {pk for pk in {*have, *wanted} if have[pk] != wanted[pk]}
    if differing:
        by_name = groups()
        for user in User.objects.filter(pk__in=differing).order_by("pk"):
            user.groups.add(*(by_name[name] for name in wanted[user.pk] - have[user.pk]))
            user.groups.remove(*(by_name[name] for name in have[user.pk] - wanted[user.pk]))
    return len(changed | differing)


def sweep(*, on: date) -> dict[str, int]:
    """Each night: invitations that ran out, and roles that began or ended with the day."""
    with transaction.atomic():
        return {"expired": expire_invitations(on=on), "changed": follow_all(on=on)}
