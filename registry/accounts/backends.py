"""Who may be logged in at all. Asked at login and again at every request, so a closed account ends its sessions too."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings


class AccountBackend(AuthenticationBackend):
    """Login by e-mail (allauth) and Django's permissions, for users who may be here."""

    def user_can_authenticate(self, user) -> bool:
        """Active, and no demo user outside the demo: their passwords are printed on the screen."""
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)
