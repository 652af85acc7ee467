"""Django's settings. What differs between cities comes from the city's folder; see docs/settings.md."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from sozialraum.site.city import read_city
from sozialraum.site.folder import prepared, secret_key


def _given(name: str, meaning: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: it names {meaning}.")
    return value


def _database(dsn: str) -> dict[str, Any]:
    parts = conninfo_to_dict(dsn)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


CITY_FOLDER = prepared(_given("SOZIALRAUM_CITY", "the city's folder"))
CITY = read_city(CITY_FOLDER)
SITE = CITY.site
HERE = Path(__file__).parent

SECRET_KEY = secret_key(CITY_FOLDER)
VAULT_KEY = secret_key(CITY_FOLDER, "vault_key")
DEBUG = False
DATABASES = {"default": _database(_given("DATABASE_URL", "the PostgreSQL database"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
# How a mail says where its reader finds the page; the server says its own where the city names none.
SERVED_AT = os.environ.get("SOZIALRAUM_ADDRESS", "http://127.0.0.1:8000")
ADDRESS = f"https://{SITE.hosts[0]}" if SITE.hosts else SERVED_AT
ALLOWED_HOSTS = [*SITE.hosts, *LOOPBACK_HOSTS]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in SITE.hosts if SITE.https]
ROOT_URLCONF = "sozialraum.site.urls"
WSGI_APPLICATION = "sozialraum.site.wsgi.application"

INSTALLED_APPS = [
    "sozialraum.site",
    # The apps of planning, each after those it may import; tests hold them to this order.
    "sozialraum.planning.journal",
    "sozialraum.planning.people",
    "sozialraum.planning.messages",
    "sozialraum.planning.spaces",
    "sozialraum.planning.statistics",
    "sozialraum.planning.situation",
    "sozialraum.planning.needs",
    "sozialraum.planning.conferences",
    "sozialraum.planning.answers",
    "sozialraum.planning.programme",
    "sozialraum.planning.effects",
    "sozialraum.planning.reports",
    "sozialraum.planning.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, which ours replace
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "sozialraum.site.security.ContentSecurityPolicy",
    "sozialraum.site.visitor.CityOfRequest",
    "sozialraum.planning.conferences.live.Live",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sozialraum.site.visitor.visitor",
                "sozialraum.site.context.page",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # forms in the look of the site

# Languages: German without a prefix, English under /en/.
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("Deutsch")), ("en", _("Englisch"))]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
FORMAT_MODULE_PATH = "sozialraum.site.formats"

# Static files come from the packages as they are; nothing to collect, nothing to build.
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# The cache is shared by all processes, because attempts to sign in are counted in it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # so that a flood of addresses does not push counters out
    },
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# Sign-in
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:desk"
ACCOUNT_ADAPTER = "sozialraum.site.signin.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if SITE.self_registration else "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers whose address somebody typed
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "signup": "10/m/ip",
    "report_barrier": "5/h/ip",
    "contribute": "30/h/ip",  # a class at school, or a library, shares one address
    "receipt": "30/m/ip",
    "support": "10/h/ip",  # whoever clears their cookies is counted anew
    "subscribe": "10/h/ip",
    "knock": "40/5m/ip",  # as many as may wait at one door
    "door": "60/m/ip",  # wrong codes at the door of a session; a room shares one address
}
ALLAUTH_TRUSTED_PROXY_COUNT = SITE.trusted_proxies
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_TOTP_ISSUER = f"Sozialraum {CITY.name}".strip()
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

# Mail goes to the city's server, or into the folder `outbox`, where the administrator reads it.
OUTBOX = CITY_FOLDER / "outbox"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SITE.mail_host else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = OUTBOX
EMAIL_HOST = SITE.mail_host
EMAIL_PORT = SITE.mail_port
EMAIL_USE_TLS = True
EMAIL_HOST_USER = SITE.mail_user
EMAIL_HOST_PASSWORD = Path(SITE.mail_password_file).read_text().strip() if SITE.mail_password_file else ""
DEFAULT_FROM_EMAIL = SITE.mail_from or "sozialraum@localhost"
BOUNCES = os.environ.get("SOZIALRAUM_BOUNCES", "")  # the mailbox to which mails come back

# What is sent: files go to the disk at once, and a form says itself that five pictures are enough.
FILE_UPLOAD_HANDLERS = [
    "sozialraum.site.uploads.Limit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 300

# Security
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SITE.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SITE.https
SECURE_HSTS_SECONDS = 31_536_000 if SITE.https else 0
# Whether subdomains keep to HTTPS too is the city's own matter.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE.trusted_proxies else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "sozialraum.site.errors.csrf_failure"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "sozialraum": {"level": "INFO"},
        "django": {"handlers": [], "propagate": True},
        # What a visitor may not see or mistyped (4xx) is their page's to say; ours are the 5xx, with their traceback.
        "django.request": {"level": "ERROR"},
    },
}
