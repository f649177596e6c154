"""Settings the tests run with: the application's own, away from the developer's `.env` and `var/`.

Everything the environment could change is named here first, since `.env` only fills what is not set.
DATABASE_URL alone is kept when given: `./test` runs the same tests on PostgreSQL through it.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_var = Path(tempfile.mkdtemp(prefix="zi-test-var-"))
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.environ.update(
    SECRET_KEY="only-for-tests-" + "0123456789" * 5,
    DEBUG="false",
    HTTPS="false",
    ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
    CSRF_TRUSTED_ORIGINS="",
    TRUSTED_PROXIES="0",
    SITE_URL="https://zi.example.go.id",
    EMAIL_URL="dummymail://",  # Django's test runner puts a list in memory in its place
    DEFAULT_FROM_EMAIL="ZI Tracker <zi@example.go.id>",
    VAR_DIR=str(_var),
    UPLOAD_MAX_MB="25",
    UPLOAD_MAX_VIDEO_MB="100",
    CLAMD_SOCKET="",
    X_ACCEL_PREFIX="",
    S3_BUCKET="",
    SIGN_PKCS12="",
    SIGN_PASSWORD="",
)
if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = f"sqlite:///{_var / 'zi.sqlite3'}"

from zi_tracker.settings import *  # noqa: E402, F403 - the environment had to be set first

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, not memory: as in the application, threads (the browser tests' server) have connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(_var / "test.sqlite3")}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405 - lost power is no concern

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",  # fast; Argon2 is slow on purpose
    "accounts.hashers.GivenPasswordHasher",
]
# Static files under their own names, so that a test needs no collectstatic; compressed in the browser tests.
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"}  # noqa: F405
STATIC_ROOT.mkdir()  # noqa: F405 - WhiteNoise warns when it is missing
