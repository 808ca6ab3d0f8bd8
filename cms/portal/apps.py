"""Registration of the portal room: pages that compose several rooms."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal: first screens, finding, profiles."""

    name = "cms.portal"
    label = "portal"
