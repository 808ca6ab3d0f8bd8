"""What the lower rooms announce becomes a note in the outbox; a note becomes a task, which is only the quick road."""

from django.dispatch import receiver
from django.utils import timezone

from registry.codes.signals import codes_changed
from registry.core.receivers import wink
from registry.entries.signals import entries_changed
from registry.organisations.signals import organisation_changed
from registry.search import services, signals, tasks


@receiver(organisation_changed, dispatch_uid="search.organisation_changed")
def note_organisations(sender, ids, **_):
    """An organisation looks different now."""
    services.mark_changed(ids, now=timezone.now())


@receiver(entries_changed, dispatch_uid="search.entries_changed")
def note_entries(sender, organisation_ids, **_):
    """An entry was granted, suspended, withdrawn or corrected."""
    services.mark_changed(organisation_ids, now=timezone.now())


@receiver(codes_changed, dispatch_uid="search.codes_changed")
def note_codes(sender, list_key, **_):
    """A list was loaded anew: names, synonyms, regions or places on the map may be others."""
    if list_key in {"function", "municipality", "region", "service"}:
        services.mark_all(now=timezone.now())


@receiver(signals.marked, dispatch_uid="search.marked")
def hurry(sender, ids, **_):
    """Do not wait for the sweep."""
    wink(tasks.refresh)
