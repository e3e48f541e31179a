"""What must hold where the site is deployed, beyond Django's own checks."""

import stat
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

OWNER_ALONE = 0o600


def keep_to_owner(connection: Any, **_signal: Any) -> None:
    """Let nobody but its owner read a database that is a file; SQLite gives the files beside it the same mode."""
    file = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and file.is_file() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        file.chmod(OWNER_ALONE)


@register(Tags.security, deploy=True)
def behind_a_proxy(**_options: Any) -> list[CheckMessage]:
    """Warn where addresses are https and no proxy is said to be there: the server itself speaks no TLS."""
    if settings.ORIGIN.scheme != "https" or settings.SECURE_PROXY_SSL_HEADER:
        return []
    hint = (
        "Put a front server before the site that ends TLS and sets X-Forwarded-Proto and X-Forwarded-For itself, and "
        "set PLUMBLINE_BEHIND_PROXY=1. Without it every request is redirected, and all readers count as one caller."
    )
    words = "PLUMBLINE_ORIGIN is https, and nothing before the site speaks TLS."
    return [Warning(words, hint=hint, id="plumbline.W001")]
