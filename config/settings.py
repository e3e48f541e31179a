"""
Settings for every environment: production unless an environment variable says otherwise.

PLUMBLINE_DEBUG, PLUMBLINE_ORIGIN, PLUMBLINE_BEHIND_PROXY, PLUMBLINE_HSTS_PRELOAD, PLUMBLINE_SECURITY_CONTACT,
PLUMBLINE_SECRET_KEY_FILE, PLUMBLINE_PURGE, PLUMBLINE_CACHE_FIGURES, PLUMBLINE_METRICS_TOKEN, DJANGO_SECRET_KEY,
EMAIL_URL, DATABASE_URL, DATABASE_REPLICA_URLS and CACHE_URL are read; `config.environment` says what each may be.
"""

from datetime import timedelta

from csp.constants import NONE, SELF
from whitenoise.compress import Compressor

from config import environment
from config.monitoring import logs

BASE_DIR = environment.BASE_DIR
DEBUG = environment.read_flag("PLUMBLINE_DEBUG")
SECRET_KEY = environment.read_secret_key(debug=DEBUG)

# Where visitors find the site; hosts and TLS follow from it.
ORIGIN = environment.read_origin()
ALLOWED_HOSTS = environment.allowed_hosts(ORIGIN)
CSRF_TRUSTED_ORIGINS = [ORIGIN.geturl()]

SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ORIGIN.scheme == "https"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ORIGIN.scheme == "https" else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ORIGIN.scheme == "https"
# Browsers' own lists are hard to leave again, so they are asked for on request alone.
SECURE_HSTS_PRELOAD = ORIGIN.scheme == "https" and environment.read_flag("PLUMBLINE_HSTS_PRELOAD")
SILENCED_SYSTEM_CHECKS = ["security.W021"]
# Browsers take cookies of such names over TLS alone, and from no other host.
COOKIE_PREFIX = "__Host-" if ORIGIN.scheme == "https" else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
SECURITY_CONTACT = environment.read_security_contact()
vars().update(environment.read_email())
DEFAULT_FROM_EMAIL = f"plumbline@{ORIGIN.hostname}"
# A probe on the machine itself speaks plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
# Only a proxy that always sets this header itself may be trusted with it.
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.read_flag("PLUMBLINE_BEHIND_PROXY") else None
)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.http.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}

INSTALLED_APPS = [
    "curation",
    "frameworks",
    "measurements",
    "reviews",
    "editorial",
    "config.apps.CurationAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "corsheaders",
    "csp",
    "django_filters",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
]

MIDDLEWARE = [
    "config.monitoring.request_log.RequestLogMiddleware",
    "config.caching.middleware.KeepingMiddleware",
    "config.http.middleware.PolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.http.middleware.BodyMiddleware",
    "config.http.tracking.TrackingMiddleware",
    # A page that is kept is kept for readers of every origin.
    "corsheaders.middleware.CorsMiddleware",
    "config.database.outage_pages.OutageMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.http.limits.LimitMiddleware",
    "config.http.negotiation.MarkdownMiddleware",
    "curation.snapshots.middleware.SnapshotMiddleware",
    "config.caching.middleware.PageCacheMiddleware",
    "config.http.limits.NewPageLimitMiddleware",
    "config.database.replica_reading.ReplicaMiddleware",
    "config.http.middleware.CompressionMiddleware",
    "config.http.middleware.PageMiddleware",
    "config.http.middleware.UnseenMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "editorial.accounts.kept_forms.KeptFormMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        # The public pages.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "config.frame.jinja.environment",
            "context_processors": ["config.frame.context.frame"],
        },
    },
    {
        # The admin, and what the packages bring.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Each process keeps whole pages, and shares them with other nodes of the same release where there is a Redis.
CACHE_PAGES = not DEBUG
# How long a process may take the data version for known; with 0 each request asks for it.
DATA_VERSION_SECONDS = 0 if DEBUG else 1
CACHES = {
    "default": {"BACKEND": f"django.core.cache.backends.{'dummy.DummyCache' if DEBUG else 'locmem.LocMemCache'}"},
    "shared": environment.read_shared_cache(ORIGIN.netloc),
}

DATABASES = {"default": environment.read_database(), **environment.read_replicas()}
REPLICAS = [alias for alias in DATABASES if alias != "default"]
DATABASE_ROUTERS = ["curation.snapshots.database.ReadingRouter"] if REPLICAS else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Failed logins are counted; the rest of Django's own way to log in stays.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_VERBOSE = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
# A name locked for everybody would let anybody lock an editor out; guesses from many addresses meet the second factor.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "admin/locked.html"
AXES_CLIENT_IP_CALLABLE = "curation.web.callers.login_caller"
OTP_TOTP_ISSUER = "Plumbline"
SESSION_COOKIE_AGE = 12 * 3600
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Another base address than the package index's own, for a private mirror; empty for the index itself.
PACKAGE_INDEX = environment.read_package_index()

# Backups keep characters that XML cannot hold.
SERIALIZATION_MODULES = {"backup": "editorial.management.backup_format"}

# The caches before the site that are told of publications.
PURGE_ADDRESSES = environment.read_purge_addresses()
# Where these caches tell how often they had what they were asked for.
CACHE_FIGURES = environment.read_cache_figures()

# What opens /metrics; without one it is closed, and nothing is counted.
METRICS_TOKEN = environment.read_metrics_token()

# Where the commands read and write the curated data unless told otherwise.
CATALOGUE = BASE_DIR / "catalogue"
# Where a newer copy of the adoption figures is: a folder, or the address of the file; empty for none.
ADOPTION_LIST = environment.read_adoption_list()
LAB_RESULTS = BASE_DIR / "lab" / "results"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
FORMAT_MODULE_PATH = "config.frame.formats"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Pages name only the hashed files; source maps are for developers' tools alone and would take most of the time.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]

# The API, exports, feeds and badges are read by anyone from anywhere, without credentials.
CORS_URLS_REGEX = (
    r"^/(?!admin/)"
    r"(?:api/|\.well-known/api-catalog$|llms(?:-full)?\.txt$|.*\.(?:json|csv|md|atom|ics|svg|zip)$)"
)
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
# Browsers take the star for every header but Authorization.
CORS_ALLOW_HEADERS = ["*", "authorization"]
CORS_EXPOSE_HEADERS = [
    "Accept-Ranges",
    "Content-Disposition",
    "Content-Range",
    "ETag",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "Retry-After",
    "X-Data-Version",
    "X-Request-ID",
]

# How often one caller may ask the API; 0 is without a limit. All workers count in the same folder.
API_REQUESTS_PER_MINUTE = 120
API_COUNTS = BASE_DIR / "var" / "api-counts"
# The queries that took long, of all processes of this machine.
SLOW_QUERIES = BASE_DIR / "var" / "slow-queries.jsonl"
# The data set as files, made anew for each version of the data; all workers share them.
DATASET_FILES = BASE_DIR / "var" / "data-set"
# The same for what is made anew for a caller; what a cache answers is not counted.
PAGE_LIMITS = {"pages": 240, "exports": 60, "previews": 20, "corrections": 10, "logins": 20, "assistants": 120}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_THROTTLE_CLASSES": ["config.http.throttling.CallerThrottle"],
    # An address that a caller wrote into the header itself counts for nothing.
    "NUM_PROXIES": 1 if SECURE_PROXY_SSL_HEADER else 0,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "curation.web.api.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "config.api.openapi.ReadSchema",
    "EXCEPTION_HANDLER": "config.http.errors.api_error",
    # Learning resources have a filter of this name.
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Plumbline",
    "DESCRIPTION": (
        "Python web frameworks compared; every claim has a source and a date. "
        "[Examples, limits, errors and what may change](/api/)."
    ),
    "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    # Rises with every change of the API's answers; callers see it as schema_version.
    "VERSION": "1.7.0",
    "OAS_VERSION": "3.1.0",
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "config.api.openapi.fit"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "SourceKind": "frameworks.models.SourceKind",
        "ResourceKind": "frameworks.models.ResourceKind",
        "SupportLevel": "frameworks.models.SupportLevel",
        "AdoptionMetric": "frameworks.models.AdoptionMetric",
        "FactName": "frameworks.models.FactName",
        "FeatureGroup": "frameworks.models.FeatureGroup",
        "CriterionGroup": "reviews.models.CriterionGroup",
        "Basis": "reviews.models.Basis",
        "RemarkBasis": "reviews.models.RemarkBasis",
        "Verdict": "reviews.models.Verdict",
        "ConsensusVerdict": "reviews.guides.api.consensus.VERDICTS",
    },
}

logs.configure_structlog()
LOGGING = logs.logging_settings(debug=DEBUG)
