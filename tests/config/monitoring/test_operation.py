"""What an administrator sees of caches and queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django import Settings

from config.monitoring import slow_queries
from config.monitoring.metrics import answered
from tests.editorial.desk.pages import client_of, staff
from tests.local_server import Handler, Site, serving

EXPORTED = """\
# HELP varnish_main_cache_hit Cache hits
# TYPE varnish_main_cache_hit counter
varnish_main_cache_hit 995
# HELP varnish_main_cache_hit_grace Cache grace hits
# TYPE varnish_main_cache_hit_grace counter
varnish_main_cache_hit_grace 7
# HELP varnish_main_cache_miss Cache misses
# TYPE varnish_main_cache_miss counter
varnish_main_cache_miss 5
# HELP varnish_up Was the last scrape of varnish successful.
# TYPE varnish_up gauge
varnish_up 1
"""
"""As Debian's prometheus-varnish-exporter 1.6 writes it, in short."""

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings: Settings) -> Path:
    return Path(settings.SLOW_QUERIES)


@pytest.fixture
def administrator() -> Client:
    return client_of(staff("Administrators", "ada"))


@pytest.mark.parametrize(("role", "status"), [("Administrators", 200), ("Publishers", 403), ("Editors", 403)])
def test_administrators_alone_see_it(role: str, status: int) -> None:
    assert client_of(staff(role, "ada")).get(reverse("operation")).status_code == status


def test_whoever_is_signed_out_is_led_to_the_door(client: Client) -> None:
    assert client.get(reverse("operation")).status_code == 302


def test_an_unknown_parameter_is_refused(administrator: Client) -> None:
    assert administrator.get(reverse("operation"), {"sort": "mean"}).status_code == 400


def test_it_says_how_many_pages_were_kept(administrator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(answered, "memory", 30)
    monkeypatch.setitem(answered, "made", 10)

    assert "30 10 75.0%" in words_of(administrator.get(reverse("operation")).text)


@pytest.mark.usefixtures("cached_pages")
def test_a_page_that_was_kept_is_counted(client: Client) -> None:
    before = answered["memory"]
    client.get("/method/")
    client.get("/method/")

    assert answered["memory"] == before + 1


def test_a_query_that_took_long_is_shown_without_its_values(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_queries, "SLOW", 0)
    User.objects.filter(username="someone-private").exists()
    monkeypatch.undo()

    page = administrator.get(reverse("operation")).text
    assert "FROM &quot;auth_user&quot;" in page
    assert "someone-private" not in page


def test_a_query_that_did_not_take_long_is_not(file: Path) -> None:
    User.objects.count()

    assert not file.exists()


def test_no_more_than_some_queries_are_on_record(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_queries, "MOST_BYTES", 20_000)
    for number in range(1000):
        slow_queries.note(f"SELECT {number}", 1, "default")

    assert file.stat().st_size <= 20_000
    assert slow_queries.noted()[0]["statement"] == "SELECT 999"


def test_a_line_that_was_cut_is_passed_over(file: Path) -> None:
    slow_queries.note("SELECT 1", 1, "default")
    file.write_text(file.read_text() + '{"at": "2026-')

    assert [query["statement"] for query in slow_queries.noted()] == ["SELECT 1"]


def test_a_query_is_answered_where_no_line_can_be_written(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SLOW_QUERIES = Path("/proc/slow-queries.jsonl")
    monkeypatch.setattr(slow_queries, "SLOW", 0)

    assert User.objects.count() == 0


def test_postgresql_without_its_extension_says_how_to_have_it(administrator: Client) -> None:
    page = administrator.get(reverse("operation")).text

    assert ("CREATE EXTENSION pg_stat_statements" in page) == (connection.vendor == "postgresql")


def test_the_newest_is_on_top() -> None:
    slow_queries.note("SELECT 1", 0.5, "default")
    slow_queries.note("SELECT 2", 0.25, "replica-1")

    assert [(query["milliseconds"], query["database"]) for query in slow_queries.noted()] == [
        (250, "replica-1"),
        (500, "default"),
    ]


@dataclass
class Exporter(Site):
    """What tells Prometheus of a Varnish."""

    text: str = ""
    status: int = 200


class ExporterHandler(Handler[Exporter]):
    def do_GET(self) -> None:
        body = self.site.text.encode()
        self.send_response(self.site.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def exporter(settings: Settings) -> Iterator[Exporter]:
    with serving(Exporter(), ExporterHandler) as exporter:
        settings.CACHE_FIGURES = [f"{exporter.address}/metrics"]
        yield exporter


def words_of(page: str) -> str:
    return " ".join(strip_tags(page.replace("</td>", " ").replace("</th>", " ")).split())


def test_without_an_exporter_nothing_is_said_of_varnish(administrator: Client) -> None:
    assert "Varnish" not in administrator.get(reverse("operation")).text


def test_how_often_varnish_had_what_it_was_asked_for_is_shown(exporter: Exporter, administrator: Client) -> None:
    exporter.text = EXPORTED

    assert "Varnish 995 5 99.5%" in words_of(administrator.get(reverse("operation")).text)


@pytest.mark.parametrize(
    ("status", "text", "why"),
    [
        (500, "", "it answered 500"),
        (200, "<html>", "what it tells has no varnish_main_cache_hit"),
        (200, "up 1\n", "what it tells has no varnish_main_cache_hit"),
    ],
)
def test_an_exporter_that_does_not_tell_is_unknown_and_not_zero(
    exporter: Exporter, administrator: Client, status: int, text: str, why: str
) -> None:
    exporter.status, exporter.text = status, text
    page = words_of(administrator.get(reverse("operation")).text)

    assert "Varnish unknown unknown unknown 127.0.0.1:" in page
    assert why in page


def test_an_exporter_that_is_gone_is_unknown(settings: Settings, administrator: Client) -> None:
    settings.CACHE_FIGURES = ["http://someone:secret@127.0.0.1:9/metrics"]
    page = words_of(administrator.get(reverse("operation")).text)

    assert "Varnish unknown unknown unknown 127.0.0.1:9: it does not answer: ConnectError" in page
