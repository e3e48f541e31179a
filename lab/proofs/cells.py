"""Reading proofs without importing them: which cell each function proves, and its text."""

from __future__ import annotations

import ast
import hashlib
from dataclasses import dataclass
from pathlib import Path

from lab.console import LabError
from lab.paths import PROOFS

NEGATIVE = ("no", "none-found")
CLAIMS = ("builtin", "official-extension", "third-party", "unknown", *NEGATIVE)


@dataclass(frozen=True)
class Proof:
    framework: str
    file: str
    function: str
    feature: str
    claim: str
    kind: str
    packages: tuple[str, ...]
    says: str
    text: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def node(self) -> str:
        return f"{self.file}::{self.function}"


def proofs_of(framework: str) -> list[Proof]:
    return [proof for path in sorted((PROOFS / framework).glob("test_*.py")) for proof in read(framework, path)]


def read(framework: str, path: Path) -> list[Proof]:
    source = path.read_text()
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise LabError(f"{path}: {error}") from error
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return [proof for test in tests if (proof := describe(framework, path, source, tests, test))]


def describe(
    framework: str, path: Path, source: str, tests: list[ast.FunctionDef], test: ast.FunctionDef
) -> Proof | None:
    mark = next((d for d in test.decorator_list if isinstance(d, ast.Call) and ast.unparse(d.func) == "cell"), None)
    if mark is None:
        return None
    feature, claim = (ast.literal_eval(argument) for argument in mark.args)
    details = {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in mark.keywords}
    if claim not in CLAIMS:
        raise LabError(f"{path}: {test.name} claims {claim!r}, which is none of {', '.join(CLAIMS)}")
    return Proof(
        framework=framework,
        file=path.name,
        function=test.name,
        feature=feature,
        claim=claim,
        kind=details.get("kind", "probe" if claim in NEGATIVE else "program"),
        packages=tuple(sorted(details.get("packages", ()))),
        says=ast.get_docstring(test) or "",
        text=alone(source, tests, test),
    )


def alone(source: str, tests: list[ast.FunctionDef], test: ast.FunctionDef) -> str:
    """The file without its other proofs: what a reader needs to run this one."""
    lines = source.splitlines()
    for other in reversed([other for other in tests if other is not test]):
        first = min([other.lineno, *(decorator.lineno for decorator in other.decorator_list)])
        del lines[first - 1 : other.end_lineno]
    return "\n".join(lines).strip() + "\n"
