"""Words of the accounts room in the journal."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def log_actions(actions) -> None:
    """Every action that the services write."""
    actions.register_action("accounts.close", _("Luk konto"), _("Kontoen er lukket"))
