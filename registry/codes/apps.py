"""Registers the room of code lists."""

from django.apps import AppConfig


class CodesConfig(AppConfig):
    """Dated code lists, lowest of the rooms that know a word of the field."""

    name = "registry.codes"
    label = "codes"
    verbose_name = "Kodelister"
