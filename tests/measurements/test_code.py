"""Tasks side by side."""

import io
import zipfile

import pytest
from django.test import Client

from tests.factories import create_fact, create_framework, create_frameworks, create_program, create_task
from tests.measurements.results import FILES

pytestmark = pytest.mark.django_db


def page(client: Client, address: str = "/code/json-answer/", status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.text


def test_a_task_shows_its_own_region_and_not_those_of_other_tasks(client: Client) -> None:
    create_program(files=FILES)

    text = page(client, "/code/json-answer/?framework=django")

    assert "items" in text
    assert "orders" not in text


def test_the_header_of_a_program_is_not_shown_as_code(client: Client) -> None:
    create_program(files=FILES)

    assert "# needs:" not in page(client, "/code/json-answer/?framework=django")


def test_code_is_text_and_no_markup(client: Client) -> None:
    create_program(files=[{"path": "t01.py", "text": "page = '<script>alert(1)</script>'\n"}])

    assert "<script>alert(1)</script>" not in page(client)


def test_words_of_the_language_are_told_from_the_rest(client: Client) -> None:
    create_program(files=[{"path": "t01.py", "text": "return x\n"}])

    assert "<b>return</b> x" in page(client)


def test_a_task_that_is_not_offered_says_why(client: Client) -> None:
    create_program(not_offered="Nobody writes the document.", files=[], sha256="", checks=0, passed=0)

    assert "Not offered: Nobody writes the document." in page(client, "/code/json-answer/?framework=django")


def test_a_program_that_ran_on_an_older_version_names_the_one_since(client: Client) -> None:
    create_program()
    create_fact(name="latest-version", value="6.2")

    assert "; now there is 6.2" in page(client)


def test_one_that_ran_on_the_latest_version_names_no_other(client: Client) -> None:
    create_program()
    create_fact(name="latest-version", value="6.1")

    assert "now there is" not in page(client)


def test_a_program_that_fails_a_check_says_which_and_is_not_called_passed(client: Client) -> None:
    create_program(passed=2, checks=3, failed=[{"check": "limit=51 is refused", "seen": "200"}])

    text = page(client)
    assert "Did not pass on 6.1: limit=51 is refused" in text
    assert "Passed on" not in text


def test_a_disputed_program_says_so(client: Client) -> None:
    create_program(disputed="A form would be shorter.")

    assert "Disputed: A form would be shorter." in page(client)


def test_the_page_of_a_framework_says_which_of_its_programs_are_disputed(client: Client) -> None:
    create_program(disputed="A form would be shorter.")

    assert '<span class="flag">disputed</span>' in page(client, "/frameworks/django/code/")


def test_a_framework_without_a_row_is_not_called_unable(client: Client) -> None:
    create_program()
    create_framework(key="flask")

    assert "nobody has written one yet" in page(client, "/code/json-answer/?framework=flask")


def test_more_than_four_frameworks_are_refused_with_the_limit(client: Client) -> None:
    create_task()
    names = ["a", "b", "c", "d", "e"]
    create_frameworks(*names)

    assert "choose at most 4; you chose 5" in page(
        client, "/code/json-answer/?" + "&".join(f"framework={name}" for name in names), 400
    )


def test_an_unknown_framework_is_refused_with_those_there_are(client: Client) -> None:
    create_program()

    assert "allowed are django" in page(client, "/code/json-answer/?framework=zope", 400)


def test_an_unknown_task_suggests_one(client: Client) -> None:
    create_task()

    assert "/code/json-answer/" in page(client, "/code/json-answers/", 404)


def test_the_archive_of_a_program_holds_its_files_and_what_it_needs(client: Client) -> None:
    create_program(
        framework="flask", files=FILES, needs=["jinja2"], version="3.1.3", command="{python} -m granian {module}:app"
    )

    content = zipfile.ZipFile(io.BytesIO(client.get("/code/json-answer/flask.zip").content))

    assert set(content.namelist()) == {"common.py", "templates/t03_list.html", "requirements.txt"}
    assert content.read("requirements.txt").decode().split() == ["flask==3.1.3", "jinja2", "granian==2.8.9"]


def test_the_lines_that_run_a_program_name_no_place_of_the_lab(client: Client) -> None:
    create_program(files=FILES, command="{python} -m granian --port {port} --workers 1 {module}:app")

    assert "python -m granian --port 8000 common:app" in page(client)


def test_there_is_no_archive_of_what_is_not_offered(client: Client) -> None:
    create_program(not_offered="No.", files=[], sha256="")

    assert client.get("/code/json-answer/django.zip").status_code == 404


def test_the_list_counts_programs_that_pass_and_says_how_bad_input_is_answered(client: Client) -> None:
    create_program(notes={"the refusal is JSON": "no"})
    create_program(framework="flask", passed=1, checks=3)

    text = page(client, "/code/")

    assert "1 of 2 programs pass every check" in text
    assert "The refusal is JSON" in text


def test_the_list_names_faults_of_frameworks_once_for_each_task(client: Client) -> None:
    failed = [{"check": f"check {number}", "seen": "500"} for number in range(3)]
    create_program(passed=1, checks=4, failed=failed, fault="a-report")

    text = page(client, "/code/")

    assert "Check 0" in text
    assert "and 2 more" in text


def test_the_list_says_so_where_nothing_has_run(client: Client) -> None:
    assert "No program has been run yet." in page(client, "/code/")
