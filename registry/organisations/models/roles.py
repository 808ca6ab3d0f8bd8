"""The roles as they are read on the screen."""

from django.utils.translation import gettext_lazy as _

from registry.organisations.domain.roles import Role

ROLE_WORDS = {
    Role.ADMINISTRATOR: _("Administrator"),
    Role.BUYER: _("Indkøber"),
    Role.SUPPLIER: _("Leverandør"),
    Role.DEPARTMENT: _("Rummelig afdeling"),
    Role.CONSULTANT: _("Kommunal konsulent"),
    Role.PROCUREMENT: _("Udbudsmedarbejder"),
    Role.ANALYST: _("Analytiker"),
    Role.CITIZEN: _("Borger"),
    Role.SECRETARIAT: _("Sekretariat"),
    Role.ASSESSOR: _("Assessor"),
    Role.DECIDER: _("Beslutter"),
    Role.EDITOR: _("Redaktør"),
    Role.DATA_PROTECTION: _("Databeskyttelsesrådgiver"),
    Role.OPERATOR: _("Drift"),
}
ROLE_CHOICES = [(role.value, ROLE_WORDS[role]) for role in Role]
