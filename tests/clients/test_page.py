"""What the page on the API shows as code runs as it stands there."""

import html
import json
import re
import sys
from pathlib import Path

import httpx
import pytest

from tests.clients.conftest import Run

CODE = re.compile(r"<pre[^>]*><code>(.*?)</code></pre>", re.DOTALL)


@pytest.fixture(scope="module")
def codes(site: str) -> list[str]:
    return [html.unescape(code) for code in CODE.findall(httpx.get(f"{site}/api/").raise_for_status().text)]


def write(codes: list[str], beginning: str, file: Path) -> None:
    (code,) = [code for code in codes if code.startswith(beginning)]
    file.write_text(code)


def test_the_mirror_is_loaded_and_then_followed(
    codes: list[str], run_here: Run, workshop: Path, answers: dict[str, list[bytes]]
) -> None:
    write(codes, "import json", workshop / "mirror.py")
    rows = sum(map(len, json.loads(answers["dataset"][0])["rows"].values()))
    version = json.loads(answers["dataset"][0])["data_version"]

    for _turn in range(2):
        assert run_here(sys.executable, "mirror.py").split() == [str(version), str(rows)]


def test_the_client_in_python_prints_a_row_of_each_cell(
    codes: list[str], run_here: Run, workshop: Path, answers: dict[str, list[bytes]]
) -> None:
    made = ["--path", "openapi.json", "--meta", "none", "--output-path", "plumbline"]
    run_here("openapi-python-client", "generate", *made)
    write(codes, "from plumbline import", workshop / "client.py")
    assert len(run_here(sys.executable, "client.py").splitlines()) == cells(answers)


def test_the_client_in_typescript_prints_a_row_of_each_cell(
    codes: list[str], run_here: Run, workshop: Path, answers: dict[str, list[bytes]]
) -> None:
    run_here("openapi-typescript", "openapi.json", "-o", "page/plumbline.d.ts")
    write(codes, "import createClient", workshop / "page/client.ts")
    options = ["--module", "commonjs", "--moduleResolution", "node10", "--target", "es2022", "--types", "node"]
    run_here("tsc", "--strict", "--skipLibCheck", *options, "page/client.ts")
    assert len(run_here("node", "page/client.js").splitlines()) == cells(answers)


def cells(answers: dict[str, list[bytes]]) -> int:
    rows = [row for page in answers["support_list"] for row in json.loads(page)["results"]]
    return min(100, [row["framework"]["slug"] for row in rows].count("django"))
