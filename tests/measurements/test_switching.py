"""What changes in a task's program from one framework to another."""

from typing import Any

import pytest
from django.test import Client

from measurements.code.switching import shared_lines
from tests.factories import create_program

pytestmark = pytest.mark.django_db

BEFORE = "import left\n\ntotal = sum(prices)\nreturn left(total)\n"
AFTER = "import right\n\ntotal = sum(prices)\nreturn right(total)\n"


def page(client: Client, *slugs: str) -> str:
    response = client.get("/code/json-answer/?" + "&".join(f"framework={slug}" for slug in slugs))
    assert response.status_code == 200
    return response.text


def create_two(**fields: Any) -> None:
    create_program(files=[{"path": "t01.py", "text": BEFORE}], lines=3, needs=["pydantic"])
    create_program(framework="flask", files=[{"path": "t01.py", "text": AFTER}], lines=3, **fields)


def test_two_programs_say_how_many_lines_stay_and_set_them_apart(client: Client) -> None:
    create_two()

    text = page(client, "django", "flask")

    assert "Switching from Django to Flask" in text
    assert "1 of 3 lines of code stay" in text
    assert text.count('<span class="shared">total = sum(prices)\n</span>') == 2


def test_the_way_is_the_order_in_which_frameworks_are_named(client: Client) -> None:
    create_two()

    assert "Switching from Flask to Django" in page(client, "flask", "django")


def test_only_what_differs_is_named_beside_the_code(client: Client) -> None:
    create_two()

    text = page(client, "django", "flask").partition('id="switching"')[2].partition("</section>")[0]

    assert "Packages beside it" in text
    assert "Lines of Python" not in text


def test_answers_to_bad_input_that_both_were_asked_for_are_compared(client: Client) -> None:
    create_two(notes={"names the field": "no", "names all fields": "no"})
    create_program(framework="quart", notes={"names the field": "yes"})

    text = page(client, "quart", "flask").partition('id="switching"')[2].partition("</section>")[0]

    assert "Names the field" in text
    assert "Names all fields" not in text


def test_three_programs_and_one_that_is_not_offered_are_no_way_from_one_to_another(client: Client) -> None:
    create_two()
    create_program(framework="quart", not_offered="No.", files=[], sha256="", checks=0, passed=0)

    assert "Switching from" not in page(client, "django", "flask", "quart")
    assert "Switching from" not in page(client, "django", "quart")


def test_a_line_without_a_word_does_not_count_as_one_that_stays() -> None:
    assert shared_lines(["a(", ")", "", "b"], ["c(", ")", "", "b"]) == [(3, 3)]


def test_the_comparison_leads_to_what_changes_either_way(client: Client) -> None:
    create_two()

    text = client.get("/compare/django-vs-flask/code/").text

    assert 'href="/code/json-answer/?framework=django&amp;framework=flask#switching"' in text
    assert 'href="/code/json-answer/?framework=flask&amp;framework=django#switching"' in text
