"""Settings of the test run: the product's own, with the environment fixed first.

A developer's `.env` must not change what the tests see, so every variable that matters is set here before the
product's settings are read (a variable that is set wins over the file). Only the stores may come from outside:
`make test-services` gives `DATABASE_URL`, `STATISTICS_DATABASE_URL` and `BROKER_URL`.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(tempfile.mkdtemp(prefix="rummelig-test-"))
atexit.register(shutil.rmtree, VAR, ignore_errors=True)

os.environ.update(
    DEMO="1",
    DEBUG="0",
    HTTPS="0",
    BEHIND_PROXY="0",
    VAR_DIR=str(VAR),
    MEDIA_ROOT=str(VAR / "media"),
    PRIVATE_ROOT=str(VAR / "private"),
    KEYS_ROOT=str(VAR / "keys"),
    BACKUP_ROOT=str(VAR / "backup"),
    STATIC_ROOT=str(VAR / "static"),
    SECRET_KEY="test-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789",
    FAIR_ORDER_SECRET="test-only",
    SITE_URL="http://testserver",
    CACHE_URL="",
    EMAIL_URL="",
    OIDC_ISSUER="",
    SAML_IDP_METADATA_URL="",
    ROOMS="search,api",
    STATIC_MANIFEST="0",
    SWEEP_SECONDS="60",
    JOB_LEASE_SECONDS="120",
    API_RATE="100000/min",
    LOG_LEVEL="WARNING",
)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{VAR / 'default.sqlite3'}")
os.environ.setdefault("STATISTICS_DATABASE_URL", f"sqlite:///{VAR / 'statistics.sqlite3'}")
os.environ.setdefault("BROKER_URL", "")

from cms.settings import *  # noqa: E402, F403
from cms.settings import DATABASES, STORAGES, TEMPLATES  # noqa: E402
from tests.harness import UNDEFINED, template_name  # noqa: E402

for folder in ("media", "private", "keys", "backup", "static", "mail", "cache"):
    (VAR / folder).mkdir(mode=0o700)
for folder in ("messages", "processed", "control"):
    (VAR / "queue" / folder).mkdir(mode=0o700, parents=True)

# The tables come from a template that was migrated once (tests/template.py), not from a migration run per process.
for _alias, _database in DATABASES.items():
    _database["CONN_MAX_AGE"] = 0
    _database["TEST"] = {"MIGRATE": False}
    if _database["ENGINE"].endswith("postgresql") and _alias == "default":
        _database["TEST"]["TEMPLATE"] = template_name()

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATICFILES_DIRS = [ROOT / "cms" / "static"]
if (ROOT / "var" / "vendor").is_dir():
    STATICFILES_DIRS.append(("vendor", ROOT / "var" / "vendor"))
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UNDEFINED

# A task runs where it is sent, its arguments through JSON and back; tests/services holds the test with a real worker.
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
