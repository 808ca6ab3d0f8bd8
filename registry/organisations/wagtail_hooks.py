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


@hooks.register("register_log_actions")
def organisation_log_actions(actions) -> None:
    """What is written about organisations, their places, departments and offers, and about imports."""
    actions.register_action("organisations.register", _("Opret"), _("Organisationen er oprettet"))
    actions.register_action("organisations.edit", _("Ret"), _("Oplysninger er rettet"))
    actions.register_action("organisations.add_alias", _("Tilføj navn"), _("Et navn er tilføjet"))
    actions.register_action("organisations.remove_alias", _("Fjern navn"), _("Et navn er fjernet"))
    actions.register_action("organisations.strike", _("Slet personoplysninger"), _("Personoplysninger er slettet"))
    actions.register_action("organisations.merge", _("Læg sammen"), _("Organisationen er lagt sammen med en anden"))
    actions.register_action("organisations.absorb", _("Optag"), _("En anden organisation er lagt ind i denne"))
    actions.register_action("organisations.undo_merge", _("Skil ad"), _("Sammenlægningen er fortrudt"))
    actions.register_action("organisations.undo_absorb", _("Skil ud"), _("En sammenlagt organisation er skilt ud igen"))
    actions.register_action("organisations.add_unit", _("Tilføj arbejdssted"), _("Et arbejdssted er tilføjet"))
    actions.register_action("organisations.edit_unit", _("Ret arbejdssted"), _("Arbejdsstedet er rettet"))
    actions.register_action("organisations.add_department", _("Tilføj afdeling"), _("En afdeling er tilføjet"))
    actions.register_action("organisations.edit_department", _("Ret afdeling"), _("Afdelingen er rettet"))
    actions.register_action("organisations.count_heads", _("Opgør"), _("Antal ansatte er opgjort"))
    actions.register_action("organisations.add_offer", _("Tilføj ydelse"), _("En ydelse er tilføjet"))
    actions.register_action("organisations.edit_offer", _("Ret ydelse"), _("Ydelsen er rettet"))
    actions.register_action("organisations.set_coverage", _("Ret dækning"), _("Dækningen er rettet"))
    actions.register_action("organisations.deactivate_offer", _("Tag af"), _("Ydelsen er taget af registret"))
    actions.register_action("organisations.activate_offer", _("Sæt på"), _("Ydelsen er sat på registret igen"))
    actions.register_action("organisations.load", _("Indlæs"), _("Filen er indlæst"))
    actions.register_action("organisations.discard", _("Kassér"), _("Filen er kasseret"))
    actions.register_action("organisations.row_attached", _("Knyt række"), _("En række er knyttet til en organisation"))
    actions.register_action("organisations.row_dismissed", _("Læg række væk"), _("En række er lagt væk"))
