"""Registration of the organisations room."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Organisations and those who act for them."""

    name = "registry.organisations"
    label = "organisations"
