"""Names of views that a lower room may link to (UPWARD), and names that answer without login (PUBLIC).

Deny by default: a view whose name is not in PUBLIC asks for login. tests/house walks both lists.
"""

UPWARD = frozenset({"portal:account", "portal:find", "portal:job", "portal:profile", "portal:start"})

PUBLIC = frozenset(
    {
        "account_confirm_email",
        "account_email_verification_sent",
        "account_inactive",
        "account_login",
        "account_logout",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_signup",
        "accounts:brokers",
        "health",
        "mfa_authenticate",
        "openid_connect_callback",
        "openid_connect_login",
        "organisations:invitation",
        "pages:search",
        "portal:components",
        "portal:find",
        "portal:find_csv",
        "portal:profile",
        "portal:sorting",
        "portal:sources",
        "robots",
        "set_language",
        "sitemap",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "wagtail_serve",
        "wagtailadmin_login",
        "wagtaildocs_serve",
        "wagtailimages_serve",
        "was",
    }
)
PUBLIC_NAMESPACES = frozenset({"v1"})  # the read-only API
