"""The whole catalogue as one download, and what a download needs: parts, tags, encodings and bounded memory."""

import csv
import gzip
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import brotli
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from config.api.dataset.files import DataMovedOn, DatasetForm, opened
from config.api.dataset.ranges import FilePart, RangeNotSatisfiable, part_asked
from curation.registry import row_types
from curation.snapshots.snapshots import CurrentSnapshot
from tests.factories import (
    create_adoption,
    create_fact,
    create_guide,
    create_rating,
    create_release,
    create_source,
    create_support,
    create_window,
)

pytestmark = pytest.mark.django_db

DATASET, ZIP = "/api/v1/dataset/", "/api/v1/dataset.zip"
ORIGIN = "http://127.0.0.1:8000"


def ask(client: Client, path: str = DATASET, **headers: str) -> tuple[Any, bytes]:
    """Ask for a file and read it whole, which closes it."""
    response = client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return response, response.getvalue()


def data_set(client: Client) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(ask(client)[1])
    return document


def test_it_has_every_row_by_type(client: Client) -> None:
    create_support()

    response, content = ask(client)
    dataset = json.loads(content)
    assert response.headers["Content-Disposition"] == f'attachment; filename="plumbline-{dataset["data_version"]}.json"'
    assert [row["key"] for row in dataset["rows"]["framework"]] == ["django"]
    assert dataset["rows"]["support"] == [
        {
            "key": "django/orm",
            "framework": "django",
            "feature": "orm",
            "level": "builtin",
            "package": "",
            "note": "",
            "searched": "",
            "source": "docs",
            "locator": "",
            "checked_on": "2026-11-01",
            "second_checked": False,
            "addresses": {
                "api": f"{ORIGIN}/api/v1/support/django/orm/",
                "page": f"{ORIGIN}/evidence/django/orm/",
            },
        }
    ]


def test_it_names_its_licence_edition_and_origin(client: Client) -> None:
    dataset = data_set(client)
    del dataset["rows"], dataset["types"]
    assert dataset == {
        "data_version": 0,
        "schema_version": settings.SPECTACULAR_SETTINGS["VERSION"],
        "generated_at": None,
        "licence": "CC BY 4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "licence_exceptions": [],
        "attribution": f"Plumbline, {ORIGIN}/, data version 0, CC BY 4.0",
        "origin": ORIGIN,
    }


def test_the_line_to_name_it_by_has_version_and_day(client: Client) -> None:
    with time_machine.travel("2026-11-18"):
        create_support()
    dataset = data_set(client)
    assert dataset["attribution"].endswith(f"data version {dataset['data_version']} of 2026-11-18, CC BY 4.0")


def test_rows_under_a_licence_of_their_own_are_named_with_their_source(client: Client) -> None:
    create_source(key="list", name="A list", url="https://example.com/list")
    create_adoption(source="list", licence="CC BY-SA 4.0")

    [exception] = data_set(client)["licence_exceptions"]
    assert (exception["type"], exception["licence"]) == ("adoptionseries", "CC BY-SA 4.0")
    assert exception["licence_url"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert exception["attribution"].startswith("A list, https://example.com/list. Changed: ")


def test_every_type_names_its_list_and_what_its_fields_refer_to(client: Client) -> None:
    types = data_set(client)["types"]
    assert types.keys() == row_types().keys()
    assert types["supportwindow"] == {
        "name": "support windows",
        "list": f"{ORIGIN}/api/v1/support-windows/",
        "references": {"framework": "framework", "source": "source"},
    }
    assert types["level"]["list"] is None


def test_every_address_of_a_row_leads_somewhere(client: Client) -> None:
    for create in (create_support, create_fact, create_rating, create_release, create_window, create_adoption):
        create()
    found = {
        address
        for rows in data_set(client)["rows"].values()
        for row in rows
        for address in row["addresses"].values()
        if address
    }
    assert len(found) > 15
    assert {client.get(address.removeprefix(ORIGIN)).status_code for address in found} == {200}


def test_a_fact_has_values_beside_its_words(client: Client) -> None:
    create_fact(name="installed-size", value="34.1 MB")
    [fact] = data_set(client)["rows"]["fact"]
    assert (fact["value"], fact["size_bytes"], fact["text"]) == ("34.1 MB", 34_100_000, None)


def test_it_has_no_hidden_rows(client: Client) -> None:
    create_guide(status="draft")
    create_rating()

    assert data_set(client)["rows"]["rating"] == []


def test_it_has_whole_addresses(client: Client) -> None:
    create_source(url="{package_index}project/django/")
    assert b"package_index" not in ask(client)[1]


def test_a_file_that_is_there_takes_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    create_support()
    ask(client)[1]

    with django_assert_num_queries(1):
        ask(client)[1]


def test_a_publication_makes_it_anew_and_removes_the_old_files(client: Client) -> None:
    ask(client)[1]
    create_support()
    assert data_set(client)["rows"]["support"]
    assert len(list(Path(settings.DATASET_FILES).iterdir())) == 1


@pytest.mark.parametrize("form", list(DatasetForm))
def test_rows_of_a_later_version_are_not_kept_as_those_of_an_earlier(form: DatasetForm) -> None:
    create_support()
    earlier = CurrentSnapshot()
    assert earlier.version
    create_support(feature="forms")

    with pytest.raises(DataMovedOn):
        opened(earlier, form)
    assert not list(settings.DATASET_FILES.iterdir())


def test_what_a_server_left_that_was_killed_is_removed(client: Client) -> None:
    create_support()
    settings.DATASET_FILES.mkdir()
    left, being_written = (settings.DATASET_FILES / name for name in ("new-left", "new-now"))
    left.touch()
    being_written.touch()
    os.utime(left, (0, 0))

    ask(client)

    assert (left.exists(), being_written.exists()) == (False, True)


@pytest.mark.parametrize(("encoding", "decode"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_it_is_the_same_in_every_encoding(client: Client, encoding: str, decode: Any) -> None:
    create_support()
    response, content = ask(client, Accept_Encoding=encoding)
    assert (response.headers["Content-Encoding"], response.headers["Vary"]) == (encoding, "Accept-Encoding, origin")
    assert decode(content) == ask(client)[1]


def test_it_says_when_it_was_published(client: Client) -> None:
    with time_machine.travel("2026-11-18T12:00:00Z", tick=False):
        create_support()
    published = ask(client)[0].headers["Last-Modified"]
    assert published.startswith("Wed, 18 Nov 2026")
    assert ask(client, If_Modified_Since=published)[0].status_code == 304


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("bytes=0-0", range(1)),
        ("bytes=2-4", range(2, 5)),
        ("bytes=5-", range(5, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-99", range(10)),
        ("bytes=8-99", range(8, 10)),
        ("bytes=4-2", None),
        ("bytes=-", None),
        ("bytes=1-2,4-5", None),
        ("lines=1-2", None),
        ("bytes=x-2", None),
        ("bytes=\u0662-\u0664", None),
        ("", None),
    ],
)
def test_a_range_names_bytes_or_counts_for_nothing(header: str, place: range | None) -> None:
    assert part_asked(header, 10) == place


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_a_range_outside_is_refused(header: str) -> None:
    with pytest.raises(RangeNotSatisfiable):
        part_asked(header, 10)


def test_a_part_that_was_read_is_closed() -> None:
    file = io.BytesIO(b"0123456789")
    part = FilePart(file, range(2, 8))
    assert ([part.read(4), part.read(4), part.read(4)], file.closed) == ([b"2345", b"67", b""], True)


def test_a_part_is_a_part_of_the_whole(client: Client) -> None:
    create_support()
    whole = ask(client)[1]

    response, content = ask(client, Range="bytes=10-19")
    assert (response.status_code, content) == (206, whole[10:20])
    assert response.headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert (response.headers["Content-Length"], response.headers["Accept-Ranges"]) == ("10", "bytes")


def test_a_part_outside_is_refused_in_the_shape_of_every_error(client: Client) -> None:
    size = len(ask(client)[1])
    response, _content = ask(client, Range=f"bytes={size}-")
    assert (response.status_code, response.json()["error"]["code"]) == (416, "range_not_satisfiable")
    assert response.headers["Content-Range"] == f"bytes */{size}"


def test_a_download_goes_on_where_the_data_is_still_the_same(client: Client) -> None:
    create_support()
    published = ask(client)[0].headers["Last-Modified"]
    assert ask(client, Range="bytes=0-9", If_Range=published)[0].status_code == 206


@pytest.mark.parametrize("edition", ["Wed, 18 Nov 2020 12:00:00 GMT", 'W/"1"', '"1"', "x"])
def test_a_download_of_another_edition_begins_again(client: Client, edition: str) -> None:
    create_support()
    response, _content = ask(client, Range="bytes=0-9", If_Range=edition)
    assert (response.status_code, "Content-Range" in response.headers) == (200, False)


def tables(client: Client) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(ask(client, ZIP)[1])) as archive:
        return {
            name.removesuffix(".csv"): list(csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8")))
            for name in archive.namelist()
            if name.endswith(".csv")
        }


def descriptor(client: Client) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(ask(client, ZIP)[1])) as archive:
        described: dict[str, Any] = json.loads(archive.read("datapackage.json"))
        return described


def test_the_zip_has_the_same_rows(client: Client) -> None:
    for create in (create_support, create_fact, create_rating, create_release, create_window, create_adoption):
        create()
    rows, found = data_set(client)["rows"], tables(client)
    assert {kind: [row["key"] for row in of_kind] for kind, of_kind in rows.items()} == {
        kind: [row["key"] for row in of_kind] for kind, of_kind in found.items()
    }
    [support] = found["support"]
    assert (support["level"], support["second_checked"]) == ("builtin", "false")
    assert (support["api"], support["package"]) == (f"{ORIGIN}/api/v1/support/django/orm/", "")


def test_lists_are_json_and_no_text_is_a_formula(client: Client) -> None:
    create_guide(covers=["Flask"], audience="=HYPERLINK()")
    [guide] = tables(client)["guide"]
    assert (json.loads(guide["covers"]), guide["audience"]) == (["Flask"], "'=HYPERLINK()")


def test_every_column_is_described(client: Client) -> None:
    create_support()
    described = {
        one["name"]: [column["name"] for column in one["schema"]["fields"]] for one in descriptor(client)["resources"]
    }
    with zipfile.ZipFile(io.BytesIO(ask(client, ZIP)[1])) as archive:
        for kind, columns in described.items():
            assert archive.read(f"{kind}.csv").decode().splitlines()[0].split(",") == columns


def test_the_description_names_keys_references_and_licences(client: Client) -> None:
    create_adoption(licence="CC BY-SA 4.0")
    package = descriptor(client)
    resources = {one["name"]: one for one in package["resources"]}
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert resources["adoptionseries"]["licenses"][0]["name"] == "CC-BY-SA-4.0"
    assert resources["support"]["schema"]["primaryKey"] == ["key"]
    assert {"fields": ["feature"], "reference": {"resource": "feature", "fields": ["key"]}} in (
        resources["support"]["schema"]["foreignKeys"]
    )


def test_the_same_data_gives_the_same_bytes(client: Client) -> None:
    create_support()
    first = ask(client, ZIP)[1]
    for file in Path(settings.DATASET_FILES).iterdir():
        file.unlink()
    assert ask(client, ZIP)[1] == first


@pytest.mark.parametrize("accept", ["application/zip", "*/*", "application/json"])
def test_the_zip_is_answered_to_whoever_takes_it(client: Client, accept: str) -> None:
    response, _content = ask(client, ZIP, Accept=accept, Accept_Encoding="gzip")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/zip")
    assert "Content-Encoding" not in response.headers


def test_a_wrong_question_for_the_zip_is_refused_in_json(client: Client) -> None:
    response, _content = ask(client, f"{ZIP}?x=1", Accept="application/zip")
    assert (response.status_code, response.json()["error"]["code"]) == (400, "invalid_parameter")
