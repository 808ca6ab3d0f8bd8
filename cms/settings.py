"""All settings, from the environment (see .env.example). No forks on DEBUG, no default secret outside the demo."""

from importlib.util import find_spec
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF, UNSAFE_INLINE
from environs import Env, validate

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)

# --- What kind of house this is ---------------------------------------------------------------------------------
DEMO = env.bool("DEMO", False)  # demo users may log in, demo numbers are accepted, pages carry a "Demo" tag
DEBUG = env.bool("DEBUG", False)
VAR_DIR = env.path("VAR_DIR", BASE_DIR / "var")  # everything the running product writes lies under here by default
DEMO_SECRET = "demo-only-never-in-production-0123456789-abcdefghijklmnop"
SECRET_KEY = env.str("SECRET_KEY", DEMO_SECRET) if DEMO else env.str("SECRET_KEY", validate=validate.Length(min=50))
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])
ROOMS = env.list("ROOMS", ["search", "api"])  # rooms that may be switched off: off means no URL, no menu, no role
VERSION = (BASE_DIR / "CHANGELOG.md").read_text("utf-8").split("## ", 2)[1].split()[0]

# --- Applications -----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "cms.pages",
    "cms.portal",
    "registry.search",
    "registry.entries",
    "registry.organisations",
    "registry.codes",
    "registry.accounts",
    "registry.core",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "django_cotton",
    "django_htmx",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "registry.core.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "registry.core.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "registry.core.middleware.DenyByDefault",
    "registry.core.middleware.RequireMFA",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
ASGI_APPLICATION = "cms.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            # Not APP_DIRS: cotton's loader must come first, and then both stand here by name.
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "registry.core.templatetags.house",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "cms.portal.context.house",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]

# --- Stores -----------------------------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    # IMMEDIATE: a read that turns into a write would otherwise fail at once, whatever the timeout (measured).
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA cache_size=-20000;"
    ),
}


def database(url: str) -> dict:
    """Settings of one alias from its URL; SQLite gets the options that survive several processes."""
    parsed = dj_database_url.parse(url, conn_max_age=env.int("DATABASE_MAX_AGE", 60), conn_health_checks=True)
    if parsed["ENGINE"].endswith("sqlite3"):
        parsed["OPTIONS"] = SQLITE_OPTIONS
        parsed["CONN_MAX_AGE"] = 0
    return parsed


DATABASES = {
    "default": database(env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'rummelig.sqlite3'}")),
    # Statistics are a store of their own with keys of their own: no join back to casework exists (product.md, line 1).
    "statistics": database(env.str("STATISTICS_DATABASE_URL", f"sqlite:///{VAR_DIR / 'statistics.sqlite3'}")),
}
DATABASE_ROUTERS = ["registry.core.routers.StatisticsRouter"]
STATISTICS_APPS: list[str] = []  # app labels whose tables live in the statistics store
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHE_URL = env.str("CACHE_URL", "")
CACHES = {
    # The login throttle counts here, so all web processes must share it: files or Redis, never local memory.
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
        if CACHE_URL
        else {
            "BACKEND": "registry.core.gateways.SharedFileCache",
            "LOCATION": VAR_DIR / "cache",
            # The default of 300 would let a flood of other keys push the throttle's counts out.
            "OPTIONS": {"MAX_ENTRIES": 50_000},
        }
    )
}

MEDIA_ROOT = env.path("MEDIA_ROOT", VAR_DIR / "media")
MEDIA_URL = "/media/"
PRIVATE_ROOT = env.path("PRIVATE_ROOT", VAR_DIR / "private")  # uploads; never under a public URL
KEYS_ROOT = env.path("KEYS_ROOT", VAR_DIR / "keys")
BACKUP_ROOT = env.path("BACKUP_ROOT", VAR_DIR / "backup")
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "cms" / "static", ("vendor", VAR_DIR / "vendor")]
STATIC_MANIFEST = env.bool("STATIC_MANIFEST", False)  # production: run collectstatic once, then set this
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_ROOT}},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_MANIFEST
WHITENOISE_AUTOREFRESH = False

# --- People and doors -------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["registry.accounts.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:start"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "registry.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "registry.accounts.adapters.SocialAccountAdapter"
MFA_ADAPTER = "registry.accounts.adapters.MFAAdapter"
OPEN_SIGNUP = env.bool("OPEN_SIGNUP", True)  # a plain account has no rights; closed: only by invitation
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CHANGE_EMAIL = True  # one address a person; a new one counts when it is confirmed
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("NUM_PROXIES", 1 if env.bool("HTTPS", not DEMO) else 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Rummelig"
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True  # log-in asks a confirmed address anyway; else staff could never change theirs
MFA_RECOVERY_CODES_SHOW_ONCE = True
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# Brokers (MitID through NemLog-in, a company's own log-in): nothing here means "not connected", and the page says so.
OIDC_ISSUER = env.str("OIDC_ISSUER", "")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", "")
OIDC_NAME = env.str("OIDC_NAME", "MitID")
# The acr values by which the broker says that it asked two factors (NSIS Substantial or High); none by default.
OIDC_HIGH_ASSURANCE = env.list("OIDC_HIGH_ASSURANCE", [])
SAML_IDP_METADATA_URL = env.str("SAML_IDP_METADATA_URL", "")
SAML_IDP_ENTITY_ID = env.str("SAML_IDP_ENTITY_ID", "")
SAML_NAME = env.str("SAML_NAME", "SAML")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": (
            [
                {
                    "provider_id": "oidc",
                    "name": OIDC_NAME,
                    "client_id": OIDC_CLIENT_ID,
                    "secret": OIDC_CLIENT_SECRET,
                    "settings": {"server_url": OIDC_ISSUER},
                }
            ]
            if OIDC_ISSUER and OIDC_CLIENT_ID
            else []
        )
    },
}
# SAML needs python3-saml, which needs the xmlsec C library: an optional extra, never asked of a fresh clone.
if SAML_IDP_METADATA_URL and find_spec("onelogin"):
    INSTALLED_APPS.append("allauth.socialaccount.providers.saml")
    SOCIALACCOUNT_PROVIDERS["saml"] = {
        "APPS": [
            {
                "provider_id": SAML_IDP_ENTITY_ID,
                "name": SAML_NAME,
                "client_id": "saml",
                "settings": {"idp": {"entity_id": SAML_IDP_ENTITY_ID, "metadata_url": SAML_IDP_METADATA_URL}},
            }
        ]
    }
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True

# --- Transport security (the proxy ends TLS) --------------------------------------------------------------------
HTTPS = env.bool("HTTPS", not DEMO)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", HTTPS) else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # not DENY: the CMS shows its preview in a frame of the same origin
CONTENT_SECURITY_POLICY = {
    # The CMS admin has inline scripts; its own policy is set by registry.core.middleware for that path only.
    "EXCLUDE_URL_PREFIXES": ["/cms/"],
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
CMS_CONTENT_SECURITY_POLICY = (
    f"default-src {SELF}; script-src {SELF} {UNSAFE_INLINE}; style-src {SELF} {UNSAFE_INLINE}; "
    f"img-src {SELF} data: blob:; object-src {NONE}; base-uri {SELF}; form-action {SELF}; frame-ancestors {SELF}"
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Language and time ------------------------------------------------------------------------------------------
LANGUAGE_CODE = "da"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = USE_TZ = USE_THOUSAND_SEPARATOR = WAGTAIL_I18N_ENABLED = True

# --- Wagtail ----------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Rummelig"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_FRONTEND_LOGIN_URL = "/da/konto/login/"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILEMBEDS_FINDERS: list[dict] = []  # nothing is fetched from foreign hosts
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_IMAGE_MODEL = "pages.HouseImage"
WAGTAILDOCS_EXTENSIONS = ["pdf", "csv", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.pages.forms.HouseDocumentForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILSEARCH_HITS_MAX_AGE = 30
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a translation is a draft until an editor publishes it

# --- Background work --------------------------------------------------------------------------------------------
BROKER_URL = env.str("BROKER_URL", "")
QUEUE_DIR = VAR_DIR / "queue"
CELERY_BROKER_URL = BROKER_URL or "filesystem://localhost"
if not BROKER_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR / "messages"),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "processed_folder": str(QUEUE_DIR / "processed"),
        "control_folder": str(QUEUE_DIR / "control"),
        "polling_interval": 0.1,
    }
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "jobs": {"task": "core.sweep_jobs", "schedule": env.float("SWEEP_SECONDS", 60.0)},
    "outbox": {"task": "core.sweep_outbox", "schedule": env.float("SWEEP_SECONDS", 60.0)},
    "retention": {"task": "core.sweep_retention", "schedule": crontab(hour=3, minute=10)},
    "sessions": {"task": "accounts.sweep_sessions", "schedule": crontab(hour=3, minute=20)},
    "memberships": {"task": "organisations.sweep_memberships", "schedule": crontab(hour=0, minute=5)},
    "search": {"task": "search.refresh", "schedule": env.float("SWEEP_SECONDS", 60.0)},
    "search-day": {"task": "search.new_day", "schedule": crontab(hour=0, minute=2)},
}
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", 120)

# --- Mail -------------------------------------------------------------------------------------------------------
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_URL = env.str("EMAIL_URL", "")  # submission://user:password@host:587; nothing means files under var/mail
if EMAIL_URL:
    _mail = env.dj_email_url("EMAIL_URL")
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
else:
    EMAIL_BACKEND = "registry.core.gateways.FileMailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", "Rummelig <noreply@rummelig.example>")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", "kontakt@rummelig.example")  # where readers report mistakes
ERROR_MAIL_TO = env.list("ERROR_MAIL_TO", [])
ADMINS = [("Drift", address) for address in ERROR_MAIL_TO]
DEFAULT_EXCEPTION_REPORTER_FILTER = "registry.core.reports.ScrubbingFilter"

# --- Logs: one line of JSON an event, never a name, number or address ------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"scrub": {"()": "registry.core.reports.ScrubRecord"}},
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["scrub"]},
        "mail": {"class": "django.utils.log.AdminEmailHandler", "level": "ERROR", "filters": ["scrub"]},
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.server": {"level": "WARNING", "handlers": [], "propagate": True},
        "django.request": {"handlers": ["mail"] if ERROR_MAIL_TO else [], "level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}

# --- API --------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    # Our own API is read-only; the form parsers are for the CMS, whose translation editor saves each text through DRF.
    "DEFAULT_PARSER_CLASSES": [
        "rest_framework.parsers.JSONParser",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "registry.core.api.PagePagination",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": env.str("API_RATE", "120/min")},
    "NUM_PROXIES": env.int("NUM_PROXIES", 1 if HTTPS else 0),
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Rummelig",
    "DESCRIPTION": "The public register: organisations, departments, offers and the entries they hold.",
    "VERSION": "v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_URLCONF": "cms.urls_api",
    "ENABLE_DJANGO_DEPLOY_CHECK": False,  # it walks the whole address book, not only the API; a test checks the schema
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_INSERT": "/api/v1",
    "ENUM_NAME_OVERRIDES": {  # several fields are called "kind"
        "CoverageKind": "registry.organisations.api.COVERAGE_KINDS",
        "HolderKind": ["organisation", "unit", "department"],
        "ListingKind": ["organisation", "department"],
        "OrganisationKind": "registry.organisations.api.ORGANISATION_KINDS",
        "StatementKind": ["valid", "suspended", "withdrawn"],
    },
}

FAIR_ORDER_SECRET = env.str("FAIR_ORDER_SECRET", SECRET_KEY)  # the daily turn-taking in search results

env.seal()
