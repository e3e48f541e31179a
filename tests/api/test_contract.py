"""The API keeps to its own OpenAPI document: it is valid, and answers to whatever it allows are as it says."""

from http import HTTPStatus
from io import StringIO
from typing import Any, cast

import pytest
import schemathesis
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.pytest.lazy import get_all_tests
from schemathesis.python._constants.orchestrator import build_constants_pool
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from config.api.documentation import openapi_document
from tests.factories import create_fact, create_rating, create_recommendation, create_remark, create_support

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]

FEW = settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
OPERATIONS = [(path, method) for path, methods in openapi_document()["paths"].items() for method in methods]


@pytest.fixture(scope="session")
def whole_schema() -> BaseSchema:
    schema = schemathesis.openapi.from_dict(openapi_document())
    schema.app = get_wsgi_application()
    build_constants_pool(schema)
    return schema


@pytest.fixture(autouse=True)
def _rows(db: None, open_connection: None) -> None:
    create_support()
    create_fact()
    create_rating()
    create_remark()
    create_recommendation(picks={"django": "recommended"})


# Schemathesis makes a test for each operation while tests are collected, which takes every process ten seconds, and its
# fixtures, which wait until a test runs, need an older pytest. So its test is made here by hand.
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_as_the_document_says(whole_schema: BaseSchema, path: str, method: str) -> None:
    schema = whole_schema.include(path=path, method=method)
    # The values that it finds in the site's code are the same for every operation, and take long to find.
    schema._constants_pool_cache = whole_schema._constants_pool_cache
    (made,) = get_all_tests(schema=schema, test_func=answers_as_it_says, settings=FEW, given_kwargs={})
    _operation, test = cast(Any, made).ok()
    test()


def answers_as_it_says(case: schemathesis.Case) -> None:
    headers = {"Accept-Encoding": "identity"}
    answer = case.call(headers=headers)
    left_out: set[Any] = set()
    # A version that is no longer read is refused with 410 before anything else is looked at.
    if answer.status_code == HTTPStatus.GONE:
        left_out.add(negative_data_rejection)
    # Rows shortened on request lack what the schema requires of whole ones.
    if "fields" in (case.query or {}):
        left_out.add(response_schema_conformance)
    checks = [check for check in CHECKS if check not in left_out]
    case.validate_response(answer, checks=checks, headers=headers)


def test_document_is_valid_and_without_warnings() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


@pytest.mark.django_db
def test_document_describes_every_route(client: Client) -> None:
    described = set(client.get("/api/schema/").json()["paths"])
    listed = {address.removeprefix("http://127.0.0.1:8000") for address in client.get("/api/v1/").json().values()}
    assert listed < described
