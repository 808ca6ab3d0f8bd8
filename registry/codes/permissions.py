"""Code lists are public facts: everybody may read them, and nobody changes them on a screen.

They change by `load_codes` and `load_code_file`, where a whole edition is checked before any of it counts.
"""

from enum import StrEnum
from typing import Any

from django.db.models import Model, QuerySet

from registry.codes.models import Code, CodeList, LoadedFile
from registry.core.permissions import Policy


class Verb(StrEnum):
    """What can be done to a code list on a screen."""

    VIEW = "view"


class ReadOnlyPolicy(Policy):
    """Read for everybody who may enter the back office at all; the public sees the same facts on the sources page."""

    verbs = Verb
    wagtail_verbs = {"view": Verb.VIEW}

    def rows(self, user: Any) -> QuerySet:
        """All: there is nothing private in a code."""
        return self.model._default_manager.all()

    def allows(self, user: Any, verb: str, obj: Model | None = None) -> bool:
        """Viewing, for those with access to the back office."""
        return self.known(verb) == Verb.VIEW and user.is_active and user.has_perm("wagtailadmin.access_admin")


code_policy = ReadOnlyPolicy(Code)
code_list_policy = ReadOnlyPolicy(CodeList)
loaded_file_policy = ReadOnlyPolicy(LoadedFile)
