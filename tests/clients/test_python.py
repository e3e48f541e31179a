"""Clients and models in Python, as generators make them, read every row, and lose nothing of it."""

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from tests.clients.conftest import Document, Run
from tests.clients.walk import walk


def test_openapi_python_client_reads_every_row(
    run_here: Run, workshop: Path, site: str, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = ["--config", "openapi-python-client.yaml", "--meta", "none", "--fail-on-warning"]
    run_here("openapi-python-client", "generate", "--path", "openapi.json", "--output-path", "made_client", *settings)
    monkeypatch.syspath_prepend(workshop)
    made = import_module("made_client")
    tags = {methods["get"]["operationId"]: methods["get"]["tags"][0] for methods in document["paths"].values()}

    def ask(operation: str, wanted: dict[str, Any]) -> Any:
        module = import_module(f"made_client.api.{tags[operation].replace('-', '_').replace('.', '_')}.{operation}")
        answer = module.sync_detailed(client=client, **wanted)
        if operation == "dataset_csv":
            return answer.parsed.payload.read()
        read = as_json(answer.parsed)
        assert same_times(json.dumps(read)) == same_times(answer.content.decode())
        return read

    with made.Client(base_url=site, timeout=60) as client:
        assert sum(walk(document, ask).values()) > 5000


def same_times(text: str) -> Any:
    """Read JSON, with times that end in Z written as Python writes them."""
    return json.loads(re.sub(r'(T\d\d:\d\d[\d:.]*)Z"', r'\1+00:00"', text))


def as_json(parsed: Any) -> Any:
    return [one.to_dict() for one in parsed] if isinstance(parsed, list) else parsed.to_dict()


def test_models_of_datamodel_code_generator_read_every_row(
    run_here: Run, workshop: Path, document: Document, answers: dict[str, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ["--input-file-type", "openapi", "--output", "made_models.py"]
    style = ["--output-model-type", "pydantic_v2.BaseModel", "--formatters", "builtin", "--disable-timestamp"]
    run_here("datamodel-codegen", "--input", "openapi.json", *made, *style)
    monkeypatch.syspath_prepend(workshop)
    models = import_module("made_models")
    for methods in document["paths"].values():
        content = methods["get"]["responses"]["200"]["content"]
        if "application/json" in content:
            reader = TypeAdapter(type_of(content["application/json"]["schema"], models))
            for answer in answers[methods["get"]["operationId"]]:
                reader.validate_json(answer)


def type_of(schema: dict[str, Any], models: Any) -> Any:
    if schema.get("type") == "array":
        return list[type_of(schema["items"], models)]  # type: ignore[misc]
    return getattr(models, schema["$ref"].rpartition("/")[2])
