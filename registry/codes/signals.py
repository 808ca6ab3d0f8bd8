"""News from the code lists, announced on commit."""

from django.dispatch import Signal

codes_changed = Signal()  # list_key: an operator loaded a file and codes of this list changed
