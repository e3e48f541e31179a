"""Every answer of every operation, with the whole catalogue, is as the OpenAPI document says."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from django.core.management import call_command
from django.test import Client

from config.api.documentation import openapi_document

DOCUMENT = openapi_document()
OPERATIONS = {path: methods["get"] for path, methods in DOCUMENT["paths"].items()}
ADDRESSES = [path for path in OPERATIONS if "{" not in path and not path.endswith(".zip")]
SCHEMAS = DOCUMENT["components"]["schemas"]
ROWS_OF_EACH = 5


@pytest.fixture(scope="module")
def _catalogue(shared_rows: None) -> None:
    call_command("load_catalogue", verbosity=0)
    call_command("import_lab_results", verbosity=0)


@pytest.mark.django_db
@pytest.mark.usefixtures("_catalogue")
@pytest.mark.parametrize("path", ADDRESSES)
def test_answers_hold_what_the_document_says(client: Client, path: str) -> None:
    for answer in pages(client, path, f"{path}?{query(OPERATIONS[path])}"):
        for row in rows_of(answer)[:ROWS_OF_EACH]:
            for below in [other for other in OPERATIONS if other.startswith(f"{path}{{")]:
                list(pages(client, below, f"{row['url']}{below.partition('}/')[2]}"))


def pages(client: Client, path: str, address: str | None) -> Iterator[Any]:
    """Ask for an address and the pages that follow it; yield their answers, each checked."""
    schema = OPERATIONS[path]["responses"]["200"]["content"]["application/json"]["schema"]
    check = jsonschema_rs.validator_for({**schema, "components": DOCUMENT["components"]})
    while address:
        response = client.get(address)
        assert response.status_code == 200, address
        answer = json.loads(response.getvalue())
        assert [f"{error.instance_path}: {error.message}" for error in check.iter_errors(answer)] == []
        yield answer
        address = answer.get("next") if isinstance(answer, dict) else None


def rows_of(answer: Any) -> list[Any]:
    return answer.get("results", []) if isinstance(answer, dict) else []


def query(operation: dict[str, Any]) -> str:
    """Return the parameters that an operation needs, with the values of their examples."""
    required = [parameter for parameter in operation.get("parameters", []) if parameter.get("required")]
    given = [f"{parameter['name']}={example_of(parameter)}" for parameter in required]
    return "&".join(given + ["page_size=100"] * ("page_size" in names_of(operation)))


def names_of(operation: dict[str, Any]) -> list[str]:
    return [parameter["name"] for parameter in operation.get("parameters", [])]


def example_of(parameter: dict[str, Any]) -> str:
    return str(next(iter(parameter["examples"].values()))["value"])


@pytest.mark.django_db
@pytest.mark.usefixtures("_catalogue")
@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/api/v1/comparisons/", "frameworks=django,fastapi,tornado&basis=graded"),
        ("/api/v1/comparisons/", "frameworks=cherrypy,bottle&only=differences&against=bottle"),
        ("/api/v1/finder/", "build=api&need=openapi&w=footprint.3"),
        ("/api/v1/finder/", "build=api&need=openapi&need=admin"),
        ("/api/v1/consensus/", "basis=graded"),
    ],
)
def test_answers_to_further_questions_hold_it_too(client: Client, path: str, parameters: str) -> None:
    assert list(pages(client, path, f"{path}?{parameters}"))


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects that a schema describes, nested ones too."""
    if isinstance(schema, dict):
        if "properties" in schema and isinstance(schema["properties"], dict):
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


def test_every_property_always_comes() -> None:
    lacking = [
        schema["properties"].keys() - set(schema["required"])
        for schema in objects([SCHEMAS, DOCUMENT["paths"]])
        if schema.keys() >= {"type", "properties"}
    ]
    assert len(lacking) > 50
    assert not set().union(*lacking)


def test_every_property_says_what_it_means() -> None:
    described = [
        (name, part.get("description"))
        for schema in objects([SCHEMAS, DOCUMENT["paths"]])
        if schema.get("type") == "object"
        for name, part in schema["properties"].items()
    ]
    assert len(described) > 800
    assert [name for name, meaning in described if not meaning] == []


def test_every_parameter_says_what_it_means() -> None:
    parameters = [
        (path, parameter) for path, operation in OPERATIONS.items() for parameter in operation.get("parameters", [])
    ]
    assert [(path, one["name"]) for path, one in parameters if not one.get("description")] == []


def test_what_is_replaced_is_marked() -> None:
    assert SCHEMAS["Fact"]["properties"]["value"]["deprecated"] is True
    assert "`size_bytes`" in SCHEMAS["Fact"]["properties"]["value"]["description"]
    assert "deprecated" not in SCHEMAS["Fact"]["properties"]["size_bytes"]


def test_an_address_that_may_be_empty_is_not_called_one() -> None:
    framework = SCHEMAS["Framework"]["properties"]
    assert "format" not in framework["website"]
    assert (framework["website_url"]["type"], framework["website_url"]["format"]) == (["string", "null"], "uri")


def test_every_response_says_what_it_means() -> None:
    responses = DOCUMENT["components"]["responses"]
    assert {
        "206",
        "301",
        "304",
        "400",
        "404",
        "405",
        "406",
        "410",
        "414",
        "416",
        "429",
        "500",
        "503",
    } == responses.keys()
    assert all(response["description"] for response in responses.values())


def test_every_subject_of_operations_is_described() -> None:
    used = {tag for operation in OPERATIONS.values() for tag in operation["tags"]}
    assert {tag["name"] for tag in DOCUMENT["tags"] if tag["description"]} == used


def test_parts_of_the_data_set_are_told() -> None:
    told = OPERATIONS["/api/v1/dataset/"]["responses"]
    assert {"206", "416"} < told.keys()
    assert "Last-Modified" in told["200"]["headers"]


def test_choices_in_answers_may_grow() -> None:
    assert [name for name, schema in SCHEMAS.items() if "enum" in schema] == []
    assert "builtin" in SCHEMAS["SupportLevel"]["x-extensible-enum"]


@pytest.mark.parametrize("path", OPERATIONS)
def test_every_operation_tells_its_refusals_and_its_headers(path: str) -> None:
    operation = OPERATIONS[path]
    assert {"304", "400", "405", "406", "429", "500", "503"} < operation["responses"].keys()
    assert {"ETag", "X-Data-Version", "RateLimit-Remaining"} < operation["responses"]["200"]["headers"].keys()
    assert operation["summary"]
    assert operation["responses"]["200"]["description"]


def test_the_document_says_where_the_site_is() -> None:
    assert (DOCUMENT["openapi"], [server["url"] for server in DOCUMENT["servers"]]) == (
        "3.1.0",
        ["http://127.0.0.1:8000"],
    )
