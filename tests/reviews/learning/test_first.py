"""What to learn a framework with first, and why."""

import datetime

import pytest
from django.test import Client

from frameworks.models import LearningResource, ResourceFramework, SupportWindow
from reviews.learning.first import FirstStep, first_step
from tests.factories import create, create_resource, create_window, ensure_framework
from tests.reviews.finder.situations.test_pages import create_answers, create_situation

DAY = datetime.date(2026, 11, 21)
TUTORIAL, QUICKSTART, DOCUMENTATION = "official-tutorial", "official-quickstart", "official-documentation"


def cover(kind: str, version: str = "", **fields: str) -> ResourceFramework:
    resource = LearningResource(key=kind, kind=kind, name=kind, **{"access": "free", **fields})
    return ResourceFramework(resource=resource, framework_id="django", version=version)


def step(*covers: ResourceFramework, windows: tuple[SupportWindow, ...] = ()) -> FirstStep:
    found = first_step(covers, windows, DAY)
    assert found
    return found


@pytest.mark.parametrize(
    ("kinds", "first"),
    [
        ((DOCUMENTATION, QUICKSTART, TUTORIAL), TUTORIAL),
        ((DOCUMENTATION, QUICKSTART), QUICKSTART),
        (("course", DOCUMENTATION), DOCUMENTATION),
    ],
)
def test_the_project_itself_comes_first_its_tutorial_before_all(kinds: tuple[str, ...], first: str) -> None:
    assert step(*map(cover, kinds)).resource.kind == first


def test_without_anything_of_the_project_there_is_no_first_step() -> None:
    assert first_step([cover("course"), cover("package-index")], (), DAY) is None


def test_that_no_tutorial_is_on_record_is_said() -> None:
    assert step(cover(DOCUMENTATION)).reasons[0] == "No tutorial of the project itself is on record."


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("", "It does not state for which version it is written."),
        ("6.1", "It is written for 6.1."),
        ("5.2", "It is written for 5.2, which gets fixes until 2028-04."),
        ("4.2", "It is written for 4.2, which gets no fixes since 2026-04."),
    ],
)
def test_the_version_it_teaches_is_held_against_its_support(version: str, words: str) -> None:
    windows = (
        SupportWindow(version="5.2", full_support_until="2025-12", security_until="2028-04"),
        SupportWindow(version="4.2", security_until="2026-04"),
    )

    assert words in step(cover(TUTORIAL, version), windows=windows).reasons


def test_whom_it_is_for_is_a_reason() -> None:
    assert step(cover(TUTORIAL, audience="People new to Python.")).reasons[-1] == "For whom: People new to Python."


def publish_tutorial() -> None:
    create_resource(key="first-app", kind=TUTORIAL, access="free", website="https://example.com/first/")
    covers = {"resource": "first-app", "framework": ensure_framework("django"), "source": "guide-ps", "version": "5.2"}
    create(ResourceFramework, "first-app/django", **covers)
    create_window(version="5.2", security_until="2028-04")


@pytest.mark.django_db
def test_the_page_of_a_framework_says_what_to_learn_first_and_why(client: Client) -> None:
    publish_tutorial()

    page = client.get("/frameworks/django/learn/").text
    assert page.index("Learn this first") < page.index("https://example.com/first/") < page.index("written for 5.2")


@pytest.mark.django_db
def test_a_framework_in_nothing_but_an_index_has_nothing_to_learn_with(client: Client) -> None:
    create_resource(key="index", kind="package-index")
    covers = {"resource": "index", "framework": ensure_framework("django"), "source": "guide-ps"}
    create(ResourceFramework, "index/django", **covers)

    assert client.get("/frameworks/django/learn/").status_code == 404


@pytest.mark.django_db
def test_a_situation_says_what_to_learn_its_pick_with_first(client: Client) -> None:
    create_answers()
    create_situation()
    publish_tutorial()

    page = client.get("/choose/back-office/").text
    assert page.index("Learn this first") < page.index('href="/learn/first-app/"')
