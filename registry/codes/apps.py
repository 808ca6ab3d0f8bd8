"""Registers the room of code lists."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CodesConfig(AppConfig):
    """Dated code lists, lowest of the rooms that know a word of the field."""

    name = "registry.codes"
    label = "codes"
    verbose_name = "Kodelister"

    def ready(self) -> None:
        """Typed lists follow every migrate."""
        from registry.codes.receivers import load_after_migrate

        post_migrate.connect(load_after_migrate, sender=self, dispatch_uid="codes.load_after_migrate")
