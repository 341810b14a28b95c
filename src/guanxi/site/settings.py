"""Django's settings, driven by the environment (站点设置); every name is told in ``docs/settings.md``."""

from pathlib import Path

from csp.constants import NONE, SELF

import guanxi
from guanxi.site import environment, secret
from guanxi.site.routing import OWNER

PACKAGE = Path(guanxi.__file__).parent
DATA = Path(environment.text("GUANXI_DATA", "var")).resolve()
GUANXI_DATA = DATA

SECRET_KEY = environment.text("GUANXI_SECRET") or secret.read_or_make(DATA / "secret")
DEBUG = environment.is_on("GUANXI_DEBUG")
HTTPS = environment.is_on("GUANXI_HTTPS")
PROXIES = int(environment.text("GUANXI_PROXIES", "0"))
ALLOWED_HOSTS = environment.many("GUANXI_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.many("GUANXI_ORIGINS")

INSTALLED_APPS = [
    "guanxi.doors.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "template_partials",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "guanxi.guard",
    "guanxi.book",
    "guanxi.intake",
    "guanxi.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "guanxi.guard.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "guanxi.guard.sessions.SessionEndMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "guanxi.guard.requests.LanguageMiddleware",
    "guanxi.doors.web.refusals.RefusalMiddleware",
    # last, so that a view's failure is undone before the refusal is worded
    "guanxi.guard.requests.ReachMiddleware",
]

ROOT_URLCONF = "guanxi.site.urls"
WSGI_APPLICATION = "guanxi.site.wsgi.application"
CSRF_FAILURE_VIEW = "guanxi.doors.web.errors.stale"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guanxi.doors.web.shell.context",
            ]
        },
    }
]

DATABASES = {
    "default": environment.database("GUANXI_APP_ADDRESS", "DATABASE_URL"),
    OWNER: environment.database("GUANXI_OWNER_ADDRESS", "DATABASE_OWNER_URL"),
}
DATABASE_ROUTERS = ["guanxi.site.routing.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# the limits of sign-on are counted here, so that they hold over several web processes
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "guard_cache"}}
PROCRASTINATE_IMPORT_PATHS = ["guanxi.intake.jobs", "guanxi.dayend.jobs", "guanxi.dayend.preview"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = sorted(str(path.parent.parent) for path in PACKAGE.glob("**/texts/*/zh_Hans/LC_MESSAGES"))
USE_I18N = True
USE_TZ = True
GUANXI_INDUSTRIES = environment.text("GUANXI_INDUSTRIES", "gbt4754").lower()
GUANXI_CURRENCY = environment.text("GUANXI_CURRENCY", "CNY")
TIME_ZONE = environment.text("GUANXI_TIME_ZONE", "Asia/Shanghai")

STATIC_URL = f"/static/{guanxi.__version__}/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

# sign-on
AUTH_USER_MODEL = "guard.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "guanxi.guard.signon.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/15m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "guanxi.guard.signon.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = environment.text("GUANXI_NAME", "Guanxi 关系")
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ADAPTER = "guanxi.guard.signon.OutsideAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if environment.text("GUANXI_OIDC_SERVER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "bank",
            "name": environment.text("GUANXI_OIDC_NAME", "OpenID Connect"),
            "client_id": environment.text("GUANXI_OIDC_CLIENT"),
            "secret": environment.text("GUANXI_OIDC_SECRET"),
            "settings": {
                "server_url": environment.text("GUANXI_OIDC_SERVER"),
                "uid_field": environment.text("GUANXI_OIDC_CLAIM", "preferred_username"),
            },
        }
    ]

# sessions and headers
GUANXI_IDLE_MINUTES = int(environment.text("GUANXI_IDLE_MINUTES", "30"))
GUANXI_SESSION_HOURS = int(environment.text("GUANXI_SESSION_HOURS", "12"))
SESSION_COOKIE_AGE = GUANXI_SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
GUANXI_UPLOAD_MB = int(environment.text("GUANXI_UPLOAD_MB", "512"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["terminal"], "level": environment.text("GUANXI_LOG_LEVEL", "WARNING")},
}
