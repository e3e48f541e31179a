"""Clients in TypeScript, as generators make them, ask for everything and can read every row."""

import json
from pathlib import Path

import pytest

from tests.clients.conftest import Document, Run

GENERATE = [
    ["openapi-typescript", "openapi.json", "--output", "generated/openapi-typescript.d.ts"],
    ["openapi-ts", "--file", "hey-api.config.mjs"],
    ["swagger-typescript-api", "generate", "--path", "openapi.json", "--output", "generated"],
    ["orval", "--config", "orval.config.mjs"],
]
DECLARED = """
import type { operations } from "./generated/openapi-typescript";
import type { Api } from "./generated/Api";

type Json<R> = R extends { content: { "application/json": infer T } } ? T : never;
type Declared<O extends keyof operations> = Json<operations[O]["responses"][200]>;
type Returned<O extends keyof Api<unknown>["api"]> = Awaited<ReturnType<Api<unknown>["api"][O]>>["data"];
"""


@pytest.fixture(scope="module")
def _built(run_here: Run, workshop: Path, answers: dict[str, list[bytes]]) -> None:
    """The clients, generated and compiled, with every answer written down as a value of the types they declare."""
    for command in GENERATE:
        run_here(*command)
    (workshop / "answers.ts").write_text(DECLARED + "".join(typed_answers(answers)))
    run_here("tsc", "--project", ".")


def typed_answers(answers: dict[str, list[bytes]]) -> list[str]:
    """Write answers as values of both types. The data set as one value is more than the compiler can take."""
    return [
        f'({answer.decode()}) satisfies Declared<"{operation}"> satisfies Returned<"{camel(operation)}">;\n'
        for operation, several in answers.items()
        for answer in several
        if not operation.startswith("dataset")
    ]


def camel(operation: str) -> str:
    first, *others = operation.split("_")
    return first + "".join(map(str.title, others))


@pytest.mark.usefixtures("_built")
@pytest.mark.parametrize("client", ["openapi-typescript", "hey-api", "swagger-typescript-api", "orval"])
def test_a_client_reads_every_row(run_here: Run, site: str, document: Document, client: str) -> None:
    operations = {methods["get"]["operationId"] for methods in document["paths"].values()}

    told = json.loads(run_here("node", f"built/{client}.js", site))
    assert set(told["asked"]) == operations
    assert told["rows"] > 5000
