"""One policy per model, asked alike by pages, API and back office. Outside scope: 404. Inside without the verb: 403."""

from enum import StrEnum
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404
from wagtail.permission_policies.base import BasePermissionPolicy


class Policy(BasePermissionPolicy):
    """Deny by default: a verb that is not in `verbs` raises KeyError, a row that is not in `rows` does not exist."""

    verbs: ClassVar[type[StrEnum]]
    # Wagtail's own words for the back office, mapped to ours.
    wagtail_verbs: ClassVar[dict[str, str]] = {}

    def rows(self, user: Any) -> QuerySet:
        """The rows this user may know of."""
        raise NotImplementedError

    def allows(self, user: Any, verb: str, obj: Model | None = None) -> bool:
        """Whether the user may do the verb (to the row, when there is one)."""
        raise NotImplementedError

    def known(self, verb: str) -> str:
        """The verb as the enum knows it; a misspelt verb must never open or close a door silently."""
        try:
            return self.verbs(verb)
        except ValueError as error:
            raise KeyError(f"unknown verb {verb!r} for {self.model._meta.label}") from error

    def get(self, user: Any, verb: str, **lookup: Any) -> Model:
        """The row, or Http404 outside scope, or PermissionDenied inside without the verb."""
        verb = self.known(verb)
        obj = self.rows(user).filter(**lookup).first()
        if obj is None:
            raise Http404
        if not self.allows(user, verb, obj):
            raise PermissionDenied
        return obj

    def require(self, user: Any, verb: str, obj: Model | None = None) -> None:
        """PermissionDenied unless the user may."""
        if not self.allows(user, self.known(verb), obj):
            raise PermissionDenied

    # What Wagtail asks -------------------------------------------------------------------------------------------
    def user_has_permission(self, user: Any, action: str) -> bool:
        """Wagtail's question about the model; an action we gave no verb is refused."""
        verb = self.wagtail_verbs.get(action)
        return verb is not None and self.allows(user, self.known(verb))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        """Wagtail's question about one row."""
        verb = self.wagtail_verbs.get(action)
        if verb is None or not self.rows(user).filter(pk=instance.pk).exists():
            return False
        return self.allows(user, self.known(verb), instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: list[str]) -> QuerySet:
        """Wagtail's question about lists."""
        if any(self.user_has_permission(user, action) for action in actions):
            return self.rows(user)
        return self.model._default_manager.none()

    def users_with_any_permission(self, actions: list[str]) -> QuerySet:
        """Not offered: lists of people by right are made in the accounts pages only."""
        raise NotImplementedError
