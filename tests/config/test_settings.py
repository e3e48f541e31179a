"""What the settings become in a process of their own, from its environment alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.environment import BASE_DIR

TLS = ["SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
PRINT = f"""
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {TLS}}}))
"""


def run_python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("http://127.0.0.1:8000", [False, 0, False, False]),
        ("https://plumbline.example", [True, 31_536_000, True, True]),
    ],
)
def test_tls_follows_from_the_origin(origin: str, expected: list[object]) -> None:
    result = run_python("-c", PRINT, PLUMBLINE_ORIGIN=origin)
    assert list(json.loads(result.stdout).values()) == expected


def test_production_without_a_secret_key_does_not_start(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "none")
    result = run_python("manage.py", "check", DJANGO_SECRET_KEY="", PLUMBLINE_SECRET_KEY_FILE=nowhere)
    assert result.returncode == 1
    assert "There is no secret key. Set DJANGO_SECRET_KEY" in result.stderr


def test_production_without_a_host_does_not_start() -> None:
    result = run_python("manage.py", "check", PLUMBLINE_ORIGIN="https://")
    assert result.returncode == 1
    assert "PLUMBLINE_ORIGIN is 'https://'. Name the one address visitors use" in result.stderr
