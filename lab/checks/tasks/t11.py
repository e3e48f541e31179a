"""An OpenAPI document of the tasks T01 and T02."""

import re
from typing import Any

from lab.checks.checker import Checker

READY = "/openapi.json"
FIELDS = {"customer", "email", "quantity", "lines"}


class Document:
    """An OpenAPI document whose references are followed."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw if isinstance(raw, dict) else {}

    def follow(self, node: Any) -> dict[str, Any]:
        """The object that a node is or refers to."""
        for _ in range(20):
            if not isinstance(node, dict):
                return {}
            if "$ref" not in node:
                return node
            target: Any = self.raw
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target.get(part.replace("~1", "/").replace("~0", "~"), {})
            node = target
        return {}

    def merged(self, node: Any) -> dict[str, Any]:
        """A schema with its allOf parts, and with the part of anyOf or oneOf that is not null."""
        schema = dict(self.follow(node))
        parts = list(schema.get("allOf", []))
        for key in ("anyOf", "oneOf"):
            parts += [part for part in schema.get(key, []) if self.follow(part).get("type") != "null"][:1]
        for part in parts:
            schema = {**self.merged(part), **schema}
        return schema

    def operation(self, path: str, method: str) -> dict[str, Any]:
        """The operation at a path, whatever the name of its parameter and a slash at the end."""
        for template, item in self.raw.get("paths", {}).items():
            if re.sub(r"\{[^}]*\}", "{}", template).rstrip("/") == path:
                shared = self.follow(item).get("parameters", [])
                operation = self.follow(self.follow(item).get(method))
                return {**operation, "parameters": [*shared, *operation.get("parameters", [])]} if operation else {}
        return {}

    def parameter(self, operation: dict[str, Any], name: str) -> dict[str, Any]:
        parameters = [self.follow(parameter) for parameter in operation.get("parameters", [])]
        return next((parameter for parameter in parameters if parameter.get("name") == name), {})

    def schema(self, holder: dict[str, Any]) -> dict[str, Any]:
        return self.merged(holder.get("schema"))

    def body(self, operation: dict[str, Any]) -> dict[str, Any]:
        content = self.follow(operation.get("requestBody")).get("content", {})
        return self.schema(content.get("application/json", {}))


def document(check: Checker) -> Document:
    return Document(check.client().get("/openapi.json").json())


def is_openapi_3(check: Checker) -> None:
    version = str(document(check).raw.get("openapi", ""))
    check.must(version.startswith("3."), "the document is OpenAPI 3", version)


def describes_parameters(check: Checker) -> None:
    doc = document(check)
    operation = doc.operation("/api/items/{}", "get")
    limit, number = doc.parameter(operation, "limit"), doc.parameter(operation, "id")
    schema = doc.schema(limit)
    bounds = (at_least(schema), at_most(schema))
    in_query = limit.get("in") == "query" and schema.get("type") == "integer"
    check.must(in_query, "limit is an integer of the query", limit)
    check.must(bounds == (1, 50), "limit is between 1 and 50", schema)
    check.must(number.get("in") == "path" and number.get("required") is True, "id is required in the path", number)
    check.must(doc.schema(number).get("type") == "integer", "id is an integer", number)


def at_most(schema: dict[str, Any]) -> Any:
    exclusive = schema.get("exclusiveMaximum")
    return exclusive - 1 if isinstance(exclusive, int) and not isinstance(exclusive, bool) else schema.get("maximum")


def at_least(schema: dict[str, Any]) -> Any:
    exclusive = schema.get("exclusiveMinimum")
    return exclusive + 1 if isinstance(exclusive, int) and not isinstance(exclusive, bool) else schema.get("minimum")


def describes_the_body(check: Checker) -> None:
    doc = document(check)
    operation = doc.operation("/api/orders", "post")
    body = doc.body(operation)
    properties = body.get("properties", {})
    check.must(set(body.get("required", ())) >= FIELDS, "the body's fields are required", body)
    quantity = doc.merged(properties.get("quantity"))
    check.must(at_most(quantity) == 99, "quantity is at most 99", quantity)
    line = doc.merged(doc.merged(properties.get("lines")).get("items"))
    pattern = doc.merged(line.get("properties", {}).get("sku")).get("pattern", "")
    right = bool(pattern) and bool(re.search(pattern, "ABC-1234")) and not re.search(pattern, "abc-12345")
    check.must(right, "the nested sku has its pattern", pattern or line)
    responses = [str(status) for status in operation.get("responses", {})]
    check.must("201" in responses, "the answer 201 is declared", responses)


STEPS = [is_openapi_3, describes_parameters, describes_the_body]
