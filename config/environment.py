"""What differs between machines, read from environment variables; an impossible value is refused."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SECRET_KEY_LENGTH = 50
METRICS_TOKEN_LENGTH = 20
# A mail server that says nothing would hold up the scheduler without end.
MAIL_SECONDS = 20
SQLITE_OPTIONS = {
    # Readers go on while one writer writes.
    "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000;",
    # A transaction that will write waits at its start instead of failing in its middle.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}
POSTGRESQL = "django.db.backends.postgresql"
PURGE_KINDS = ("varnish", "nginx", "post")
# A server's worker answers one request at a time and seldom needs more than one connection.
POSTGRESQL_POOL = {"min_size": 1, "max_size": 4}
# Without them, a server that is gone without a word would be waited for by the system's own measure: minutes where it
# has not taken a query yet, hours where it has.
POSTGRESQL_OPTIONS = {
    "connect_timeout": 5,
    "tcp_user_timeout": 2000,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 3,
}


def read_flag(name: str) -> bool:
    """Return whether a switch is on: 1 is on, 0 or nothing is off."""
    value = os.environ.get(name) or "0"
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}. Use 1 for on or 0 for off.")
    return value == "1"


def web_address(value: str) -> SplitResult | None:
    """Return the parts of an address on the web; None for anything else."""
    try:
        address = urlsplit(value)
        is_one = address.scheme in {"http", "https"} and bool(address.hostname) and address.port != 0
    except ValueError:
        return None
    return address if is_one else None


def read_origin() -> SplitResult:
    """Return the address visitors use, from PLUMBLINE_ORIGIN."""
    value = os.environ.get("PLUMBLINE_ORIGIN", "http://127.0.0.1:8000")
    origin = web_address(value)
    if origin is None or value != f"{origin.scheme}://{origin.netloc}" or "@" in value or "*" in value:
        raise ImproperlyConfigured(
            f"PLUMBLINE_ORIGIN is {value!r}. Name the one address visitors use, as in https://plumbline.example "
            "or http://127.0.0.1:8000: scheme, host and port, nothing after them."
        )
    return origin


def allowed_hosts(origin: SplitResult) -> list[str]:
    """Return the host names that requests may carry."""
    host = origin.hostname or ""
    bracketed = f"[{host}]" if ":" in host else host
    return LOOPBACK_HOSTS if bracketed in LOOPBACK_HOSTS else [bracketed]


def read_package_index() -> str:
    """Return the base address of a mirror of the package index, from PLUMBLINE_PACKAGE_INDEX; empty for none."""
    value = os.environ.get("PLUMBLINE_PACKAGE_INDEX", "")
    mirror = web_address(value)
    if value and (mirror is None or mirror.query or mirror.fragment):
        raise ImproperlyConfigured(
            f"PLUMBLINE_PACKAGE_INDEX is {value!r}. Name the base address below which a mirror answers at "
            "/pypi/NAME/json, as in https://mirror.example, or leave it empty for the package index itself."
        )
    return value


def read_adoption_list() -> str:
    """Return the folder or address of a newer copy of the adoption figures; empty for none."""
    return os.environ.get("PLUMBLINE_ADOPTION_LIST", "")


def read_security_contact() -> str:
    """Return where somebody reports a vulnerability, from PLUMBLINE_SECURITY_CONTACT; empty where none is named."""
    value = os.environ.get("PLUMBLINE_SECURITY_CONTACT", "")
    if value and not value.startswith(("https://", "mailto:", "tel:")):
        raise ImproperlyConfigured(
            f"PLUMBLINE_SECURITY_CONTACT is {value!r}. Give an address as in mailto:security@plumbline.example or "
            "https://plumbline.example/contact, or leave it empty for none."
        )
    return value


def read_secret_key(*, debug: bool) -> str:
    """Return the key that signs cookies, from DJANGO_SECRET_KEY or from the file `make` writes on its first run."""
    file = Path(os.environ.get("PLUMBLINE_SECRET_KEY_FILE", BASE_DIR / "var" / "secret-key"))
    key = os.environ.get("DJANGO_SECRET_KEY") or (file.read_text().strip() if file.is_file() else "")
    if debug:
        return key or "insecure-development-key"
    if len(key) < SECRET_KEY_LENGTH:
        problem = f"The secret key has {len(key)} characters" if key else "There is no secret key"
        raise ImproperlyConfigured(
            f"{problem}. Set DJANGO_SECRET_KEY to at least {SECRET_KEY_LENGTH} random characters, or write them to "
            f"{file} (`make secret-key` does). For development alone, set PLUMBLINE_DEBUG=1."
        )
    return key


def read_email() -> dict[str, Any]:
    """Return the settings of the mail server that EMAIL_URL names; where it names none, letters go to the console."""
    url = os.environ.get("EMAIL_URL") or "consolemail://"
    scheme = url.partition("://")[0]
    if scheme not in environ.Env.EMAIL_SCHEMES:
        raise ImproperlyConfigured(
            f"EMAIL_URL begins with {scheme[:20]!r}. Use smtp+tls://user:password@host:587 or smtp+ssl://…:465."
        )
    settings: dict[str, Any] = environ.Env.email_url_config(url)
    named = {name: value for name, value in settings.items() if name.startswith("EMAIL_")}
    return {"EMAIL_TIMEOUT": MAIL_SECONDS} | named


def read_database() -> dict[str, Any]:
    """Return the database that DATABASE_URL names, a SQLite file if it names none."""
    return database_at(os.environ.get("DATABASE_URL") or f"sqlite:///{BASE_DIR}/var/db.sqlite3", "DATABASE_URL")


def database_at(url: str, variable: str) -> dict[str, Any]:
    """Return the database at an address that a variable has."""
    scheme = url.partition("://")[0]
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"{variable} begins with {scheme[:20]!r}. Use sqlite:////path/to/file or postgresql://user:password@host/name."
        )
    try:
        database: dict[str, Any] = environ.Env.db_url_config(url)
    except ValueError:
        raise unreadable(variable) from None
    return tuned_sqlite(database) if scheme == "sqlite" else tuned_postgresql(database)


def unreadable(variable: str) -> ImproperlyConfigured:
    """Return what refuses an address; what a library says of it may be a piece of the password."""
    return ImproperlyConfigured(
        f"{variable} cannot be read. Its port is a number and its options are known ones; in a password, write %2F for "
        "a slash, %3F for a question mark and %23 for a number sign."
    )


def read_replicas() -> dict[str, dict[str, Any]]:
    """Return the replicas of the database by alias, from DATABASE_REPLICA_URLS."""
    urls = os.environ.get("DATABASE_REPLICA_URLS", "").split()
    databases = [database_at(url, "DATABASE_REPLICA_URLS") for url in urls]
    if any(database["ENGINE"] != POSTGRESQL for database in (read_database(), *databases) if databases):
        raise ImproperlyConfigured(
            "DATABASE_REPLICA_URLS names replicas, separated by spaces, and only PostgreSQL has any: give DATABASE_URL "
            "and each replica as postgresql://user:password@host/name, or leave the replicas out."
        )
    return {
        f"replica-{number}": database | {"TEST": {"MIRROR": "default"}} for number, database in enumerate(databases, 1)
    }


def tuned_sqlite(database: dict[str, Any]) -> dict[str, Any]:
    return database | {"OPTIONS": SQLITE_OPTIONS | database.get("OPTIONS", {}), "CONN_MAX_AGE": None}


def tuned_postgresql(database: dict[str, Any]) -> dict[str, Any]:
    pool = POSTGRESQL_POOL | {"timeout": float(os.environ.get("PLUMBLINE_DATABASE_WAIT", "5"))}
    options = {"pool": pool} | POSTGRESQL_OPTIONS | database.get("OPTIONS", {})
    return database | {"OPTIONS": options, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}


def read_shared_cache(site: str) -> dict[str, Any]:
    """Return the cache that nodes share, the Redis that CACHE_URL names; none where it names none."""
    url = os.environ.get("CACHE_URL", "")
    if not url:
        return {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    scheme, _, rest = url.partition("://")
    if scheme not in {"redis", "rediss", "unix"} or not rest.strip("/"):
        raise ImproperlyConfigured(
            f"CACHE_URL begins with {scheme[:20]!r}. Use redis://:password@host:6379/0, rediss:// for TLS, or "
            "unix:///path/to/socket, or leave it out: each process then keeps its own pages and counts."
        )
    # Importing it takes a tenth of the time in which a command of the site starts.
    from redis import ConnectionPool, RedisError

    try:
        ConnectionPool.from_url(url).make_connection()
    except (ValueError, TypeError, RedisError):
        raise unreadable("CACHE_URL") from None
    return {
        "BACKEND": "config.caching.shared_cache.SharedCache",
        "LOCATION": url,
        "KEY_PREFIX": f"plumbline:{site}",
        "OPTIONS": {
            "serializer": "config.caching.shared_cache.SignedSerializer",
            "socket_timeout": 0.25,
            "socket_connect_timeout": 0.25,
        },
    }


def read_cache_figures() -> list[str]:
    """Return where the HTTP caches before the site tell their figures, from PLUMBLINE_CACHE_FIGURES."""
    addresses = os.environ.get("PLUMBLINE_CACHE_FIGURES", "").split()
    for address in addresses:
        if web_address(address) is None:
            raise ImproperlyConfigured(
                f"PLUMBLINE_CACHE_FIGURES has {address.rpartition('@')[2]!r}. Name the addresses at which exporters "
                "tell Prometheus of each cache, separated by spaces, as in http://127.0.0.1:9131/metrics."
            )
    return addresses


def read_purge_addresses() -> list[tuple[str, str]]:
    """Return the caches that are told of publications, from PLUMBLINE_PURGE: the kind of each, and its address."""
    addresses = []
    for value in os.environ.get("PLUMBLINE_PURGE", "").split():
        kind, _, address = value.partition("+") if value.partition("://")[0].count("+") else ("post", "", value)
        if kind not in PURGE_KINDS or web_address(address) is None:
            raise ImproperlyConfigured(
                f"PLUMBLINE_PURGE has {value.rpartition('@')[2]!r}. Name the caches, separated by spaces: "
                "varnish+http://host:port for a PURGE, nginx+http://host:port to have the most read pages fetched "
                "anew, or http://host/path for a POST of the keys as JSON."
            )
        addresses.append((kind, address))
    return addresses


def read_metrics_token() -> str:
    """Return the word that opens /metrics, from PLUMBLINE_METRICS_TOKEN; empty where nobody may have them."""
    token = os.environ.get("PLUMBLINE_METRICS_TOKEN", "")
    if token and len(token) < METRICS_TOKEN_LENGTH:
        raise ImproperlyConfigured(
            f"PLUMBLINE_METRICS_TOKEN has {len(token)} characters. Give it {METRICS_TOKEN_LENGTH} random ones at "
            "least, or leave it empty: /metrics is then closed."
        )
    return token
