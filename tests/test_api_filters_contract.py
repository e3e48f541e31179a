"""Whatever the OpenAPI document calls valid in a query is answered, and never refused.

Which words name rows is not in the document, because it changes with the catalogue while clients keep the document.
The API itself says it when it refuses one; here those words are put into the document before it is tried.
"""

import copy
import datetime
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, assume, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from config.api.documentation import openapi_document
from config.api.urls import router
from curation.web.querystrings import LONGEST_VALUE
from tests.factories import (
    create_fact,
    create_framework,
    create_rating,
    create_recommendation,
    create_remark,
    create_support,
)
from tests.frameworks.api_rows import create_covering_resource

LISTS = [f"/api/v1/{prefix}/" for prefix, _view, _name in router.registry]
ROWS = {
    "frameworks/{slug}": "django",
    "support/{key}": "django/orm",
    "facts/{key}": "django/latest-version",
    "facts/{key}/history": "django/latest-version",
    "ratings/{key}": "django/scalability/ps",
    "consensus/{key}": "django/scalability",
}
OTHERS = [f"/api/v1/{path}/" for path in ("comparisons", "finder", "search", "dataset", *ROWS)]
COMPARED = {"frameworks": ["django,flask", "flask,django"], "against": ["django", "flask"]}
"""What a comparison takes, which names rows too."""
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
    if parameter["in"] == "path":
        return {**parameter, "schema": {"type": "string", "enum": [ROWS[path.removeprefix("/api/v1/")[:-1]]]}}
    if path == "/api/v1/comparisons/" and parameter["name"] in COMPARED:
        return {**parameter, "schema": {"type": "string", "enum": COMPARED[parameter["name"]]}}
    if parameter["name"] == "version" and path in LISTS:
        return {**parameter, "schema": {**schema, "enum": [int(client.get(path).headers["X-Data-Version"])]}}
    if parameter["name"] == "as-of":
        return {**parameter, "schema": {**schema, "enum": [datetime.date.today().isoformat()]}}
    of_data = path in LISTS and schema.get("items", schema).get("pattern") and parameter["name"] != "q"
    if not of_data:
        return parameter
    allowed = words(client, path, parameter["name"])
    word = {"type": "string", "enum": allowed}
    return {**parameter, "schema": {**schema, "items": word} if "items" in schema else word} if allowed else None


@pytest.fixture(autouse=True)
def _rows(db: None, open_connection: None) -> None:
    create_rating()
    create_support()
    create_framework(key="flask")
    create_fact()
    create_remark()
    create_recommendation(picks={"django": "recommended"})
    create_covering_resource(1)


def operation_at(client: Client, path: str) -> Any:
    """Return the reading of a list as the document has it, with the words of the moment."""
    document = copy.deepcopy(openapi_document())
    operation = document["paths"][path]["get"]
    parameters = (filled(parameter, client, path) for parameter in operation.get("parameters", ()))
    operation["parameters"] = [parameter for parameter in parameters if parameter]
    schema = schemathesis.openapi.from_dict(document)
    schema.app = get_wsgi_application()
    return schema[path]["GET"]


@pytest.mark.parametrize("path", [*LISTS, *OTHERS])
def test_every_valid_query_is_answered(client: Client, path: str) -> None:
    @given(case=operation_at(client, path).as_strategy())
    @settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def answered(case: schemathesis.Case) -> None:
        # A document can say neither how long a list is as a whole, nor which parameter needs another, nor that each
        # driver is to be named once.
        assume(len(",".join(case.query.get("ordering", ()))) <= LONGEST_VALUE)
        if path == "/api/v1/frameworks/":
            assume(all(whole in case.query for part, whole in PARTS.items() if part in case.query))
        drivers = [weight.partition(".")[0] for weight in str(case.query.get("w", "")).split(",")]
        assume(len(drivers) == len(set(drivers)))
        answer = case.call_and_validate(checks=[positive_data_acceptance], headers={"Accept-Encoding": "identity"})
        # A page beyond the last is a 404 that the document knows; nothing but lists has pages.
        assert path in (*LISTS, "/api/v1/search/") or answer.status_code == 200

    answered()
