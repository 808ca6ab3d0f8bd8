"""Two rows found to be one organisation: marked by a person, never re-pointed, and undone the same way."""

from datetime import datetime

from django.db import transaction

from registry.core.services import Actor, journal
from registry.organisations.domain.refusals import Reason, Refusal
from registry.organisations.models import Merge, Organisation
from registry.organisations.services.registering import tell


def merge(organisation: Organisation, into: Organisation, *, reason: str, by: Actor, at: datetime) -> Merge:
    """Let `organisation` stand for `into` from now on. Reads resolve it; nothing that points at it is changed.

    Both rows are locked in the order of their keys, so two people who merge a pair both ways cannot make a ring: the
    second finds its target merged and is refused.
    """
    if organisation.pk == into.pk:
        raise Refusal(Reason.SAME_ROW)
    if not reason.strip():
        raise Refusal(Reason.REASON_MISSING)
    with transaction.atomic():
        rows = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=[organisation.pk, into.pk])
        now = {row.pk: row for row in rows.order_by("pk")}
        if Organisation.Kind.OPERATOR in {row.kind for row in now.values()}:
            raise Refusal(Reason.OPERATOR)
        if now[into.pk].merged_into_id is not None:
            raise Refusal(Reason.TARGET_MERGED)
        free = Organisation.objects.filter(pk=organisation.pk, merged_into=None)
        if free.order_by().update(merged_into=into) != 1:
            raise Refusal(Reason.MERGED)
        organisation.merged_into = into
        done = Merge.objects.create(organisation=organisation, into=into, reason=reason.strip()[:300], done_by=by)
        Merge.objects.filter(pk=done.pk).update(done_at=at)
        done.done_at = at
        journal(organisation, "organisations.merge", by=by, into=str(into.public_id))
        journal(into, "organisations.absorb", by=by, organisation=str(organisation.public_id))
        tell([organisation.pk, into.pk])
    return done


def undo_merge(done: Merge, *, by: Actor, at: datetime) -> None:
    """Let the row stand for itself again. Raises Refusal when that was done already."""
    with transaction.atomic():
        standing = Merge.objects.filter(pk=done.pk, undone_at=None)
        if standing.order_by().update(undone_at=at, undone_by=by) != 1:
            raise Refusal(Reason.SETTLED)
        Organisation.objects.filter(pk=done.organisation_id, merged_into=done.into_id).order_by().update(
            merged_into=None
        )
        done.undone_at, done.undone_by = at, by
        done.organisation.merged_into = None
        journal(done.organisation, "organisations.undo_merge", by=by, into=str(done.into.public_id))
        journal(done.into, "organisations.undo_absorb", by=by, organisation=str(done.organisation.public_id))
        tell([done.organisation_id, done.into_id])
