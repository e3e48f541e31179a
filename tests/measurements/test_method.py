"""How figures come about."""

import pytest
from django.test import Client

from measurements.models import Measure, ProofVerdict
from measurements.speed.method import FORMULAS, VERDICTS

pytestmark = pytest.mark.django_db


def test_every_measure_and_every_verdict_is_explained() -> None:
    assert set(FORMULAS) == set(Measure)
    assert set(VERDICTS) == set(ProofVerdict)


def test_the_page_prints_them(client: Client) -> None:
    text = client.get("/speed/method/").text

    assert all(str(measure.label) in text for measure in Measure)
    assert "What 400 connections that each echoed once add" in text
