"""Reading a copy of the adoption figures into the record."""

import gzip
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from frameworks.adoption.importing import HEADER, MOST_BYTES
from frameworks.models import AdoptionSeries
from tests import local_server
from tests.factories import create_frameworks, create_source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def catalogue() -> None:
    create_frameworks("django", "django-ninja")
    create_source(key="best-of-web-python")


def write(folder: Path, *rows: str, header: str = ",".join(HEADER)) -> str:
    (folder / "adoption.csv").write_text("\n".join([header, *rows, ""]))
    return str(folder)


def refusal(place: str) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("import_adoption", place)
    assert not AdoptionSeries.objects.exists()
    return str(refused.value)


def test_each_figure_of_a_framework_becomes_one_series(tmp_path: Path) -> None:
    call_command("import_adoption", write(tmp_path, "django,2024-01-25,10,5,,70", "django,2024-02-29,11,5,,80"))

    points = dict(AdoptionSeries.objects.values_list("key", "points"))
    assert points["django/stars"] == {"2024-01-25": 10, "2024-02-29": 11}
    assert sorted(points) == ["django/contributors", "django/downloads", "django/stars"]


def test_points_on_record_that_a_newer_copy_lacks_stay(tmp_path: Path) -> None:
    call_command("import_adoption", write(tmp_path, "django,2024-01-25,10,,,"))
    call_command("import_adoption", write(tmp_path, "django,2024-02-29,11,,,"))

    assert list(AdoptionSeries.objects.get().points) == ["2024-01-25", "2024-02-29"]


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_adoption", write(tmp_path, "django,2024-01-25,10,,,"), "--dry-run")

    assert "Would publish 1 series." in capsys.readouterr().out
    assert not AdoptionSeries.objects.exists()


def test_another_header_is_refused(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, header="framework,day"))

    assert "adoption.csv, line 1: the header is framework,day; allowed is framework,date,stars" in message


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("django,2999-01-01,10,,,", "line 2, stars: 2999-01-01 is in the future"),
        ("django,2024-08-01,10,,,", "line 2, stars: 2024-08-01 is inside the gap of the list; allowed is before"),
        ("django,2024-1-1,10,,,", "line 2, stars: “2024-1-1” is no day; allowed is YYYY-MM-DD"),
        ("django,2024-01-01,many,,,", "line 2, stars: 2024-01-01: 'many' is no count; allowed is a whole number"),
        ("rails,2024-01-01,10,,,", "line 2: “rails” is no framework; allowed are django"),
        ("django,2024-01-01,10", "line 2: 3 columns; allowed are 6"),
        (f"django,2024-01-01,{'9' * 5000},,,", "is no count; allowed is a whole number"),
        ("django," + "x" * 140_000, "adoption.csv is no CSV: field larger than field limit"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_place(tmp_path: Path, row: str, words: str) -> None:
    assert words in refusal(write(tmp_path, row))


def test_a_counter_that_falls_by_more_than_a_tenth_is_refused(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, "django,2024-01-01,100,,,", "django,2024-02-01,89,,,"))

    assert "django/stars: 2024-02-01: 89 after 100 on 2024-01-01; allowed is at least 90" in message


def test_downloads_may_fall(tmp_path: Path) -> None:
    call_command("import_adoption", write(tmp_path, "django,2024-01-01,,,,100", "django,2024-02-01,,,,20"))

    assert AdoptionSeries.objects.get().metric == "downloads"


def test_a_counter_is_held_against_the_record_too(tmp_path: Path) -> None:
    call_command("import_adoption", write(tmp_path, "django,2024-01-01,100,,,"))

    with pytest.raises(CommandError, match="falls|allowed is at least 90"):
        call_command("import_adoption", write(tmp_path, "django,2024-02-01,50,,,"))


def test_a_series_of_which_the_list_has_too_little_is_left_out(tmp_path: Path) -> None:
    call_command("import_adoption", write(tmp_path, "django-ninja,2024-01-01,100,,30,"))

    assert [row.key for row in AdoptionSeries.objects.all()] == ["django-ninja/stars"]


def test_a_folder_without_the_file_is_refused(tmp_path: Path) -> None:
    assert "name a folder with adoption.csv" in refusal(str(tmp_path / "nowhere"))


@dataclass
class ListSite(local_server.Site):
    """A site with one file."""

    body: bytes = b""
    status: int = 200
    encoding: str = ""


class ListHandler(local_server.Handler[ListSite]):
    def do_GET(self) -> None:
        self.send_response(self.site.status)
        self.send_header("Content-Length", str(len(self.site.body)))
        if self.site.encoding:
            self.send_header("Content-Encoding", self.site.encoding)
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(self.site.body)


@pytest.fixture
def site() -> Iterator[ListSite]:
    with local_server.serving(ListSite(), ListHandler) as site:
        yield site


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_copy_is_read_from_an_address(site: ListSite, encoding: str) -> None:
    text = f"{','.join(HEADER)}\ndjango,2024-01-25,10,5,,70\n".encode()
    site.body, site.encoding = gzip.compress(text) if encoding else text, encoding

    call_command("import_adoption", f"{site.address}/adoption.csv")

    assert AdoptionSeries.objects.get(key="django/stars").points == {"2024-01-25": 10}


def test_an_address_without_the_file_is_refused_with_its_status(site: ListSite) -> None:
    site.status = 404

    assert "status 404; allowed is 200" in refusal(f"{site.address}/adoption.csv")


def test_a_small_answer_that_unpacks_to_far_more_is_refused(site: ListSite) -> None:
    site.body, site.encoding = gzip.compress(bytes(MOST_BYTES + 1)), "gzip"

    assert f"more than {MOST_BYTES:,} bytes" in refusal(f"{site.address}/adoption.csv")


def test_an_answer_packed_as_nobody_asked_for_is_refused(site: ListSite) -> None:
    site.body, site.encoding = b"x", "br"

    assert "packed as br" in refusal(f"{site.address}/adoption.csv")


def test_an_address_where_nobody_answers_is_refused() -> None:
    assert "no answer" in refusal("http://127.0.0.1:9/adoption.csv")
