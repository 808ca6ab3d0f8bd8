"""News of this room, announced on commit."""

from django.dispatch import Signal

marked = Signal()  # ids: frozenset of organisation ids whose listings wait to be made again
