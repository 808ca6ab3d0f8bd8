"""Code lists in the back office, and their words in the journal."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from registry.codes.backoffice import CodesGroup
from registry.codes.models import Code, CodeList, LoadedFile
from registry.codes.permissions import code_list_policy, code_policy, loaded_file_policy

register_permission_policy(Code, code_policy)
register_permission_policy(CodeList, code_list_policy)
register_permission_policy(LoadedFile, loaded_file_policy)


@hooks.register("register_admin_viewset")
def code_lists():
    """The group in the menu."""
    return CodesGroup()


@hooks.register("register_log_actions")
def log_actions(actions) -> None:
    """Every action that the services write."""
    actions.register_action("codes.load_file", _("Indlæs kodefil"), _("En officiel kodefil er indlæst"))
