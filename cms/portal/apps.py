"""Registration of the portal room: pages that compose several rooms."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal: first screens, finding, profiles."""

    name = "cms.portal"
    label = "portal"

    def ready(self) -> None:
        """Load the queue's application, so that a task sent from any process goes to our broker."""
        from cms import celery  # noqa: F401
