"""Feeds, the calendar, the site map, structured data and the data package hold against readers of their formats."""

import html
import re
from importlib import import_module
from pathlib import Path

import httpx
import pytest

from tests.clients.conftest import INSTALLED, Run

FEEDS = [
    "/releases/feed.atom",
    "/releases/feed.atom?framework=django",
    "/changes/feed.atom",
    "/changes/feed.atom?framework=django",
]
TYPED = {
    "/frameworks/django/": "SoftwareSourceCode",
    "/api/": "Dataset",
    "/evidence/fd/statement-12/": "ClaimReview",
}
"""Not the home page: schema.org writes what a search takes as `query-input`, which the types do not have."""
LINKED = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.DOTALL)


def content(site: str, address: str) -> bytes:
    return httpx.get(f"{site}{address}", timeout=60).raise_for_status().content


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_has_what_atom_requires(site: str, address: str) -> None:
    atoma = import_module("atoma")
    feed = atoma.parse_atom_bytes(content(site, address))
    assert feed.entries
    assert feed.authors or all(entry.authors for entry in feed.entries)


def test_the_calendar_is_read_strictly(site: str, workshop: Path, run_here: Run) -> None:
    (workshop / "calendar.ics").write_bytes(content(site, "/releases/calendar.ics"))
    assert int(run_here("node", "validate-calendar.mjs", "calendar.ics")) > 10


def test_every_part_of_the_site_map_keeps_to_its_schema(site: str, workshop: Path, run_here: Run) -> None:
    parts = re.findall(r"<loc>[^<]*?(/sitemap[^<]+)</loc>", content(site, "/sitemap.xml").decode())
    assert len(parts) > 3
    files = [f"sitemap-{number}.xml" for number, _part in enumerate(parts)]
    for part, file in zip(parts, files, strict=True):
        (workshop / file).write_bytes(content(site, html.unescape(part)))
    run_here("node", "validate-xml.mjs", str(INSTALLED / "node_modules/sitemap/schema/sitemap.xsd"), *files)


def test_structured_data_has_the_properties_and_types_of_its_vocabulary(
    site: str, workshop: Path, run_here: Run
) -> None:
    lines = ['import type { Graph, WithContext, Thing } from "schema-dts";\n']
    for address, kind in TYPED.items():
        linked = LINKED.findall(content(site, address).decode())
        assert any(f'"{kind}"' in one for one in linked), address
        lines += [f"({one}) satisfies WithContext<Thing> | Graph;\n" for one in linked]
    (workshop / "linked.ts").write_text("".join(lines))
    run_here(
        "tsc",
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--module",
        "esnext",
        "--moduleResolution",
        "bundler",
        "linked.ts",
    )


def test_the_data_package_is_valid_with_every_row(site: str, workshop: Path) -> None:
    frictionless = import_module("frictionless")
    file = workshop / "plumbline.zip"
    file.write_bytes(content(site, "/api/v1/dataset.zip"))
    report = frictionless.Package(str(file)).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "note"]) == []
    assert report.stats["tasks"] > 20
