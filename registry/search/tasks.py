"""Background doors of search: work off the outbox, and begin a new day."""

import datetime

from celery import shared_task
from django.utils import timezone

from registry.search import services


@shared_task(name="search.refresh")
def refresh() -> int:
    """Make the listings again that wait."""
    return services.refresh_waiting(on=timezone.localdate(), now=timezone.now())


@shared_task(name="search.new_day")
def new_day() -> int:
    """What begins or ends today, and what was missed, is made again.

    Seven days back, so that a night without power does no harm.
    """
    now, today = timezone.now(), timezone.localdate()
    for back in range(7):
        services.mark_day(day=today - datetime.timedelta(days=back), now=now)
    services.mark_stale(now=now)
    return services.refresh_waiting(on=today, now=now, limit=1_000_000)
