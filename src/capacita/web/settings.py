"""Settings of the site. What differs from place to place comes from environment variables named CAPACITA_*.

CAPACITA_HOME      where everything is kept (database, cache, blobs); default ./var
CAPACITA_DATABASE  postgresql://user:password@host:port/name; default a SQLite file under CAPACITA_HOME
CAPACITA_HOSTS     names under which the site is reached, with commas; default this machine only
CAPACITA_DEMO      1 shows the demonstration accounts on the sign-in page
CAPACITA_CONTACT   whom people write to about consultations, such as an e-mail address; pages and notices show it
CAPACITA_MAIL      smtp://user:password@host:587 (STARTTLS) or smtps://...:465; without it notices are copied by hand
CAPACITA_MAIL_FROM the address from which notices are sent; default the contact
CAPACITA_SECURE    1 where the site is served over HTTPS
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

PACKAGE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("CAPACITA_HOME", "var")).resolve()
DEMO = os.environ.get("CAPACITA_DEMO") == "1"
SECURE = os.environ.get("CAPACITA_SECURE") == "1"
DEBUG = False


def _secret_key() -> str:
    """Return the key of this installation, made once and kept where only its owner reads it."""
    kept = HOME / "secret-key"
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return kept.read_text()


def _database(address: str) -> dict[str, Any]:
    """Return Django's description of the database at this address; none means SQLite under CAPACITA_HOME."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "capacita.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _mail(address: str) -> dict[str, Any]:
    """Return how mail is sent through this address; none means that notices are only written."""
    parts = urlsplit(address)
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
    }


SECRET_KEY = _secret_key()
CONTACT = os.environ.get("CAPACITA_CONTACT", "")
MAIL_IS_SET = bool(os.environ.get("CAPACITA_MAIL"))
MAIL_FROM = os.environ.get("CAPACITA_MAIL_FROM", "") or CONTACT or "capacita@localhost"
EMAIL_TIMEOUT = 20
globals().update(_mail(os.environ.get("CAPACITA_MAIL", "")))
ALLOWED_HOSTS = os.environ.get("CAPACITA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DATABASES = {"default": _database(os.environ.get("CAPACITA_DATABASE", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "capacita.web.accounts",
    "capacita.web.audit",
    "capacita.web.jobs",
    "capacita.web.documents",
    "capacita.web.crosswalk",
    "capacita.web.patterns",
    "capacita.web.pages",
    "capacita.web.framework",
    "capacita.web.gates",
    "capacita.web.adapting",
    "capacita.web.translating",
    "capacita.web.consultation",
    "capacita.web.joining",
    "capacita.web.coverage",
    "capacita.web.kits",
    "capacita.web.importing",
    "capacita.web.outputs",
    "capacita.web.commenting",
    "capacita.web.opinion",
    "capacita.web.synthesis",
    "capacita.web.assessment",
    "capacita.web.planning",
    "capacita.web.toolkit",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # weak networks; Django pads each answer against BREACH
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "capacita.web.outputs.limits.RequestSizeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "capacita.web.middleware.RefusalMiddleware",
    "capacita.web.middleware.ActorMiddleware",
]
ROOT_URLCONF = "capacita.web.urls"
WSGI_APPLICATION = "capacita.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "capacita.web.context.describe_page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}

LANGUAGE_CODE = "en"
# The six languages of the United Nations; a string without a translation is shown in English.
LANGUAGES = [
    ("ar", "العربية"),
    ("zh-hans", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "blobs"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
        "OPTIONS": {"MAX_ENTRIES": 4_000},  # a library of 200 frameworks has a few entries of each
    },
    "drafts": {  # another entry with each item that a draft speaks of, so that they push out nothing else
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache" / "drafts",
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # private links must not travel in a Referer header
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "capacita.web.pages.views.show_csrf_failure"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
if SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
