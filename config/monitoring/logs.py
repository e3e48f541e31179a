"""One line per event: JSON where the site is in production, readable where it is developed."""

import re
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor

SECRETS = re.compile(r"(?<=/corrections/)(?!new/)[^/?\s]+|(?<=[?&]preview=)[^&\s]+")
"""The parts of an address that open what is meant for few: a reader's correction, the preview of a change."""


def without_secrets(text: str) -> str:
    """Mask the secret parts of addresses in a text."""
    return SECRETS.sub("…", text)


def mask_secrets(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Mask secret parts of addresses, wherever a line of the log names one."""
    return {name: without_secrets(value) if isinstance(value, str) else value for name, value in event.items()}


SHARED_STEPS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    mask_secrets,
]
JSON_STEPS: list[Processor] = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
CONSOLE_STEPS: list[Processor] = [structlog.dev.ConsoleRenderer()]


def configure_structlog() -> None:
    """Send structlog's events through Python's logging, so that both kinds look alike."""
    structlog.configure(
        processors=[*SHARED_STEPS, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def logging_settings(*, debug: bool) -> dict[str, Any]:
    """Return Django's LOGGING: everything to standard error."""
    steps = CONSOLE_STEPS if debug else JSON_STEPS
    formatter = {
        "()": ProcessorFormatter,
        "processors": [ProcessorFormatter.remove_processors_meta, *steps],
        "foreign_pre_chain": SHARED_STEPS,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"events": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "events"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            # Without handlers of its own, Django's loggers pass on to the root.
            "django": {"handlers": [], "level": "INFO"},
            # It tells of every request that it begins and ends.
            "mcp": {"level": "WARNING"},
            # The request log says the same of every answer below 500.
            "django.request": {"level": "ERROR"},
            # Anybody can send another name; the request log has the refusal.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "level": "INFO"},
            # It would write a line for every question to the package index.
            "httpx": {"level": "WARNING"},
        },
    }
