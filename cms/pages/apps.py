"""Registration of the room of public pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Pages: what editors write, in two languages."""

    name = "cms.pages"
    label = "pages"
    verbose_name = _("Sider")
