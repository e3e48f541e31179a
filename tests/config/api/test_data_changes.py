"""What has changed since a version: enough to keep a mirror that never differs from the data set."""

import json
from random import Random
from typing import Any

import pytest
import time_machine
from django.test import Client

from curation.changes.checks import Edit
from curation.documents import document_of
from curation.rows import CuratedRow
from frameworks.models import Fact, Framework, Support
from reviews.models import Guide, Rating
from tests.factories import create_fact, create_framework, create_rating, create_support, publish

pytestmark = pytest.mark.django_db

FRAMEWORKS = ("bottle", "django", "flask", "quart")
FEATURES = ("admin", "orm", "websockets")
Rows = dict[tuple[str, str], dict[str, Any]]


class Mirror:
    """A copy of the public rows, loaded once and then kept by what the API says has changed."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.version, self.rows = data_set(client)

    def follow(self) -> None:
        address = f"/api/v1/changes/?since_version={self.version}&page_size=7"
        while address:
            answer = self.client.get(address).json()
            for change in answer["results"]:
                self.write(change)
            address = answer["next"]
        self.version = answer["data_version"]

    def write(self, change: dict[str, Any]) -> None:
        name = (change["type"], change["key"])
        if change["operation"] == "removed":
            del self.rows[name]
        else:
            before = {field: self.rows[name][field] for field in change["before"]} if change["before"] else None
            assert before == change["before"]
            self.rows[name] = self.rows.get(name, {}) | change["after"]


def data_set(client: Client) -> tuple[int, Rows]:
    document = json.loads(client.get("/api/v1/dataset/").getvalue())
    rows = {(kind, row["key"]): row for kind, rows in document["rows"].items() for row in rows}
    return document["data_version"], rows


def alter(row: CuratedRow, **fields: Any) -> None:
    publish(Edit(type(row), row.key, {**document_of(row), **fields}))


def publish_something(random: Random) -> None:
    """Publish a change of one sort or another: rows added, altered, hidden, shown, retired and removed."""
    framework, feature = random.choice(FRAMEWORKS), random.choice(FEATURES)
    status = random.choice(["published", "published", "draft", "retired"])
    support = Support.objects.filter(pk=f"{framework}/{feature}").first()
    match random.randrange(5):
        case 0:
            alter(Framework.objects.get(pk=framework), status=status)
        case 1:
            alter(Guide.objects.get(pk="ps"), status=status)
        case 2:
            alter(Rating.objects.get(pk="django/scalability/ps"), summary=f"Words {random.random()}.")
        case 3 if support:
            publish(Edit(Support, support.key, None))
        case _ if support:
            alter(support, note=f"Note {random.randrange(3)}")
        case _:
            create_support(framework=framework, feature=feature)


def test_a_mirror_follows_two_hundred_publications_and_ends_equal(client: Client) -> None:
    random = Random(18)  # noqa: S311
    for framework in FRAMEWORKS:
        create_support(framework=framework)
        create_fact(framework=framework)
    create_rating()
    mirror = Mirror(client)
    # Nothing may rest on the clock, so it stands still.
    with time_machine.travel("2030-01-01", tick=False):
        for number in range(200):
            publish_something(random)
            if random.random() < 0.2 or number == 199:
                mirror.follow()
                assert (mirror.version, mirror.rows) == data_set(client)


def changes(client: Client, since: int, **parameters: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/api/v1/changes/", {"since_version": since, **parameters}).json()
    return answer


def version(client: Client) -> int:
    return data_set(client)[0]


def test_a_changed_row_has_the_fields_that_differ_before_and_after(client: Client) -> None:
    fact = create_fact(value="5.2.18")
    since = version(client)
    alter(fact, value="5.2.19")

    (change,) = changes(client, since)["results"]
    assert (change["type"], change["key"], change["operation"]) == ("fact", "django/latest-version", "changed")
    assert change["before"] == {"value": "5.2.18", "text": "5.2.18"}
    assert change["after"] == {"value": "5.2.19", "text": "5.2.19"}
    assert change["version"] == version(client)


def test_a_removed_row_is_named_without_what_it_said(client: Client) -> None:
    fact = create_fact()
    since = version(client)
    publish(Edit(Fact, fact.key, None))

    (change,) = changes(client, since)["results"]
    assert (change["operation"], change["before"], change["after"]) == ("removed", None, None)


def test_rows_of_a_framework_that_is_hidden_are_removed_with_it(client: Client) -> None:
    create_support()
    since = version(client)
    alter(Framework.objects.get(), status="draft")

    found = [(change["type"], change["operation"], change["version"]) for change in changes(client, since)["results"]]
    assert found == [(kind, "removed", version(client)) for kind in ("framework", "support")]


def test_a_row_that_was_changed_and_changed_back_is_left_out(client: Client) -> None:
    fact = create_fact(value="5.2.19")
    since = version(client)
    alter(fact, value="6.0")
    alter(fact, value="5.2.19")

    assert changes(client, since)["results"] == []


def test_further_pages_tell_up_to_the_version_of_the_first(client: Client) -> None:
    create_support()
    first = changes(client, 0, page_size=1)
    create_framework(key="flask")

    second = client.get(first["next"]).json()
    assert (second["data_version"], second["count"]) == (first["data_version"], first["count"])


@pytest.mark.parametrize("query", ["", "since_version=x", "since_version=-1", "since_version=99", "since_version=٣"])
def test_a_version_that_there_is_not_is_refused(client: Client, query: str) -> None:
    response = client.get(f"/api/v1/changes/?{query}")
    assert response.status_code == 400
    assert response.json()["error"]["details"][0]["parameter"] == "since_version"


def test_a_version_to_tell_up_to_does_not_lie_before_the_other(client: Client) -> None:
    create_framework()
    error = client.get(f"/api/v1/changes/?since_version={version(client)}&version=0").json()["error"]
    assert error["details"][0]["parameter"] == "version"


def test_a_list_answers_from_the_version_asked_for(client: Client) -> None:
    create_support()
    answer = client.get(f"/api/v1/sources/?version={version(client)}").json()
    assert answer["data_version"] == version(client)


def test_the_next_page_keeps_the_version(client: Client) -> None:
    create_support()
    create_support(feature="admin")
    answer = client.get(f"/api/v1/support/?page_size=1&version={version(client)}").json()
    assert f"version={version(client)}" in answer["next"]


def test_a_list_of_a_version_that_has_passed_is_gone_with_the_way_on(client: Client) -> None:
    create_support()
    since = version(client)
    create_framework(key="flask")

    response = client.get(f"/api/v1/support/?version={since}")
    assert (response.status_code, response.json()["error"]["code"]) == (410, "gone")
    assert f"/api/v1/changes/?since_version={since}" in response.json()["error"]["message"]


@pytest.mark.parametrize("text", ["99", "x", "-1"])
def test_a_list_of_a_version_to_come_is_refused(client: Client, text: str) -> None:
    assert client.get(f"/api/v1/support/?version={text}").status_code == 400


def test_a_removed_row_of_any_type_is_gone(client: Client) -> None:
    publish(Edit(Fact, create_fact().key, None))

    response = client.get("/api/v1/facts/django/latest-version/")
    assert (response.status_code, response.json()["error"]["code"]) == (410, "gone")


def test_a_row_of_a_retired_framework_is_gone(client: Client) -> None:
    create_support()
    alter(Framework.objects.get(), status="retired")
    assert client.get("/api/v1/support/django/orm/").status_code == 410


def test_a_row_that_was_never_public_is_not_found(client: Client) -> None:
    create_framework(status="draft")
    create_support()
    publish(Edit(Support, "django/orm", None))
    assert client.get("/api/v1/support/django/orm/").status_code == 404


def test_a_row_of_a_hidden_framework_is_not_found(client: Client) -> None:
    create_support()
    alter(Framework.objects.get(), status="draft")
    assert client.get("/api/v1/support/django/orm/").status_code == 404


def test_a_row_that_came_back_answers_again(client: Client) -> None:
    fact = create_fact()
    publish(Edit(Fact, fact.key, None))
    publish(Edit(Fact, fact.key, document_of(fact)))
    assert client.get("/api/v1/facts/django/latest-version/").status_code == 200
