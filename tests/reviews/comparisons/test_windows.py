"""Support windows on the pages of frameworks and comparisons."""

import pytest
import time_machine
from django.test import Client

from tests.factories import create_fact, create_framework, create_window
from tests.reading import text_at

pytestmark = pytest.mark.django_db

NOW = "2026-11-20T09:00Z"


@time_machine.travel(NOW)
def test_a_framework_page_draws_its_lines_with_what_they_say(client: Client) -> None:
    create_window(released="2025-04-02", security_until="2028-04")

    shown = text_at(client, "/frameworks/django/")

    assert 'aria-label="5.2: released 2025-04-02, security fixes until 2028-04."' in shown
    assert "the line is 2026-11-20" in shown


@time_machine.travel(NOW)
def test_release_lines_stand_in_the_order_of_time(client: Client) -> None:
    create_window(version="2028", released="2028-01")
    create_window(version="5.2", released="2025-04-02")

    page = text_at(client, "/frameworks/django/facts/")

    assert page.index('<th scope="row">5.2') < page.index('<th scope="row">2028')


def test_a_comparison_draws_what_gets_fixes_on_the_day_with_its_evidence(client: Client) -> None:
    create_window(released="2025-04-02", security_until="2028-04")
    create_window(version="4.2", released="2023-04-03", security_until="2026-04-07")
    create_framework(key="flask")

    shown = text_at(client, "/compare/django-vs-flask/facts/")

    assert 'aria-label="Django 5.2: released 2025-04-02, security fixes until 2028-04."' in shown
    assert 'href="/evidence/django/5.2/"' in shown
    assert "1 release line that has ended by then or not begun is left out" in shown
    assert "No support window is on record for Flask." in shown


@time_machine.travel(NOW)
def test_a_comparison_without_windows_says_so(client: Client) -> None:
    create_fact(framework="django")
    create_framework(key="flask")

    shown = text_at(client, "/compare/django-vs-flask/facts/")

    assert "<figure" not in shown
    assert "No support window is on record for Django and Flask." in shown


@time_machine.travel(NOW)
def test_windows_are_among_the_data_of_both_pages(client: Client) -> None:
    create_window(released="2025-04-02")
    create_framework(key="flask")

    for address in ("/frameworks/django.json", "/compare/django-vs-flask.json"):
        (row,) = client.get(address).json()["tables"]["windows"]["rows"]
        assert (row["framework"], row["release_line"]) == ("Django", "5.2")
        assert row["security_fixes_until"] == "no date published"
