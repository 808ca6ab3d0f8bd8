"""Registration of the core room."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Core: what every room shares."""

    name = "registry.core"
    label = "core"

    def ready(self) -> None:
        """Connect the receivers."""
        from registry.core import receivers  # noqa: F401
