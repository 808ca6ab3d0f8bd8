"""Registration of the accounts room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts: the user, login, second factor."""

    name = "registry.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connect the receivers."""
        from registry.accounts import receivers  # noqa: F401
