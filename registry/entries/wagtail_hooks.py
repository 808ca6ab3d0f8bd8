"""Words of the entries room in the journal."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def entry_log_actions(actions) -> None:
    """Every action that the services write."""
    actions.register_action("entries.record", _("Registrér"), _("Et diplom er registreret"))
    actions.register_action("entries.renew", _("Forny"), _("Diplomet er fornyet"))
    actions.register_action("entries.suspend", _("Suspendér"), _("Diplomet er suspenderet"))
    actions.register_action("entries.lift", _("Ophæv suspension"), _("Suspensionen er ophævet"))
    actions.register_action("entries.withdraw", _("Træk tilbage"), _("Diplomet er trukket tilbage"))
    actions.register_action("entries.correct", _("Ret"), _("Et udsagn er rettet"))
    actions.register_action("entries.annul", _("Slet fejl"), _("Et forkert udsagn er taget ud"))
