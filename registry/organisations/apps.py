"""Registration of the organisations room."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Organisations and those who act for them."""

    name = "registry.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Make the room's kinds of jobs known, wherever a job may be run."""
        from registry.organisations import tasks  # noqa: F401
