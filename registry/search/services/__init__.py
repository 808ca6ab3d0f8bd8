"""The only writers of the search tables."""

from registry.search.services.outbox import mark_all, mark_changed, mark_day, mark_stale, refresh_waiting
from registry.search.services.refresh import rebuild, refresh
from registry.search.services.terms import provider

__all__ = ["mark_all", "mark_changed", "mark_day", "mark_stale", "provider", "rebuild", "refresh", "refresh_waiting"]
