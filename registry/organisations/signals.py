"""News that this room announces on commit. A higher room (search, portal) listens; nobody hooks into saving."""

from django.dispatch import Signal

organisation_changed = Signal()  # ids: frozenset of organisation ids whose public face may look different now
