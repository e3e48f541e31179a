"""Whatever the OpenAPI document calls valid in a list's filters is answered, and never refused.

Which words name rows is not in the document, because it changes with the catalogue while clients keep the document.
The API itself says it when it refuses one; here those words are put into the document before it is tried.
"""

import copy
import datetime
from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, assume, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from config.api import router
from config.documentation import openapi_document
from config.wsgi import application
from frameworks.queries import LONGEST_VALUE
from tests.factories import create_fact, create_rating, create_recommendation, create_remark, create_support
from tests.frameworks.api_rows import create_covering_resource

LISTS = [f"/api/v1/{prefix}/" for prefix, _view, _name in router.registry]
PARTS = {"level": "feature", "at_least": "criterion"}
"""On the list of frameworks, what says more about another filter and is refused without it."""
NOBODY = "nobody-has-this"


def words(client: Client, path: str, name: str) -> list[str]:
    """Return the values that a filter has at the moment, as a refusal lists them."""
    with_whole = {"criterion": "scalability"} if name == "at_least" else {}
    refused = client.get(path, {**with_whole, name: NOBODY}).json()["error"]["details"]
    allowed: list[str] = refused[0]["allowed"]
    return allowed


def filled(parameter: dict[str, Any], client: Client, path: str) -> dict[str, Any] | None:
    """Return a parameter with the words it can have; None where there is none at the moment."""
    schema = parameter["schema"]
    if parameter["name"] == "as-of":
        return {**parameter, "schema": {**schema, "enum": [datetime.date.today().isoformat()]}}
    of_data = schema.get("items", schema).get("pattern") and parameter["name"] != "q"
    if not of_data:
        return parameter
    allowed = words(client, path, parameter["name"])
    word = {"type": "string", "enum": allowed}
    return {**parameter, "schema": {**schema, "items": word} if "items" in schema else word} if allowed else None


@pytest.fixture(autouse=True)
def _rows(db: None, open_connection: None) -> None:
    create_rating()
    create_support()
    create_fact()
    create_remark()
    create_recommendation(picks={"django": "recommended"})
    create_covering_resource(1)


def operation_at(client: Client, path: str) -> Any:
    """Return the reading of a list as the document has it, with the words of the moment."""
    document = copy.deepcopy(openapi_document())
    operation = document["paths"][path]["get"]
    found = (filled(one, client, path) for one in operation["parameters"])
    operation["parameters"] = [one for one in found if one]
    schema = schemathesis.openapi.from_dict(document)
    schema.app = application
    return schema[path]["GET"]


@pytest.mark.parametrize("path", LISTS)
def test_every_valid_query_is_answered(client: Client, path: str) -> None:
    @given(case=operation_at(client, path).as_strategy())
    @settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def answered(case: schemathesis.Case) -> None:
        # A document can say neither how long a list is as a whole nor which parameter needs another.
        assume(len(",".join(case.query.get("ordering", ()))) <= LONGEST_VALUE)
        if path == "/api/v1/frameworks/":
            assume(all(whole in case.query for part, whole in PARTS.items() if part in case.query))
        case.call_and_validate(checks=[positive_data_acceptance], headers={"Accept-Encoding": "identity"})

    answered()
