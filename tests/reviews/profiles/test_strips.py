"""Strips that show where a framework stands among all that were measured."""

import pytest
from django.test import Client

from measurements.models import Measure
from measurements.speed.beside import MeasuredLine
from reviews.profiles.strips import EDGE, WIDTH, strips_of
from tests.factories import create_figure
from tests.reading import text_at

SIZE = Measure.SIZE_BARE


def line(framework: str, value: int, noise: int = 0) -> MeasuredLine:
    key = f"{framework}/{SIZE}/default"
    return MeasuredLine(key, framework, SIZE, "default", value, value - noise, value + noise, "run")


def test_the_least_stands_at_the_right_end() -> None:
    assert strips_of("a", [line("a", 10), line("b", 1000)])[SIZE].dot == WIDTH - EDGE


def test_the_scale_is_one_of_ratios() -> None:
    assert strips_of("b", [line("a", 10), line("b", 100), line("c", 1000)])[SIZE].dot == WIDTH / 2


def test_those_whose_intervals_touch_share_their_places() -> None:
    figures = [line("a", 10), line("b", 100, noise=5), line("c", 104, noise=5)]

    assert strips_of("b", figures)[SIZE].label == "Place 2 to 3 of 3"


def test_a_figure_without_another_value_has_no_strip() -> None:
    assert not strips_of("a", [line("a", 10), line("b", 10)])


def test_what_was_not_measured_has_no_strip() -> None:
    assert not strips_of("a", [line("b", 10), line("c", 20)])


@pytest.mark.django_db
def test_the_page_of_a_framework_says_its_place(client: Client) -> None:
    create_figure(framework="django", measure=SIZE, value=20)
    create_figure(framework="flask", measure=SIZE, value=10)

    assert "Place 2 of 2" in text_at(client, "/frameworks/django/")
