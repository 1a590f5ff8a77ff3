"""Settings: one file, read from the environment, safe when nothing is set.

``SAKSAMA_VAR`` names the one folder that holds what must not be in the code: database, keys,
evidence, log-ins of the example. ``DATABASE_URL`` moves the data from SQLite to PostgreSQL.
Every variable is listed in docs/operate.md; a test compares the two.
"""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from saksama.config.database import database_from_url

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]
HOME = CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()
VAR = Path(os.environ.get("SAKSAMA_VAR", HOME / "var")).resolve()
KEYS = Path(os.environ.get("SAKSAMA_KEYS", VAR / "keys")).resolve()
VAR.mkdir(parents=True, exist_ok=True, mode=0o700)  # only the account that runs the office reads in it


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def _secret(name: str) -> str:
    """Read a secret beside the other keys; the first start of an installation makes it."""
    path = KEYS / name
    if not path.exists():
        KEYS.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text().strip()


DEBUG = _flag("SAKSAMA_DEBUG")
DEMO = _flag("SAKSAMA_DEMO") or (VAR / "demo").exists()
SECRET_KEY = os.environ.get("SAKSAMA_SECRET_KEY") or _secret("session.key")
ALLOWED_HOSTS = os.environ.get("SAKSAMA_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("SAKSAMA_ORIGINS", "").split(",") if origin]
SECURE = _flag("SAKSAMA_HTTPS")
BEHIND_PROXY = _flag("SAKSAMA_BEHIND_PROXY")  # one proxy of ours in front, which writes X-Forwarded-*

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "saksama.pages",
    "saksama.journal",
    "saksama.places",
    "saksama.people",
    "saksama.evidence",
    "saksama.notices",
    "saksama.documents",
    "saksama.cases.tracks",
    "saksama.cases.neutrality",
    "saksama.cases.advice",
    "saksama.cases.sittings",
    "saksama.cases",
    "saksama.checklists",
    "saksama.meetings",
    "saksama.vulnerability",
    "saksama.bridges",
    "saksama.situation",
    "saksama.desk",
    "saksama.site",
    "saksama.config",
]

MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "saksama.config.middleware.ClockMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "saksama.config.middleware.StaffSecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
    "saksama.config.middleware.BusyDatabaseMiddleware",
]

# The doors of the field: keys instead of sessions, the same answer to everybody (see config.wsgi).
FIELD_PATHS = ("/kunci/", "/lapangan/kirim/")
FIELD_MIDDLEWARE = ["saksama.config.middleware.LengthMiddleware", "saksama.config.middleware.ClockMiddleware"]

ROOT_URLCONF = "saksama.config.urls"
WSGI_APPLICATION = "saksama.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": [PACKAGE / "pages" / "components"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "saksama.config.context.page",
                "saksama.people.context.account",
            ],
        },
    },
]

DATABASES = {"default": database_from_url(os.environ.get("DATABASE_URL", ""), VAR / "saksama.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "saksama.people.hashers.OfficeArgon2PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/meja/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "saksama.people.adapters.StaffAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "code"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = False  # lock-out is axes' work: by account and address together (decision 27)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Saksama"
MFA_ADAPTER = "saksama.people.mfa.SealedMFAAdapter"
MFA_TOTP_TOLERANCE = 1  # half a minute to either side: cheap phones' clocks drift
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "saksama.people.forms.SecondFactorForm",
    "activate_totp": "saksama.people.forms.SetUpSecondFactorForm",
}
ACCOUNT_FORMS = {
    "login": "saksama.people.forms.PasswordLoginForm",
    "reauthenticate": "saksama.people.forms.ConfirmPasswordForm",
    "change_password": "saksama.people.forms.OwnPasswordForm",
}
USERSESSIONS_TRACK_ACTIVITY = False

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = "saksama.people.lockout.parameters"  # by account and address together
AXES_USERNAME_CALLABLE = "saksama.people.lockout.username"
AXES_CLIENT_IP_CALLABLE = "saksama.people.lockout.client_address"
AXES_LOCKOUT_CALLABLE = "saksama.people.lockout.page"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says when; knocking does not lengthen it
AXES_DISABLE_ACCESS_LOG = True  # the journal and the list of sessions tell it
AXES_SENSITIVE_PARAMETERS = ["login", "password", "oldpassword", "password1", "password2", "code"]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_VERBOSE = False

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = False  # the proxy in front does it; /healthz must answer without
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "saksama.config.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# A report may carry photos and recordings; the view refuses more with a sentence, never a blank page.
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_HANDLERS = ["saksama.evidence.upload.SealingUploadHandler"]
EVIDENCE_ROOT = Path(os.environ.get("SAKSAMA_EVIDENCE", VAR / "evidence")).resolve()

# The one office whose reports the public form takes; empty: the only regency with an election, else a choice.
NEUTRALITY_RETENTION_YEARS = int(os.environ.get("SAKSAMA_NEUTRALITY_YEARS", "5"))
SITE_OFFICE = os.environ.get("SAKSAMA_OFFICE", "")

# How alerts leave the house (docs/notices.md); each stays off until it is set.
ALERTS_MAILER = os.environ.get(
    "SAKSAMA_MAILER", ""
)  # an Apprise address: mailtos://user:password@host:587?from=...
ALERTS_TELEGRAM_BOT = os.environ.get("SAKSAMA_TELEGRAM_BOT", "")
ALERTS_WEBHOOK_HOSTS = [host for host in os.environ.get("SAKSAMA_WEBHOOK_HOSTS", "").split(",") if host]
ALERTS_BASE = CSRF_TRUSTED_ORIGINS[0] if CSRF_TRUSTED_ORIGINS else ""  # links in messages
# No sweep for so long is itself an alert, a mark on the page of alerts, and a fault of `saksama check`.
TICK_ALARM_MINUTES = int(os.environ.get("SAKSAMA_TICK_ALARM", "15"))

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "bahasa"
COMMAND_LANGUAGE = "en" if os.environ.get("SAKSAMA_LANGUAGE") == "en" else "id"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# `saksama serve` collects once at start: hashed names that a phone keeps, and compressed copies.
_COLLECTED = ((STATIC_ROOT / "staticfiles.json").exists() or _flag("SAKSAMA_COLLECT")) and not DEBUG
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _COLLECTED
WHITENOISE_AUTOREFRESH = DEBUG

# Log lines carry routes and ids, never request bodies, names or codes.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_keys": {"()": "saksama.config.logs.WithoutKeys"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_keys"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "axes": {"level": "ERROR"},
        "saksama": {"level": "INFO"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners ask by address all day
    },
}
SILENCED_SYSTEM_CHECKS = ["axes.W003", "security.W008"]
