"""News that the entries room announces on commit."""

from django.dispatch import Signal

# organisation_ids: frozenset of the owners' ids, absorbed and kept rows alike; holder_keys: frozenset of "o:12", "u:7".
entries_changed = Signal()
