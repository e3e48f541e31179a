"""What must come first for searches that people make, on the whole catalogue."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from curation.search.engines import engine
from curation.search.index import bring_up_to_date
from curation.search.words import plain, words_of
from curation.snapshots.snapshots import CurrentSnapshot
from reviews.search.other_names import SAID_OTHERWISE
from reviews.search.search import read_names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

FIRST = {
    # Names, in any writing.
    "django": "/frameworks/django/",
    "FLASK": "/frameworks/flask/",
    "fast api": "/frameworks/fastapi/",
    "fastapi": "/frameworks/fastapi/",
    "drf": "/frameworks/django-rest-framework/",
    "django rest framework": "/frameworks/django-rest-framework/",
    "djangorestframework": "/frameworks/django-rest-framework/",
    "django-ninja": "/frameworks/django-ninja/",
    "py4web": "/frameworks/py4web/",
    "udemy": "/learn/udemy/",
    "real python": "/learn/real-python/",
    "mdn": "/sources/md/",
    "t02": "/code/validated-order/",
    # Two that are held against each other.
    "django vs flask": "/compare/django-vs-flask/",
    "flask or fastapi": "/compare/fastapi-vs-flask/",
    "django versus fastapi": "/compare/django-vs-fastapi/",
    "Difference between Django and Flask?": "/compare/django-vs-flask/",
    "django rest framework vs fastapi": "/compare/django-rest-framework-vs-fastapi/",
    "django, flask, fastapi": "/compare/django-vs-fastapi-vs-flask/",
    "django vs rails": "/frameworks/django/",
    # Features by their own and by other names.
    "orm": "/features/orm/",
    "database": "/features/orm/",
    "postgres": "/features/orm/",
    "websocket": "/features/websockets/",
    "chat": "/features/websockets/",
    "chat app": "/features/websockets/",
    "background tasks": "/features/background-tasks/",
    "jobs": "/features/background-tasks/",
    "celery": "/features/background-tasks/",
    "cron": "/features/background-tasks/",
    "login": "/features/authentication/",
    "sign up": "/features/authentication/",
    "oauth2": "/features/single-sign-on/",
    "jwt": "/features/jwt/",
    "2fa": "/features/second-factor/",
    "passkey": "/features/second-factor/",
    "rate limit": "/features/throttling/",
    "htmx": "/features/partial-pages/",
    "swagger": "/features/openapi/",
    "AWS Lambda": "/features/serverless/",
    "multi tenant": "/features/multi-tenancy/",
    "type hints": "/features/type-hints/",
    "no gil": "/features/free-threading/",
    "back office": "/features/admin-ui/",
    "jinja2": "/features/templating/",
    "long-term support": "/features/lts-policy/",
    "CVE": "/features/security-policy/",
    "vulnerabilities": "/features/security-policy/",
    "mcp": "/features/mcp-server/",
    # Cells.
    "does flask have an orm": "/evidence/flask/orm/",
    "fastapi websockets": "/evidence/fastapi/websockets/",
    "graphql in django": "/evidence/django/graphql/",
    # Situations, questions and sections.
    "serving a model": "/choose/serving-a-model/",
    "prototype": "/choose/prototype/",
    "popularity": "/adoption/",
    "beginner": "/learn/",
    "best framework for beginners": "/learn/",
    "course": "/learn/",
    "which framework should I use": "/finder/",
    "learning curve": "/method/#learning-curve",
    "benchmark": "/speed/",
    "fastest": "/speed/",
    "memory": "/speed/memory/",
    "release calendar": "/releases/",
    "framework or library": "/topics/framework-or-library/",
    "machine learning": "/evidence/",
    "real time": "/features/websockets/",
}
"""By what is searched, where the first answer leads, or how its address begins."""


@pytest.fixture(scope="module")
def catalogue(whole_catalogue: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        bring_up_to_date()


def found(client: Client, text: str) -> list[str]:
    return re.findall(r'<li><span><a href="([^"]+)"><b>', client.get("/search/", {"q": text}).text)


@pytest.mark.parametrize("text", FIRST)
def test_the_right_answer_comes_first(client: Client, text: str) -> None:
    assert found(client, text)[0].startswith(FIRST[text])


@pytest.mark.parametrize("text", ["celery", "docker", "rails", "kubernetes", "laravel"])
def test_a_word_that_is_no_framework_is_never_taken_for_one(client: Client, text: str) -> None:
    assert not any(address.startswith("/frameworks/") for address in found(client, text)[:1])
    assert "Did you mean" not in client.get("/search/", {"q": text}).text


@pytest.mark.parametrize(
    ("text", "name"), [("fastapo", "FastAPI"), ("djnago", "Django"), ("pyramide", "Pyramid"), ("litstar", "Litestar")]
)
def test_a_name_spelled_nearly_so_is_offered(client: Client, text: str, name: str) -> None:
    assert re.search(rf"(Did you mean|Spelled nearly so).*>{name}</a>", client.get("/search/", {"q": text}).text, re.S)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CVE", "known-vulnerabilities"),
        ("async generators", "/evidence/"),
        ("django 6.1", "Django 6.1"),
        ("license", "Licence"),
    ],
)
def test_what_only_stands_in_texts_is_found_too(client: Client, text: str, words: str) -> None:
    assert words in client.get("/search/", {"q": text}).text


def test_whatever_is_said_otherwise_is_a_name_or_stands_in_a_text() -> None:
    names = read_names(CurrentSnapshot()).by_name
    meant = {name for all_meant in SAID_OTHERWISE.values() for name in all_meant}

    assert [name for name in meant if plain(name) not in names and not said(name)] == []


def said(words: str) -> list[int]:
    return engine().search([[words_of(words)]], begin=False, every=True)


def test_a_search_of_the_longest_group_is_paged(client: Client) -> None:
    assert "Page 2 of" in client.get(f"/search/?q={quote('django')}&kind=cell&page=2").text
