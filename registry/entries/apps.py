"""Registration of the entries room."""

from django.apps import AppConfig


class EntriesConfig(AppConfig):
    """Entries: who holds which scheme, from when to when."""

    name = "registry.entries"
    label = "entries"
    verbose_name = "Optegnelser"
