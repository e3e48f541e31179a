"""Answers as the OpenAPI document shows them; a test holds them to its schemas."""

from typing import Any

API = "https://plumbline.example/api/v1"
EVIDENCE = "https://plumbline.example/evidence"
DJANGO = {"slug": "django", "name": "Django", "url": f"{API}/frameworks/django/"}
FLASK = {"slug": "flask", "name": "Flask", "url": f"{API}/frameworks/flask/"}
SCALABILITY = {"key": "scalability", "name": "Scalability", "url": f"{API}/criteria/scalability/"}


def evidence(key: str) -> dict[str, Any]:
    address = f"{EVIDENCE}/{key}/"
    return {"evidence": address, "evidence_url": address}


CONSENSUS: dict[str, Any] = {
    "key": "flask/scalability",
    "framework": FLASK,
    "criterion": SCALABILITY,
    "verdict": "step",
    "words": "A step apart",
    "median": ["scalability/medium", "scalability/high"],
    "spread": 1,
    "positions": [
        {"guide": "ps", "level": "scalability/high", "graded": False, "scope": "code base size"},
        {"guide": "dv", "level": "scalability/medium", "graded": True, "scope": "code base size"},
        {"guide": "dp", "level": "scalability/medium", "graded": True, "scope": ""},
    ],
    "unplaced": [],
    "silent": ["pv"],
    "hidden": [],
    "url": f"{API}/consensus/flask/scalability/",
}

DJANGO_DOCUMENTATION = {
    "key": "django-docs",
    "name": "Django documentation 6.1",
    "kind": "documentation",
    "published": "",
    "published_earliest": None,
    "published_latest": None,
    "read_on": "2026-11-21",
    "link": "https://docs.djangoproject.com/en/6.1/",
    "link_url": "https://docs.djangoproject.com/en/6.1/",
    "url": f"{API}/sources/django-docs/",
}
DJANGO_CELL = {
    "framework": "django",
    "value": "Built in",
    "note": "",
    "source": DJANGO_DOCUMENTATION,
    "read_on": "2026-11-21",
    "stale": False,
    **evidence("django/support-policy"),
}
UNKNOWN_CELL = {
    "framework": "flask",
    "value": "Not checked",
    "note": "",
    "source": None,
    "read_on": None,
    "stale": False,
    "evidence": "",
    "evidence_url": None,
}
NO_VALUES: dict[str, Any] = {
    "text": None,
    "size_bytes": None,
    "interval_days": None,
    "date": None,
    "number": None,
    "number_of": None,
    "versions": None,
    "links": None,
}

PRATT_SOLUTIONS = {
    "code": "PS",
    "name": "Pratt Solutions",
    "published": "2025-11-13",
    "evidence": f"{EVIDENCE}/django/for-1/ps/",
}
DATED = {**PRATT_SOLUTIONS, "published_earliest": "2025-11-13", "published_latest": "2025-11-13"}

COMPARISON: dict[str, Any] = {
    "data_version": 3321,
    "schema_version": "1.0.0",
    "generated_at": "2026-11-21T10:00:00Z",
    "as_of": None,
    "page": "https://plumbline.example/compare/django-vs-flask/",
    "frameworks": [DJANGO, FLASK],
    "against": None,
    "hidden_rows": 0,
    "tally": {"agree": 3, "step": 4, "split": 0},
    "advice": [
        {"framework": "django", "side": "pick", "text": "A database-backed product", "guides": [DATED]},
    ],
    "built_in_alone": [{"framework": "django", "feature": "ORM", "evidence": f"{EVIDENCE}/django/orm/"}],
    "criteria": [{"criterion": SCALABILITY, "group": "running", "same": False, "standings": [CONSENSUS]}],
    "features": [
        {
            "key": "orm",
            "group": "Data",
            "name": "ORM",
            "differs": False,
            "cells": [
                {**DJANGO_CELL, "level": "builtin", "searched_on": None, **evidence("django/orm")},
                {**UNKNOWN_CELL, "level": "unknown", "searched_on": None},
            ],
        }
    ],
    "facts": [
        {
            "key": "installed-size",
            "name": "Installed size",
            "differs": False,
            "cells": [
                {
                    **DJANGO_CELL,
                    "value": "34.1 MB",
                    **NO_VALUES,
                    "size_bytes": 34_100_000,
                    **evidence("django/installed-size"),
                },
                {**UNKNOWN_CELL, "value": "not recorded", **NO_VALUES},
            ],
        }
    ],
    "support_windows": [
        {
            "key": "django/5.2",
            "framework": DJANGO,
            "version": "5.2",
            "long_term": True,
            "released": "2025-04-02",
            "released_earliest": "2025-04-02",
            "released_latest": "2025-04-02",
            "full_support_until": "2025-12-03",
            "full_support_until_earliest": "2025-12-03",
            "full_support_until_latest": "2025-12-03",
            "security_until": "2028-04",
            "security_until_earliest": "2028-04-01",
            "security_until_latest": "2028-04-30",
            "note": "",
            "source": DJANGO_DOCUMENTATION,
            "locator": "Download, Supported Versions",
            "place": "https://docs.djangoproject.com/en/6.1/",
            "place_url": "https://docs.djangoproject.com/en/6.1/",
            "read_on": "2026-11-21",
            "url": f"{API}/support-windows/django/5.2/",
        }
    ],
    "windows_left_out": 5,
    "remarks": [
        {
            "framework": "django",
            "side": "for",
            "text": "It brings most of what a site needs.",
            "guides": [DATED],
        }
    ],
}

FASTAPI = {"slug": "fastapi", "name": "FastAPI", "url": f"{API}/frameworks/fastapi/"}
FINDER: dict[str, Any] = {
    "data_version": 3321,
    "finder_version": 2,
    "page": "https://plumbline.example/finder/?v=2&build=api&need=openapi",
    "state": "result",
    "answers": {
        "build": ["api"],
        "need": ["openapi"],
        "team": [],
        "growth": [],
        "structure": [],
        "run": [],
        "third-party": [],
    },
    "weights": [
        {
            "driver": "api",
            "name": "API schema and validation",
            "basis": "feature matrix",
            "weight": 3,
            "preset": 3,
        }
    ],
    "confidence": {
        "word": "likely",
        "lead": 7.0,
        "lead_exact": "15/2",
        "first_in_draws": 371,
        "words": "Only Litestar could pass it on what is unknown.",
    },
    "certain": False,
    "ranked": 1,
    "ranking": [
        {
            "framework": FASTAPI,
            "rank": 1,
            "low": 83.0,
            "low_exact": "165/2",
            "high": 85.0,
            "high_exact": "85",
            "middle": 84.0,
            "known_share": 0.98,
            "ranks": {"best": 1, "worst": 2},
            "contributions": [
                {
                    "driver": "api",
                    "low": 25.0,
                    "low_exact": "25",
                    "high": 25.0,
                    "high_exact": "25",
                    "most": 25.0,
                    "basis": "",
                    "evidence": "https://plumbline.example/frameworks/fastapi/#features",
                    "claims": [
                        {
                            "key": "fastapi/openapi",
                            "says": "FastAPI, OpenAPI schema: built in",
                            "source": "FastAPI documentation (copy of 2026-08)",
                            "place": "",
                            "day": "2026-11-21",
                            "address": "https://fastapi.tiangolo.com/tutorial/metadata/",
                            "evidence": f"{EVIDENCE}/fastapi/openapi/",
                        }
                    ],
                }
            ],
        }
    ],
    "apart": [],
    "ruled_out": [
        {
            "framework": FLASK,
            "need": "openapi",
            "feature": "request-validation",
            "level": "third-party",
            "evidence": f"{EVIDENCE}/flask/request-validation/",
        }
    ],
    "not_known": [],
    "inactive": [],
    "clash": [],
    "changes": [
        {
            "driver": "admin",
            "weight": 0,
            "to": 2,
            "threshold": 1.75,
            "threshold_exact": "7/4",
            "leaders": [DJANGO],
            "total": 79.0,
            "page": "https://plumbline.example/finder/?v=2&build=api&need=openapi&w=admin.2",
        }
    ],
    "challengers": [{"framework": DJANGO, "total": 87.0, "missing": ["learn"]}],
    "draws": 400,
    "advice": {
        "use_cases": [{"key": "rest-apis", "name": "Web API"}],
        "agreement": "Named by most guides, 1 guide: FastAPI. That agrees with the ranking.",
        "recommended": [
            {
                "framework": FASTAPI,
                "rank": 1,
                "guides": [
                    {
                        **PRATT_SOLUTIONS,
                        "evidence": f"{EVIDENCE}/ps/advice-13/",
                        "situation": "A public API with documentation",
                        "use_case": "rest-apis",
                    }
                ],
            }
        ],
    },
}

SEARCH = {
    "count": 1,
    "next": None,
    "previous": None,
    "data_version": 3321,
    "schema_version": "1.7.0",
    "generated_at": "2026-11-30T06:00:00Z",
    "offers": [],
    "results": [
        {
            "kind": "Feature",
            "kind_key": "feature",
            "name": "WebSockets",
            "about": "",
            "sentence": "A handler exchanges messages with a client over one open connection.",
            "page": "https://plumbline.example/features/websockets/",
        }
    ],
}
