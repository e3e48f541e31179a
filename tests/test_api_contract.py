"""The API keeps to its own OpenAPI document: it is valid, and answers to whatever it allows are as it says."""

from io import StringIO

import pytest
import schemathesis
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from config.documentation import openapi_document
from config.wsgi import application
from tests.factories import create_fact, create_rating, create_recommendation, create_remark, create_support

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


schema = schemathesis.openapi.from_dict(openapi_document())
schema.app = application


@pytest.fixture(autouse=True)
def _rows(db: None, open_connection: None) -> None:
    create_support()
    create_fact()
    create_rating()
    create_remark()
    create_recommendation(picks={"django": "recommended"})


@pytest.mark.django_db
@schema.parametrize()
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_the_document_says(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})


def test_document_is_valid_and_without_warnings() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


@pytest.mark.django_db
def test_document_describes_every_route(client: Client) -> None:
    described = set(client.get("/api/schema/").json()["paths"])
    listed = {address.removeprefix("http://testserver") for address in client.get("/api/v1/").json().values()}
    assert listed < described
