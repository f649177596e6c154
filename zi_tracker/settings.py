"""Settings of zi_tracker. Everything that differs between places comes from the environment.

`./run` writes a first `.env` beside this project (with a secret key of its own); production sets the
same names in its service manager. A missing or wrong value stops the start with a hint.
"""

import re
import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def _read(read, name: str, default, hint: str):
    """Value of an environment variable; a value that does not parse stops the start with a hint."""
    try:
        return read(name, default=default)
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} is wrong ({error}). {hint}") from error


# --- where we are ---------------------------------------------------------------------------------
DEBUG = _read(env.bool, "DEBUG", False, "Use DEBUG=true while developing, else leave it out.")
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing. `./run` makes one in .env; in production set it in the environment."
    )
ALLOWED_HOSTS = _read(env.list, "ALLOWED_HOSTS", ["127.0.0.1", "localhost"], "Use host names with commas between.")
CSRF_TRUSTED_ORIGINS = _read(env.list, "CSRF_TRUSTED_ORIGINS", [], "Use origins such as https://zi.example.go.id.")
# Behind HTTPS everything that can be strict is; on loopback (./run) plain HTTP must work.
HTTPS = _read(env.bool, "HTTPS", False, "Use HTTPS=true when the site is served over https.")
# How many proxies stand before us and set X-Forwarded-For; 0 = none, the header is then not believed.
TRUSTED_PROXIES = _read(env.int, "TRUSTED_PROXIES", 0, "Use the number of reverse proxies, usually 0 or 1.")
if TRUSTED_PROXIES < 0:
    raise ImproperlyConfigured("TRUSTED_PROXIES is negative. Use the number of reverse proxies, usually 0 or 1.")
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# --- application ----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "zi_tracker.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "zi_tracker.apps.StaticFilesConfig",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "axes",
    "csp",
    "django_q",
    "accounts",
    "history",
    "jobs",
    "files",
    "units",
    "inbox",
    "evaluations",
    "plans",
    "visits",
    "workbooks",
    "charts",
    "insights",
    "reports",
    "zi_tracker.apps.SiteConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zi_tracker.middleware.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "files.middleware.UploadLimitMiddleware",
    "zi_tracker.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.GivenPasswordMiddleware",
    "units.middleware.ActorMiddleware",
    "axes.middleware.AxesMiddleware",
    "zi_tracker.middleware.MethodNotAllowedMiddleware",
]
ROOT_URLCONF = "zi_tracker.urls"
WSGI_APPLICATION = "zi_tracker.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zi_tracker.context.site",
            ],
            "builtins": ["zi_tracker.templatetags.house"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- database -------------------------------------------------------------------------------------
DATABASES = {
    "default": _read(
        env.db_url,
        "DATABASE_URL",
        f"sqlite:///{VAR_DIR / 'zi.sqlite3'}",
        "Use postgres://user:password@host/name or sqlite:////path/to/file.",
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A transaction that reads first and writes later fails at once under WAL when another writer came
    # between; IMMEDIATE takes the write lock at the start and the timeout makes the second writer wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an answer is told to be saved only once it is on the disk (docs/adr/0009-on-the-disk.md).
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- counting requests to public pages (reports/views/verification.py) -----------------------------
CACHES = {
    "default": {  # each server process counts for itself, which is enough against somebody who asks without end
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# --- shortest ways (insights/queries/shortest_way.py) ----------------------------------------------
WAY_SECONDS = 3  # that one request may look for its ways; most take a tenth of one

# --- background work ------------------------------------------------------------------------------
# The rows of jobs.Job are the truth (attempts, pauses, results); django-q starts them and minds the worker processes.
JOB_WORKERS = _read(env.int, "JOB_WORKERS", 1, "Use the number of background jobs that may run at once, usually 1.")
if JOB_WORKERS < 1:
    raise ImproperlyConfigured(
        "JOB_WORKERS is below 1. Use the number of background jobs that may run at once, usually 1."
    )
Q_CLUSTER = {
    "name": "zi_tracker",
    "orm": "default",  # the queue lives in our database
    "workers": JOB_WORKERS,
    "timeout": 15 * 60,  # seconds one attempt may take
    "retry": 20 * 60,  # must exceed the timeout; a worker that dies is noticed long before, by the job's heartbeat
    "ack_failures": True,  # trying a job again is ours: the queue forgets what was tried ...
    "max_attempts": 5,  # ... but for the turns of repeating jobs (jobs/schedules.py)
    "save_limit": -1,  # success is written in the job's row already
    "catch_up": False,  # what repeats runs once after a time without a worker, not once for every time missed
    "poll": 1,  # seconds between two looks into an empty queue
    "guard_cycle": 1,  # seconds between two looks at the processes
    "recycle": 100,  # a process gives its memory back after so many jobs ...
    "max_rss": 500_000,  # ... or when it holds so many kilobytes
}

# --- who ------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "accounts.backends.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "accounts.hashers.GivenPasswordHasher",  # for imported accounts, until their first sign-in
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds a mailed link to set a password is good
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours: 15 minutes
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "accounts.network.client_ip"
AXES_LOCKOUT_CALLABLE = "accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

# --- language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"  # WIB
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["zi_tracker.formats"]
LOCALE_PATHS = [BASE_DIR / "zi_tracker" / "locale"]  # better words for some of Django's own phrases

# --- mail -----------------------------------------------------------------------------------------
# The address people reach the site under: links in mails begin with it, never with what a request's Host header says.
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{env.str('PORT', default='8000')}").rstrip("/")
if not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+", SITE_URL):
    raise ImproperlyConfigured(f"SITE_URL is wrong ({SITE_URL}). Use an address such as https://zi.example.go.id.")
MAIL = _read(
    env.email_url,
    "EMAIL_URL",
    "consolemail://",
    "Use smtp://host:25, smtp+tls://user:password@host:587, smtp+ssl://user:password@host:465 or consolemail://; "
    "signs such as @ / : in the password are written %40 %2F %3A.",
)
EMAIL_BACKEND, EMAIL_FILE_PATH = MAIL["EMAIL_BACKEND"], MAIL["EMAIL_FILE_PATH"]
EMAIL_HOST, EMAIL_PORT = MAIL["EMAIL_HOST"], MAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_USER"] or "", MAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.get("EMAIL_USE_TLS", False), MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10  # seconds; a server that hangs is one that is down
if EMAIL_BACKEND.endswith("smtp.EmailBackend") and not EMAIL_HOST:
    raise ImproperlyConfigured("EMAIL_URL is wrong (no host). Use smtp+tls://user:password@host:587.")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="ZI Tracker <zi@localhost>")
if not re.fullmatch(r"[^@\r\n]*[^@\s<]@[^@\s>]+>?", DEFAULT_FROM_EMAIL):
    raise ImproperlyConfigured(
        f"DEFAULT_FROM_EMAIL is wrong ({DEFAULT_FROM_EMAIL}). Use ZI Tracker <zi@example.go.id>."
    )

# --- files ----------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/bootstrap/css", NODE_MODULES / "bootstrap" / "dist" / "css"),
    ("vendor/bootstrap/js", NODE_MODULES / "bootstrap" / "dist" / "js"),
    ("vendor/dompurify", NODE_MODULES / "dompurify" / "dist"),
    ("vendor/squire", NODE_MODULES / "squire-rte" / "dist"),
    ("vendor/inter", NODE_MODULES / "@fontsource-variable" / "inter" / "files"),
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "files", "base_url": None},
    },
    "private": {  # what people upload
        "BACKEND": "files.storage.PrivateStorage",
        "OPTIONS": {
            "location": VAR_DIR / "private",
            "base_url": None,
            "file_permissions_mode": 0o640,  # a proxy that serves them (X_ACCEL_PREFIX) is in our group
            "directory_permissions_mode": 0o750,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

S3_BUCKET = env.str("S3_BUCKET", default="")
if S3_BUCKET:
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "location": env.str("S3_FOLDER", default="").strip("/"),
            "endpoint_url": env.str("S3_ENDPOINT", default="") or None,
            "region_name": env.str("S3_REGION", default="") or None,
            "access_key": env.str("S3_ACCESS_KEY", default="") or None,  # None: boto3 looks where it always does
            "secret_key": env.str("S3_SECRET_KEY", default="") or None,
            "file_overwrite": False,
            "max_memory_size": 2 * 1024 * 1024,  # what is read waits on the disk, not in memory
        },
    }

# --- uploads --------------------------------------------------------------------------------------
UPLOAD_MAX_MB = _read(env.int, "UPLOAD_MAX_MB", 25, "Use the largest size of an uploaded file in megabytes.")
UPLOAD_MAX_VIDEO_MB = _read(env.int, "UPLOAD_MAX_VIDEO_MB", 100, "Use the largest size of an MP4 in megabytes.")
if not 0 < UPLOAD_MAX_MB <= UPLOAD_MAX_VIDEO_MB <= 2000:
    raise ImproperlyConfigured(
        "UPLOAD_MAX_MB or UPLOAD_MAX_VIDEO_MB is wrong. Use megabytes from 1 to 2000, the video's not below the other."
    )
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",  # requests up to 2.5 MB
    "files.receiving.UploadHandler",
]
# Beside the others, not in /tmp, which is memory on many systems.
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "incoming"
# Where the reverse proxy finds the private folder (an `internal` location); without one Django sends files itself.
X_ACCEL_PREFIX = env.str("X_ACCEL_PREFIX", default="")
if X_ACCEL_PREFIX and not re.fullmatch(r"/[A-Za-z0-9/_-]*/", X_ACCEL_PREFIX):
    raise ImproperlyConfigured(f"X_ACCEL_PREFIX is wrong ({X_ACCEL_PREFIX}). Use an address such as /private/.")
# The virus scanner clamd's socket; without one files are shown unscanned.
CLAMD_SOCKET = env.str("CLAMD_SOCKET", default="")

# --- signing issued papers --------------------------------------------------------------------------
# The office's certificate with its key as a PKCS#12 file; without one papers are issued without a digital signature.
SIGN_PKCS12 = env.str("SIGN_PKCS12", default="")
SIGN_PASSWORD = env.str("SIGN_PASSWORD", default="")

# --- security -------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's own control icons are data: pictures
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "zi_tracker.views.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000  # the sheet without JavaScript posts every figure and note at once
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "stream": sys.stderr}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
