"""The SDK is large, and imported only where an assistant asks."""

import subprocess
import sys

START = """
import config.wsgi, sys
from django.urls import get_resolver
get_resolver().url_patterns
print("mcp" in sys.modules)
"""


def test_the_site_starts_without_the_sdk() -> None:
    answer = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "False"
