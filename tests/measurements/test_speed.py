"""What frameworks cost, with the noise beside it."""

import pytest
from django.test import Client

from measurements.models import Measure
from measurements.speed.numbers import amount, share_of_core
from tests.factories import create_figure, create_framework, create_task

pytestmark = pytest.mark.django_db


def page(client: Client, address: str = "/speed/?task=json-answer", status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.text


@pytest.fixture
def measured() -> None:
    create_task(key="t01")
    create_figure(value=275_000, low=270_000, high=300_000, band=2, above=230_000)
    create_figure(framework="flask", value=190_000, band=1)
    create_figure(framework="flask", variant="gunicorn", label="gunicorn", value=340_000, band=2)


@pytest.mark.parametrize(
    ("measure", "value", "words"),
    [
        ("cpu-t01", 275_400, "275 µs"),
        ("cpu-t01", 7_250, "7.2 µs"),
        ("start-cpu", 250_000_000, "250 ms"),
        ("size-bare", 200_000, "0.2 MB"),
        ("memory-websocket", 14_336, "14 kB"),
        ("packages-bare", 12, "12"),
    ],
)
def test_a_value_is_shown_in_its_unit_with_few_digits(measure: str, value: int, words: str) -> None:
    assert amount(Measure(measure), value).words == words


def test_two_hundred_requests_of_half_a_millisecond_take_a_tenth_of_a_core() -> None:
    assert share_of_core(500_000, 200) == "10 %"


@pytest.mark.usefixtures("measured")
def test_the_share_of_a_core_is_worked_out_for_the_readers_own_rate(client: Client) -> None:
    assert "5.5 %" in page(client, "/speed/?task=json-answer&rate=200")


@pytest.mark.usefixtures("measured")
def test_a_variant_stands_in_brackets_beside_its_framework(client: Client) -> None:
    assert "Flask [gunicorn]" in page(client)


@pytest.mark.usefixtures("measured")
def test_frameworks_stand_in_bands_and_without_places(client: Client) -> None:
    text = page(client)

    assert '<td class="band">1</td>' in text
    assert text.index("Flask</a>") < text.index("Django</a>")


@pytest.mark.usefixtures("measured")
def test_the_interval_stands_beside_the_value(client: Client) -> None:
    assert "270 to 300" in page(client)


@pytest.mark.parametrize("rate", ["0", "-1", "1.5", "many", "100001", "²"])
@pytest.mark.usefixtures("measured")
def test_a_rate_that_is_no_number_of_requests_is_refused_with_what_is_allowed(client: Client, rate: str) -> None:
    assert "a whole number from 1 to 100,000" in page(client, f"/speed/?rate={rate}", 400)


@pytest.mark.usefixtures("measured")
def test_an_unknown_task_is_refused_with_those_there_are(client: Client) -> None:
    assert "allowed are json-answer" in page(client, "/speed/?task=chess", 400)


def test_a_framework_that_was_not_measured_is_not_in_the_chart(client: Client) -> None:
    create_task(key="t01")
    create_figure()
    create_framework(key="flask")

    assert "Flask" not in page(client).partition("<main")[2]


def test_a_question_that_nothing_answers_yet_says_so(client: Client) -> None:
    create_task(key="t02")
    create_figure(measure="cpu-t02")

    assert "not measured yet" in page(client, "/speed/")


def test_the_page_says_so_where_nothing_was_measured(client: Client) -> None:
    assert "Nothing has been measured yet." in page(client, "/speed/")


def test_an_unknown_part_suggests_those_there_are(client: Client) -> None:
    assert "/speed/start/" in page(client, "/speed/starts/", 404)


def test_a_part_shows_every_measure_of_its_question(client: Client) -> None:
    create_figure(measure="start-cpu", value=250_000_000)
    create_figure(measure="start-wall", value=400_000_000)

    text = page(client, "/speed/start/")

    assert "250" in text
    assert "400" in text


def test_runs_stand_with_their_machine_and_noise(client: Client) -> None:
    create_figure()

    assert "A processor, 2 cores, shared with others" in page(client, "/speed/runs/")


def test_the_feed_of_runs_counts_what_the_site_shows_of_each(client: Client) -> None:
    create_figure()

    text = client.get("/speed/runs/feed.atom").text

    assert "Shown on the site: 1 measurements." in text
    assert "/speed/runs/#run-2026-11-01</id>" in text


def test_exports_give_the_value_in_the_unit_of_the_measure(client: Client) -> None:
    create_task(key="t01")
    create_figure(value=275_000)

    (row,) = client.get("/speed.json?task=json-answer").json()["tables"]["figures"]["rows"]

    assert (row["value"], row["unit"]) == (275_000, "ns")
