"""Words of the organisations room in the journal."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def people_log_actions(actions) -> None:
    """What is written about the people of an organisation."""
    actions.register_action("organisations.invite", _("Invitér"), _("En invitation er sendt"))
    actions.register_action("organisations.renew", _("Send igen"), _("Invitationen er sendt igen"))
    actions.register_action("organisations.accept", _("Tag imod"), _("Invitationen er taget imod"))
    actions.register_action("organisations.revoke", _("Træk tilbage"), _("Invitationen er trukket tilbage"))
    actions.register_action("organisations.expire", _("Udløb"), _("Invitationen er udløbet"))
    actions.register_action("organisations.grant", _("Giv rolle"), _("En rolle er givet"))
    actions.register_action("organisations.end", _("Afslut rolle"), _("En rolle er afsluttet"))
