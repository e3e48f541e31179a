"""A walk of the site writes down every address that its answers name, and a comparison says what changed."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bench.walk import Answer, PageReader, Walk, compare, unpacked
from tests.local_server import Handler, Site, serving

HOME = Answer("/", 200, "text/html", "Compare 22 frameworks")


class SmallSite(Site):
    """A site of a few addresses, each of which another one names."""

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def answers(self) -> dict[str, tuple[str, str]]:
        return {
            "/sitemap.xml": ("application/xml", f"<loc>{self.address}/frameworks/</loc>"),
            "/frameworks/": ("text/html", '<link rel="alternate" href="/frameworks.csv"><a href="/unnamed/">'),
            "/frameworks.csv": ("text/csv", "slug"),
            "/api/v1/": ("application/json", json.dumps({"rows": f"{self.address}/api/v1/rows/?page=1"})),
            "/api/v1/rows/?page=1": ("application/json", json.dumps({"home": "https://elsewhere.example/api/v1/"})),
        }


class Answering(Handler[SmallSite]):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        kind, body = self.site.answers().get(self.path, ("text/plain", ""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())


@pytest.fixture
def small_site() -> Iterator[SmallSite]:
    with serving(SmallSite(), Answering) as site:
        yield site


def written(path: Path, *answers: Answer) -> Path:
    path.write_text("".join(json.dumps(asdict(answer)) + "\n" for answer in answers))
    return path


@pytest.fixture
def reader() -> PageReader:
    reader = PageReader()
    reader.feed('<link rel="alternate" href="/x.csv"><script>let a</script><p>Two\n <b>words</b><style>p {}</style>')
    return reader


def test_a_page_is_kept_as_the_words_it_shows(reader: PageReader) -> None:
    assert reader.words == ["Two", "words"]


def test_a_page_names_its_other_forms(reader: PageReader) -> None:
    assert reader.alternates == ["/x.csv"]


def test_an_archive_is_kept_as_its_files() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("b.csv", "slug")
        archive.writestr("a.json", "{}")

    assert unpacked(packed.getvalue()) == "a.json\n{}\nb.csv\nslug"


def test_it_asks_for_what_the_site_map_the_pages_and_the_api_name(small_site: SmallSite) -> None:
    with closing(HTTPConnection("127.0.0.1", small_site.port)) as connection:
        reached = {answer.address for answer in Walk(connection).answers() if answer.status == 200}

    assert reached == set(small_site.answers())


def test_records_of_one_site_are_alike(tmp_path: Path) -> None:
    lines, is_alike = compare(written(tmp_path / "a", HOME), written(tmp_path / "b", HOME))

    assert (lines, is_alike) == (["     1 the same: text/html", "     0 differ"], True)


def test_a_changed_answer_is_shown_where_it_begins_to_differ(tmp_path: Path) -> None:
    changed = Answer("/", 200, "text/html", "Compare 23 frameworks")

    lines, is_alike = compare(written(tmp_path / "a", HOME), written(tmp_path / "b", changed))

    assert not is_alike
    assert lines[-2:] == ["   - 200 text/html Compare 22 frameworks", "   + 200 text/html Compare 23 frameworks"]


def test_an_address_that_went_and_one_that_came_are_named(tmp_path: Path) -> None:
    moved = Answer("/home/", 200, "text/html", HOME.text)

    lines, is_alike = compare(written(tmp_path / "a", HOME), written(tmp_path / "b", moved))

    assert not is_alike
    assert lines[:2] == ["   only in the first: /", "   only in the second: /home/"]
