import json
import re

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from frameworks.models import ResourceFramework
from tests.factories import (
    create,
    create_assessment,
    create_guide,
    create_remark,
    create_resource,
    create_window,
    ensure_framework,
)

pytestmark = pytest.mark.django_db
LEARN = "/learn/"


def page(client: Client, address: str = LEARN) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.text


def listed(text: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/learn/([^/]+)/">', text)


def cover(resource: str, framework: str, version: str = "") -> None:
    fields = {"resource": resource, "framework": ensure_framework(framework), "source": "guide-ps"}
    create(ResourceFramework, f"{resource}/{framework}", **fields, **({"version": version} if version else {}))


def test_the_list_says_who_describes_a_resource(client: Client) -> None:
    create_resource(key="udemy")

    assert re.search(r'<a class="cite guide" href="/sources/ps/" title="[^"]*2025-11[^"]*">Guide PS</a>', page(client))


def test_what_the_source_does_not_state_is_written_out(client: Client) -> None:
    create_resource(certificates="")

    assert '<td data-label="Certificate:">not stated</td>' in page(client)


def test_resources_can_be_narrowed_by_framework(client: Client) -> None:
    create_resource(key="udemy")
    create_resource(key="coursera")
    cover("udemy", "django")

    assert listed(page(client, f"{LEARN}?framework=django")) == ["udemy"]


def test_values_of_one_filter_add_up(client: Client) -> None:
    create_resource(key="a", access="free")
    create_resource(key="b", access="paid")
    create_resource(key="c", access="part-free")

    assert listed(page(client, f"{LEARN}?access=free&access=paid")) == ["a", "b"]


def test_different_filters_narrow_together(client: Client) -> None:
    create_resource(key="a", access="free", kind="publisher-store")
    create_resource(key="b", access="free")

    assert listed(page(client, f"{LEARN}?access=free&kind=publisher-store")) == ["a"]


def test_resources_can_be_narrowed_by_format(client: Client) -> None:
    create_resource(key="a", formats=["video", "quizzes"])
    create_resource(key="b", formats=["books"])

    assert listed(page(client, f"{LEARN}?format=video")) == ["a"]


def test_resources_can_be_put_in_order(client: Client) -> None:
    create_resource(key="a", access="paid")
    create_resource(key="b", access="free")

    assert listed(page(client, f"{LEARN}?ordering=access")) == ["b", "a"]


def test_formats_of_one_resource_stand_apart_once_there_are_many(client: Client) -> None:
    create_resource(key="a", formats=["video", *(f"odd {number}" for number in range(12))])
    create_resource(key="b", formats=["video"])

    text = page(client)
    assert text.index("> Video <") < text.index("12 more, of one each</summary>") < text.index("> Odd 0 <")


def test_each_filter_value_says_how_many_have_it(client: Client) -> None:
    create_resource(key="a", access="free")
    create_resource(key="b", access="free")

    assert 'Free <span class="count">2</span>' in page(client)


def test_nothing_found_says_what_dropping_a_filter_gives(client: Client) -> None:
    create_resource(key="a", access="free")
    create_resource(key="b", access="paid", kind="publisher-store")

    text = page(client, f"{LEARN}?access=free&kind=publisher-store")
    assert "No resource passes these filters" in text
    assert "Access: 1 match" in text


def test_a_filter_in_force_can_be_removed(client: Client) -> None:
    create_resource(access="free")

    assert 'href="."><span class="visually-hidden">Remove </span>Access: Free</a>' in page(
        client, f"{LEARN}?access=free"
    )


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("access=cheap", "access: there is no “cheap”; allowed are free, part-free, paid, unknown"),
        ("framework=nope", "framework: there is no “nope”"),
        ("kind=nope", "kind: there is no “nope”"),
        ("sort=name", "sort: there is no such parameter here; allowed are q, kind, access, format"),
    ],
)
def test_a_query_the_list_cannot_answer_is_refused_in_words(client: Client, query: str, reason: str) -> None:
    response = client.get(f"{LEARN}?{query}")

    assert response.status_code == 400
    assert reason in response.text


def test_the_comparison_leads_to_the_evidence_of_each_word(client: Client) -> None:
    create_assessment(resource="udemy", criterion="breadth", label="High")

    assert '<a class="serif" href="/evidence/udemy/breadth/ps/">High</a>' in page(client)


def test_the_comparison_writes_out_what_no_guide_says(client: Client) -> None:
    create_assessment(resource="coursera", criterion="price")
    create_assessment(resource="udemy", criterion="breadth")

    assert "no guide</span>" in page(client)


def test_a_resource_that_no_guide_assesses_is_not_in_the_comparison(client: Client) -> None:
    create_resource(key="coursera")
    create_assessment(resource="udemy")

    assert "/learn/coursera/" not in page(client).split('id="guides"')[1]


def test_the_comparison_has_one_citation_if_one_guide_says_all_of_it(client: Client) -> None:
    create_assessment()

    assert "All from <a" in page(client).replace("{#", "").replace("\n", "")


def test_the_comparison_names_each_guide_if_there_are_several(client: Client) -> None:
    create_guide(key="dv")
    create_assessment(guide="ps")
    create_assessment(guide="dv")

    assert '<a class="cite guide" href="/evidence/udemy/breadth/dv/"' in page(client)


def test_the_list_shows_the_resources_of_each_framework(client: Client) -> None:
    create_resource(key="udemy")
    cover("udemy", "django")

    row = page(client).split('<a href="/frameworks/django/learn/">Django</a>')[1].split("</tr>")[0]
    assert '<a href="/learn/udemy/">Udemy</a>' in row
    assert "no tutorial on record" in row


def test_the_list_puts_what_the_project_itself_teaches_with_beside_each_framework(client: Client) -> None:
    create_resource(key="first-app", kind="official-tutorial")
    create_resource(key="docs", kind="official-documentation")
    cover("first-app", "django", version="6.1")
    cover("docs", "django")

    row = page(client).split('<a href="/frameworks/django/learn/">Django</a>')[1].split("</tr>")[0]
    assert row.index("/learn/first-app/") < row.index("6.1") < row.index("/learn/docs/")


def test_an_index_of_packages_is_no_place_to_learn(client: Client) -> None:
    create_resource(key="udemy")
    create_resource(key="index", kind="package-index")

    text = page(client)
    assert "One place to learn" in text
    assert listed(text) == ["udemy"]
    assert text.index('id="indexes"') < text.index('href="/learn/index/"')


@pytest.mark.parametrize("size", [1, 5])
def test_the_list_takes_as_many_queries_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(size):
        create_assessment(resource=f"r{number}", criterion=f"c{number}")
        cover(f"r{number}", f"f{number}")

    with django_assert_num_queries(
        7
    ):  # the version, guides, resources, what they cover, frameworks, criteria, assessments
        client.get(LEARN)


def test_a_resource_page_shows_remarks_with_their_citations(client: Client) -> None:
    create_resource(key="udemy")
    create_remark(resource="udemy", name="for-1", text="Cheap in sales.")
    create_remark(resource="udemy", name="against-1", polarity="against", text="Quality differs.")

    text = page(client, "/learn/udemy/")
    assert text.index("Cheap in sales.") < text.index("/evidence/udemy/for-1/ps/") < text.index("Quality differs.")


def test_a_resource_page_says_where_no_guide_speaks(client: Client) -> None:
    create_resource(key="udemy")

    assert "No guide says anything against it." in page(client, "/learn/udemy/")


def test_a_resource_page_leads_to_its_site_without_a_tracking_code(client: Client) -> None:
    create_resource(key="udemy", website="https://www.udemy.com/")

    assert '<a class="button" href="https://www.udemy.com/">Visit udemy.com</a>' in page(client, "/learn/udemy/")


def test_a_resource_without_an_address_has_no_link(client: Client) -> None:
    create_resource(key="udemy")

    assert "Visit " not in page(client, "/learn/udemy/")


def test_a_resource_page_has_breadcrumbs_for_search_engines(client: Client) -> None:
    create_resource(key="oreilly", name="O’Reilly </script>")

    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(client, "/learn/oreilly/"))[0]
    trail = json.loads(data)["itemListElement"]
    assert [step["name"] for step in trail] == ["Learn", "O’Reilly </script>"]


def test_an_unknown_resource_is_404_with_the_nearest(client: Client) -> None:
    create_resource(key="real-python")

    response = client.get("/learn/realpython/")
    assert response.status_code == 404
    assert 'href="/learn/real-python/"' in response.text


@pytest.mark.parametrize("size", [1, 5])
def test_a_resource_page_takes_as_many_queries_however_much_is_said(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    create_resource(key="udemy")
    for number in range(size):
        create_assessment(criterion=f"c{number}")
        create_remark(resource="udemy", name=f"for-{number}")
        cover("udemy", f"f{number}")

    with django_assert_num_queries(
        10
    ):  # the version, guides, resources, covers, frameworks, remarks, criteria, said, windows, passages
        client.get("/learn/udemy/")


@pytest.mark.parametrize(
    ("formats", "shown"),
    [(["video lectures", "quizzes"], "<td>Video lectures, quizzes</td>"), (["eBooks"], "<td>eBooks</td>")],
)
def test_formats_stand_in_one_line(client: Client, formats: list[str], shown: str) -> None:
    create_resource(formats=formats)

    assert shown in page(client)


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("4.2", "Django</a> 4.2, which gets no fixes since 2026-04"),
        ("5.2", "Django</a> 5.2</span>"),
        ("", "Django</a></span>"),
    ],
)
def test_a_version_that_is_taught_and_out_of_support_is_called_so(client: Client, version: str, words: str) -> None:
    create_resource(key="udemy")
    create_window(version="4.2", security_until="2026-04")
    create_window(version="5.2", security_until="2028-04")
    covers = {"resource": "udemy", "framework": "django", "source": "docs"}
    create(ResourceFramework, "udemy/django", **covers, **({"version": version} if version else {}))

    with time_machine.travel("2026-11-21T12:00Z"):
        assert words in client.get("/learn/udemy/").text


def test_data_has_the_version_that_is_taught_and_the_end_of_its_fixes(client: Client) -> None:
    create_resource(key="udemy")
    create_window(version="4.2", security_until="2026-04")
    create(ResourceFramework, "udemy/django", resource="udemy", framework="django", source="docs", version="4.2")

    with time_machine.travel("2026-11-21T12:00Z"):
        tables = client.get("/learn/udemy.json").json()["tables"]

    assert tables["covers"]["rows"] == [{"framework": "Django", "version_taught": "4.2", "fixes_ended": "2026-04"}]
