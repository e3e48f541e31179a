"""The fields that choose a row: what is called so comes first, and letters inside a word find nothing."""

import pytest
from django.test import Client

from tests.factories import create_feature, create_framework, create_support

pytestmark = pytest.mark.django_db


def offered(client: Client, term: str, field: str, model: str = "support", app: str = "frameworks") -> list[str]:
    where = {"term": term, "app_label": app, "model_name": model, "field_name": field}
    return [row["id"] for row in client.get("/admin/autocomplete/", where).json()["results"]]


def test_what_is_called_so_comes_before_what_only_says_it(editor: Client) -> None:
    create_feature(key="a", name="A mapper", definition="What people call an ORM.", position=1)
    create_feature(key="b", name="ORM migrations", position=2)
    create_feature(key="orm", name="ORM", position=3)

    assert offered(editor, "orm", "feature") == ["orm", "b", "a"]


def test_letters_inside_a_word_find_nothing(editor: Client) -> None:
    create_feature(key="uploads", name="File uploads", definition="Forms and platforms.")

    assert offered(editor, "orm", "feature") == []


def test_a_cell_is_found_by_its_framework_and_its_feature(editor: Client) -> None:
    create_framework(key="django-ninja")
    create_support(framework="django-ninja", feature="orm")
    create_support(framework="django", feature="orm")

    assert offered(editor, "django orm", "support", "proof", "reviews") == ["django/orm", "django-ninja/orm"]
