"""Figures for Prometheus, closed to the public."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from config import environment
from config.environment import BASE_DIR

TOKEN = "a-word-for-the-keeper-alone"
ASK = """
import django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
client = Client(headers={"Host": "127.0.0.1"})
client.get("/frameworks.json")
client.get("/frameworks/nowhere.json")
print(client.get("/metrics", headers={"Authorization": "Bearer a-word-for-the-keeper-alone"}).text)
"""


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "Bearer ", "Bearer x"])
def test_without_a_token_there_is_no_such_address(client: Client, token: str) -> None:
    assert client.get("/metrics", headers={"Authorization": token}).status_code == 404


def test_whoever_has_the_token_reads_what_was_answered_and_how_the_site_does(tmp_path: Path) -> None:
    own = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PLUMBLINE_METRICS_TOKEN": TOKEN,
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
    }
    told = subprocess.run(
        [sys.executable, "-c", ASK], cwd=BASE_DIR, env=os.environ | own, capture_output=True, text=True, check=True
    ).stdout
    assert 'plumbline_requests_total{cache="made",kind="page",status="200"} 1.0' in told
    assert 'plumbline_requests_total{cache="made",kind="page",status="404"} 1.0' in told
    assert "plumbline_scheduler_running 0.0" in told


def test_a_short_token_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_METRICS_TOKEN", "short")
    with pytest.raises(ImproperlyConfigured, match="^PLUMBLINE_METRICS_TOKEN has 5 characters"):
        environment.read_metrics_token()
