"""Names of views that a lower room may link to (UPWARD), and names that answer without login (PUBLIC).

Deny by default: a view whose name is not in PUBLIC asks for login. tests/house walks both lists.
"""

UPWARD = frozenset({"portal:find", "portal:job", "portal:profile", "portal:start"})

PUBLIC = frozenset(
    {
        "account_confirm_email",
        "account_email_verification_sent",
        "account_inactive",
        "account_login",
        "account_reauthenticate",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "accounts:brokers",
        "mfa_authenticate",
        "pages:search",
        "pages:was",
        "portal:components",
        "portal:find",
        "portal:health",
        "portal:profile",
        "portal:robots",
        "portal:sitemap",
        "portal:sources",
        "set_language",
        "wagtail_serve",
        "wagtaildocs_serve",
        "wagtailimages_serve",
    }
)
PUBLIC_NAMESPACES = frozenset({"v1"})  # the read-only API
