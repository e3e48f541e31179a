"""A results file of the lab, as small as its schema allows, and files made of it."""

import hashlib
import json
from pathlib import Path
from typing import Any

from measurements.importing.reading import hash_of

FILES = [
    {
        "path": "common.py",
        "text": "# needs: jinja2\n# break: a limit\n\nimport json\n\n# [t01]\ndef items():\n    return json.dumps({})\n"
        "# [/t01]\n\n# [t02]\ndef orders():\n    return None\n# [/t02]\n",
    },
    {"path": "templates/t03_list.html", "text": "<h1>Products</h1>\n"},
]
PROOF_TEXT = "def test_a_session_keeps_a_value():\n    assert True\n"


def program(**fields: Any) -> dict[str, Any]:
    files = fields.get("files", FILES)
    return {
        "program_sha256": hash_of(files),
        "lock_sha256": "0" * 64,
        "files": files,
        "lines": 4,
        "needs": ["jinja2"],
        "serve": "wsgi",
        "command": "{python} -m granian --interface wsgi --port {port} --workers 1 {module}:app",
        "breaks": "a limit",
        "remarks": [],
        "seed": 7,
        "must_passed": 34,
        "must_total": 34,
        "failed": [],
        "notes": {"the refusal is JSON": "yes"},
        "seconds": 0.5,
        **fields,
    }


def cost(us: float, *, floor: str | None = "floor-wsgi") -> dict[str, Any]:
    return {
        "us": us,
        "ci95": [us - 5, us + 10],
        "median": us + 2,
        "p90": us + 9,
        "floor": floor,
        "above_us": us - 40 if floor else None,
        "above_ci95": [us - 45, us - 30] if floor else None,
        "raw_us": [[0, 0, us], [0, 1, us + 8]],
        "statuses": {"200": 600},
        "bytes": 300,
        "reconnects": 0,
    }


def cpu_run() -> dict[str, Any]:
    rows = {
        "django": cost(275.0),
        "flask": cost(190.0),
        "flask [again]": cost(191.0),
        "flask [gunicorn]": cost(340.0, floor=None),
        "floor-wsgi": cost(40.0, floor=None),
    }
    return {
        "accepted": True,
        "requests_per_burst": 150,
        "blocks": 3,
        "rounds": 4,
        "aa": {"flask t01": 0.5},
        "anchors": {},
        "tie_percent": 12.0,
        "tasks": {"t01": rows},
        "bands": {"t01": [["flask"], ["django", "flask [gunicorn]"]]},
        "discarded": {},
    }


def environment(size: int) -> dict[str, Any]:
    return {"count": 3, "bytes": size, "packages": {"asgiref": "3.9"}}


def framework(slug: str, version: str) -> dict[str, Any]:
    made = {"bare": environment(30_000_000), "common": environment(31_000_000), "full": environment(32_000_000)}
    return {
        "distribution": slug,
        "version": version,
        "interface": "wsgi",
        "serve": "wsgi",
        "floor": "wsgi",
        "pitfalls": [],
        "lock_sha256": "0" * 64,
        "environments": made,
    }


def proof(**fields: Any) -> dict[str, Any]:
    text = fields.get("text", PROOF_TEXT)
    return {
        "cell": {"framework": "django", "feature": "orm"},
        "claim": "builtin",
        "kind": "program",
        "verdict": "proved",
        "file": "django/test_orm.py",
        "function": "test_three_rows_are_stored",
        "says": "",
        "text": text,
        "program_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "environment": "bare",
        "outcomes": {"bare": "passed"},
        "distributions_loaded": {"django": "6.1.3"},
        "output": "",
        "seconds": 0.1,
        "date": "2026-11-30",
        **fields,
    }


def results(**fields: Any) -> dict[str, Any]:
    """The content of a results file on Django and Flask."""
    return {
        "schema_version": 1,
        "lab_commit": "a" * 40,
        "started": "2026-11-30T01:30:00+00:00",
        "seconds": 1200.5,
        "command": "python -m lab run",
        "seed": 7,
        "machine": {
            "cpu": "A processor",
            "cores": 2,
            "kernel": "6.1",
            "governor": "unknown",
            "shared": True,
            "load_before": 0.5,
            "load_after": 1.5,
            "steal_pct": 0.1,
        },
        "python": "3.13.0",
        "servers": {"granian": "2.8.9", "gunicorn": "25.1"},
        "estimator": "the mean of the lowest quarter",
        "frameworks": {"django": framework("django", "6.1.3"), "flask": framework("flask", "3.1.3")},
        "left_out": {},
        "tasks": {"django": {"t01": program()}, "flask": {"t01": program(), "t11": {"not_offered": "no document"}}},
        "variants": {"flask [gunicorn]": {"t01": program()}},
        "runs": [cpu_run()],
        "cold_start": {
            "django": {
                "cpu_ms": [250.0, 240.0, 300.0],
                "wall_ms": [400.0, 410.0, 420.0],
                "pss_mib": [50.0, 51.0, 52.0],
                "pss_warm_mib": 55.0,
                "processes": 2,
            }
        },
        "websockets": {"django": {"uvicorn": {"kib_each": [30.0, 31.0, 29.0], "us_open_echo": [900.0]}}},
        "waiting": {"flask": {"16": {"16": {"p50": 52.5, "p95": 60.0, "rps": 300.0}}}},
        "proofs": [proof()],
        **fields,
    }


def write(folder: Path, name: str = "2026-11-30", **fields: Any) -> Path:
    """Write a results file into a folder."""
    path = folder / f"{name}.json"
    path.write_text(json.dumps(results(**fields)))
    return path
