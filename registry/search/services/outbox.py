"""Changes that wait to be searched: rows written with the change, worked off by the sweep."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Max, OuterRef, Q, Subquery

from registry.codes import queries as codes
from registry.core.services import announce
from registry.entries.queries import starting_or_ending_on
from registry.organisations.models import Department, Offer, OfferCoverage, Organisation
from registry.organisations.queries import may_be_listed, resolve_ids
from registry.search import signals
from registry.search.models import SearchChange, SearchDoc
from registry.search.services.refresh import refresh

BATCH = 200


def mark_changed(organisation_ids: Iterable[int], *, now: datetime.datetime) -> None:
    """Note that the listings of these organisations must be made again; call it in the transaction of the change.

    What stands for a merged row is noted with it.
    """
    ids = set(organisation_ids)
    ids = sorted(ids | set(resolve_ids(ids).values()))
    if not ids:
        return
    with transaction.atomic():
        SearchChange.objects.bulk_create([SearchChange(organisation_id=pk, asked_at=now) for pk in ids])
        announce(signals.marked, SearchChange, ids=frozenset(ids))


def mark_all(*, now: datetime.datetime) -> None:
    """Note that everything must be made again."""
    mark_changed(Organisation.objects.order_by().values_list("pk", flat=True), now=now)


def refresh_waiting(*, on: datetime.date, now: datetime.datetime, limit: int = 5_000) -> int:
    """Make the listings again that wait; how many organisations. Safe beside another run: the work is repeatable.

    The waiting rows are read before the organisation is: a change that commits in between has a row of its own.
    """
    waiting = list(SearchChange.objects.filter(refreshed_at=None).values_list("pk", "organisation_id")[:limit])
    organisations = sorted({organisation for _, organisation in waiting})
    for at in range(0, len(organisations), BATCH):
        batch = organisations[at : at + BATCH]
        done = [pk for pk, organisation in waiting if batch[0] <= organisation <= batch[-1]]
        with transaction.atomic():
            refresh(batch, on=on, now=now)
            SearchChange.objects.filter(pk__in=done).order_by().update(refreshed_at=now)
    return len(organisations)


def mark_day(*, day: datetime.date, now: datetime.datetime) -> int:
    """Mark every organisation whose listings may be others on `day` than the day before; how many.

    A status begins or ends; a promise to deliver begins; the head count of a department grows too old to be shown; on a
    day when municipalities change region, everybody.
    """
    before = codes.hierarchy(day - datetime.timedelta(days=1))
    if before.municipalities_of != codes.hierarchy(day).municipalities_of:
        ids = set(Organisation.objects.order_by().values_list("pk", flat=True))
    else:
        ids = set(starting_or_ending_on(day))
        ids |= set(OfferCoverage.objects.filter(since=day).order_by().values_list("offer__organisation", flat=True))
        shown = SearchDoc.objects.filter(alive=True).exclude(department=None).select_related("department").order_by()
        ids |= {doc.organisation_id for doc in shown if not may_be_listed(doc.department, on=day)}
    mark_changed(ids, now=now)
    return len(ids)


def mark_stale(*, now: datetime.datetime) -> int:
    """Mark what changed after its listing was made, in case a process died between a change and its note; how many."""
    own = SearchDoc.objects.filter(organisation=OuterRef("pk"), department=None).values("refreshed_at")
    rows = Organisation.objects.order_by().annotate(
        made=Subquery(own[:1]),
        department_changed=Subquery(
            Department.objects.filter(organisation=OuterRef("pk"))
            .order_by()
            .values("organisation")
            .annotate(last=Max("updated_at"))
            .values("last")
        ),
        offer_changed=Subquery(
            Offer.objects.filter(organisation=OuterRef("pk"))
            .order_by()
            .values("organisation")
            .annotate(last=Max("updated_at"))
            .values("last")
        ),
    )
    late = (
        Q(made=None)
        | Q(updated_at__gt=F("made"))
        | Q(department_changed__gt=F("made"))
        | Q(offer_changed__gt=F("made"))
    )
    ids = set(rows.filter(late).values_list("pk", flat=True))
    mark_changed(ids, now=now)
    return len(ids)
