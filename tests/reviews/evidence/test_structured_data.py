"""What search engines read of statements, frameworks and the data set, in the vocabulary of schema.org."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import create_fact, create_framework, create_statement
from tests.reading import text_at

pytestmark = pytest.mark.django_db


def described(client: Client, address: str, kind: str) -> list[dict[str, Any]]:
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text_at(client, address), re.DOTALL)
    return [data for data in map(json.loads, scripts) if data["@type"] == kind]


def test_a_checked_statement_is_a_review_of_a_claim(client: Client) -> None:
    create_statement(text="Django <is> fast.", verdict="outdated")

    [review] = described(client, "/evidence/ps/01/", "ClaimReview")

    assert review["claimReviewed"] == "Django <is> fast."
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Outdated"}
    assert review["itemReviewed"]["author"]["name"] == "Guide PS"


def test_one_that_cannot_be_checked_is_none(client: Client) -> None:
    create_statement(verdict="cannot-be-checked")

    assert described(client, "/evidence/ps/01/", "ClaimReview") == []


def test_a_framework_is_source_code_with_its_version_and_licence(client: Client) -> None:
    create_fact(name="latest-version", value="6.0.1")
    create_fact(name="licence", value="BSD-3-Clause")

    [code] = described(client, "/frameworks/django/", "SoftwareSourceCode")

    assert (code["version"], code["license"]) == ("6.0.1", "BSD-3-Clause")


def test_what_is_not_on_record_is_left_out(client: Client) -> None:
    create_framework()

    [code] = described(client, "/frameworks/django/", "SoftwareSourceCode")

    assert not {"version", "license"} & set(code)


def test_the_catalogue_is_a_data_set_with_its_licence(client: Client) -> None:
    [dataset] = described(client, "/api/", "Dataset")

    assert dataset["license"].startswith("https://creativecommons.org/licenses/by/4.0")
    assert dataset["distribution"][0]["contentUrl"] == "http://127.0.0.1:8000/api/v1/dataset/"
