"""Adding a framework, a guide, a learning resource: from a name to one review, in a draft that can be left."""

from typing import Any, cast

import pytest
from django.contrib.auth.models import User
from django.test import Client

from curation.changes.workflow import Refused, Unacceptable, approve, submit
from curation.models import Change
from editorial.desk.adding.drafting import add_rows, said_by_index
from frameworks.models import Fact, Framework, Kind, LearningResource, Release, Support
from reviews.models import Guide, Rating
from tests.editorial.desk.pages import client_of, filled_in, latest, save, staff, texts
from tests.factories import create_criterion, create_feature, create_framework, create_guide, create_source, ensure
from tests.frameworks.package_index.conftest import _no_waiting as _no_waiting
from tests.frameworks.package_index.conftest import index as index
from tests.frameworks.package_index.conftest import mirror as mirror
from tests.frameworks.package_index.documents import package_document, release
from tests.frameworks.package_index.index_server import IndexServer, document, status

pytestmark = pytest.mark.django_db

ADD = "/admin/desk/add/"
NEW = {"package": "flask", "name": "Flask", "kind": "micro", "tagline": "A small framework."}


@pytest.fixture(autouse=True)
def _kind() -> None:
    ensure(Kind, "micro", name="Microframework", description="Small.")


@pytest.fixture
def begun(editor: Client, mirror: IndexServer) -> Change:
    """A framework as its first step leaves it, with what the index says."""
    links = {"Documentation": "https://flask.example.com/docs/", "Source": "https://github.com/pallets/flask"}
    content = package_document(project_urls=links)
    mirror.answers("flask", document(content))
    editor.post(f"{ADD}framework/", NEW)
    return latest()


def keys(change: Change, kind: str) -> list[str]:
    return sorted(change.items.filter(row_type=kind).values_list("key", flat=True))


def document_in(change: Change, key: str) -> dict[str, Any]:
    return change.items.get(key=key).document or {}


def test_a_name_and_a_package_bring_facts_and_releases_at_once(begun: Change) -> None:
    assert "flask/latest-version" in keys(begun, "fact")
    assert keys(begun, "release") == ["flask/3.1.2", "flask/3.1.3"]
    assert keys(begun, "source") == ["flask-index"]


def test_the_addresses_that_a_package_names_are_taken(begun: Change) -> None:
    framework = document_in(begun, "flask")

    assert framework["documentation"] == "https://flask.example.com/docs/"
    assert framework["repository"] == "https://github.com/pallets/flask"


def test_nothing_of_a_framework_is_public_while_it_is_a_draft(begun: Change) -> None:
    assert not Framework.objects.exists()
    assert not Fact.objects.exists()


def test_a_package_that_the_index_does_not_have_is_told_at_its_field(editor: Client, mirror: IndexServer) -> None:
    response = editor.post(f"{ADD}framework/", NEW)

    assert "The package index has no package “flask”. Blank it to go on by hand." in response.text
    assert not Change.objects.filter(state="draft").exists()


def test_without_reach_of_the_index_one_goes_on_by_hand(editor: Client, mirror: IndexServer) -> None:
    mirror.answers("flask", status(503))

    response = editor.post(f"{ADD}framework/", NEW, follow=True)

    assert "The package index could not be read: status 503." in texts(response)[0]
    assert "You may go on by hand" in texts(response)[0]
    assert keys(latest(), "framework") == ["flask"]


def test_the_index_is_asked_again(editor: Client, mirror: IndexServer) -> None:
    mirror.answers("flask", status(503))
    editor.post(f"{ADD}framework/", NEW)
    mirror.answers("flask", document(package_document()))

    editor.post(f"{ADD}index/{latest().pk}/")

    assert "flask/latest-version" in keys(latest(), "fact")


def test_another_package_replaces_what_the_first_said(editor: Client, begun: Change, mirror: IndexServer) -> None:
    mirror.answers("quart", document(package_document("quart", release("0.20"))))

    editor.post(f"{ADD}framework/{begun.pk}/", {**NEW, "package": "quart"})

    assert keys(begun, "release") == ["flask/0.20"]


def test_a_package_that_the_index_does_not_have_leaves_what_the_draft_holds(editor: Client, begun: Change) -> None:
    editor.post(f"{ADD}framework/{begun.pk}/", {**NEW, "package": "quart"})

    assert document_in(begun, "flask")["package"] == "flask"
    assert keys(begun, "release") == ["flask/3.1.2", "flask/3.1.3"]


def test_what_was_submitted_while_the_index_answered_is_left_as_it_is(
    editor: Client, begun: Change, mirror: IndexServer
) -> None:
    mirror.answers("flask", document(package_document("Flask", release("9.9"))))
    stale = Change.objects.get(pk=begun.pk)
    Change.objects.filter(pk=begun.pk).update(state="in-review")

    with pytest.raises(Refused, match="in review"):
        add_rows([], stale, cast(User, begun.author), "Again.", instead_of=said_by_index("flask"))
    assert keys(begun, "release") == ["flask/3.1.2", "flask/3.1.3"]


def test_a_framework_that_is_here_is_not_added_again(editor: Client) -> None:
    create_framework(key="flask", package="Flask")

    errors = editor.post(f"{ADD}framework/", NEW).context["form"].errors

    assert {*errors} == {"package", "name"}


def test_sources_are_offered_from_the_packages_addresses(editor: Client, begun: Change) -> None:
    page = editor.get(f"{ADD}sources/{begun.pk}/").text

    assert 'value="https://flask.example.com/docs/"' in page
    assert 'value="Flask documentation"' in page


def source_posts(*lines: dict[str, str]) -> dict[str, str]:
    posted = {"source-TOTAL_FORMS": str(len(lines)), "source-INITIAL_FORMS": str(len(lines))}
    return posted | {f"source-{n}-{name}": value for n, line in enumerate(lines) for name, value in line.items()}


def test_a_source_is_added_once_it_is_ticked_as_read(editor: Client, begun: Change) -> None:
    read = {"url": "https://flask.example.com/docs/", "name": "Flask manual", "kind": "documentation", "use": "on"}
    left = {"url": "https://github.com/pallets/flask", "name": "Flask repository", "kind": "repository"}

    editor.post(f"{ADD}sources/{begun.pk}/", source_posts(read, left))

    assert keys(begun, "source") == ["flask-docs", "flask-index"]


def test_an_address_pasted_alone_gets_a_kind_and_a_name(editor: Client, begun: Change) -> None:
    editor.post(f"{ADD}sources/{begun.pk}/", source_posts({"url": "https://gitlab.com/flask/flask"}))

    source = document_in(begun, "flask-repository")
    assert (source["kind"], source["name"]) == ("repository", "Flask repository")


@pytest.mark.parametrize("address", ["http://[", "//[x]", "https://[::1"])
def test_an_address_that_is_none_is_refused_in_words(editor: Client, begun: Change, address: str) -> None:
    response = editor.post(f"{ADD}sources/{begun.pk}/", source_posts({"url": address}))

    assert (response.status_code, "is no address." in response.text) == (200, True)
    assert keys(begun, "source") == ["flask-index"]


def test_an_address_that_is_a_source_already_is_refused(editor: Client, begun: Change) -> None:
    create_source(name="The manual", url="https://docs.example.com/")

    page = editor.post(f"{ADD}sources/{begun.pk}/", source_posts({"url": "https://docs.example.com/"})).text

    assert "The source “The manual” has that address already" in page


def test_a_drafted_framework_has_a_sheet_that_fills_its_draft(editor: Client, begun: Change) -> None:
    create_feature(key="orm")
    url = "/admin/desk/columns/flask/"
    [inline] = editor.get(url).context["inline_admin_formsets"]
    line = f"{inline.formset.prefix}-0"

    response = editor.post(
        url,
        {**filled_in(editor.get(url)), f"{line}-level": "builtin", f"{line}-source": "flask-index", "_draft": "next"},
    )

    assert response.headers["Location"] == "/admin/desk/windows/flask/"
    assert document_in(begun, "flask/orm")["level"] == "builtin"
    assert "1 of 1 done." in editor.get(url).text


def test_what_is_blanked_on_the_sheet_of_a_draft_leaves_the_draft(editor: Client, begun: Change) -> None:
    create_feature(key="orm")
    url = "/admin/desk/columns/flask/"
    save(editor, url, **{"support-0-level": "builtin", "support-0-source": "flask-index", "_draft": "stay"})

    save(editor, url, **{"support-0-level": "", "support-0-source": "", "_draft": "stay"})

    assert keys(begun, "support") == []


def test_facts_that_people_read_have_a_sheet(editor: Client, begun: Change) -> None:
    save(
        editor,
        "/admin/desk/facts/flask/",
        **{"facts-0-value": "Armin Ronacher", "facts-0-source": "flask-index", "_draft": "stay"},
    )

    assert document_in(begun, "flask/creator")["value"] == "Armin Ronacher"


def test_support_windows_have_a_sheet(editor: Client, begun: Change) -> None:
    window = {"version": "3.1", "released": "2024-11", "source": "flask-index", "_draft": "stay"}

    save(
        editor,
        "/admin/desk/windows/flask/",
        **{name if name == "_draft" else f"support_windows-0-{name}": value for name, value in window.items()},
    )

    assert keys(begun, "supportwindow") == ["flask/3.1"]


def test_a_new_framework_goes_public_in_one_review(editor: Client, begun: Change, paul: User) -> None:
    create_feature(key="orm")
    save(
        editor,
        "/admin/desk/columns/flask/",
        **{"support-0-level": "builtin", "support-0-source": "flask-index", "_draft": "stay"},
    )

    approve(submit(begun), reviewer=paul)

    assert Framework.objects.public().filter(pk="flask").exists()
    assert Support.objects.public().filter(pk="flask/orm").exists()
    assert Release.objects.public().filter(pk="flask/3.1.3").exists()


def test_what_was_begun_is_listed_with_how_far_it_came(editor: Client, begun: Change) -> None:
    page = editor.get(ADD).text

    assert "Go on: Flask" in page
    assert "2 releases" in page


def test_nobody_sees_what_another_has_begun(begun: Change) -> None:
    other = client_of(staff("Editors"))

    assert "Go on: Flask" not in other.get(ADD).text
    assert other.get(f"{ADD}framework/{begun.pk}/").status_code == 404
    assert other.get("/admin/desk/columns/flask/").status_code == 404


def test_a_submitted_draft_has_no_steps_any_more(editor: Client, begun: Change) -> None:
    submit(begun)

    assert editor.get(f"{ADD}index/{begun.pk}/").status_code == 404


@pytest.mark.parametrize("page", ["", "framework/", "guide/", "resource/"])
def test_adding_needs_a_group(page: str) -> None:
    user = staff("Editors")
    user.groups.clear()

    assert client_of(user).get(f"{ADD}{page}").status_code == 403


@pytest.mark.parametrize("page", ["framework", "guide", "resource", "index", "sources", "places", "covers"])
def test_there_are_no_steps_of_a_draft_that_is_not_there(editor: Client, page: str) -> None:
    assert editor.get(f"{ADD}{page}/99/").status_code == 404


GUIDE = {
    "name": "A guide",
    "voice": "Some author",
    "code": "sa",
    "dated": "No date.",
    "read_on": "2026-11-20",
    "interest": "none",
}


def test_a_guide_begins_with_its_text_and_goes_public_in_one_review(editor: Client, paul: User) -> None:
    create_framework(key="django")
    create_criterion(key="speed")
    editor.post(f"{ADD}guide/", GUIDE)
    draft = latest()
    words = {"level": "speed/high", "summary": "It is fast.", "locator": "section 1"}
    url = "/admin/desk/ratings/sa/django/"

    save(editor, url, _draft="next", **{f"ratings-0-{name}": value for name, value in words.items()})
    approve(submit(draft), reviewer=paul)

    assert Guide.objects.public().get().code == "SA"
    assert Rating.objects.public().get().summary == "It is fast."


def test_the_text_of_a_guide_leads_on_to_what_the_guide_covers(editor: Client) -> None:
    response = editor.post(f"{ADD}guide/", GUIDE)

    assert response["Location"] == f"{ADD}covers/{latest().pk}/"


def test_the_steps_of_a_guide_say_how_much_is_recorded_of_each_framework(editor: Client) -> None:
    create_framework(key="django")
    create_criterion(key="speed")
    create_criterion(key="docs")
    editor.post(f"{ADD}guide/", GUIDE)
    cover(editor, frameworks=["django"], criteria=["speed", "docs"])

    save(editor, PLACES, _draft="stay", **place_on("speed", editor))

    assert "1 of 2" in editor.get(f"{ADD}places/{latest().pk}/").text


PLACES = "/admin/desk/ratings/sa/django/"


def cover(client: Client, **ticked: list[str]) -> set[str]:
    """Say what a guide covers, and return the keys of its places."""
    client.post(f"{ADD}covers/{latest().pk}/", ticked)
    return set(latest().items.filter(row_type="rating").values_list("key", flat=True))


def place_on(criterion: str, client: Client) -> dict[str, str]:
    """Return what is written on the line of a criterion."""
    inline, *_ = client.get(PLACES).context["inline_admin_formsets"]
    lines = [str(form["criterion"].value()) for form in inline.formset.forms]
    words = {"summary": "It is fast.", "locator": "section 1", "level": f"{criterion}/high"}
    return {f"ratings-{lines.index(criterion)}-{name}": value for name, value in words.items()}


def test_a_guide_covers_each_pair_of_a_framework_and_a_criterion_but_for_those_taken_away(editor: Client) -> None:
    for key in ("django", "flask"):
        create_framework(key=key)
    for key in ("speed", "docs"):
        create_criterion(key=key)
    editor.post(f"{ADD}guide/", GUIDE)
    both = {"frameworks": ["django", "flask"], "criteria": ["speed", "docs"]}
    all_of_them = cover(editor, **both)

    left = cover(editor, **both, cover=["django/speed", "flask/docs"])

    assert len(all_of_them) == 4
    assert left == {"django/speed/sa", "flask/docs/sa"}


def test_a_place_that_is_filled_in_is_not_taken_away_with_the_others(editor: Client) -> None:
    create_framework(key="django")
    for key in ("speed", "docs"):
        create_criterion(key=key)
    editor.post(f"{ADD}guide/", GUIDE)
    cover(editor, frameworks=["django"], criteria=["speed", "docs"])
    save(editor, PLACES, _draft="stay", **place_on("speed", editor))

    assert cover(editor) == {"django/speed/sa"}


@pytest.mark.parametrize(
    ("ticked", "refusal"),
    [
        ({"frameworks": ["jango"]}, "frameworks: there is no “jango”; allowed are django."),
        ({"criteria": ["sped"]}, "criteria: there is no “sped”; allowed are speed."),
        ({"cover": ["django/sped"]}, "cover: there is no “sped”; allowed are speed."),
    ],
)
def test_what_a_guide_covers_is_refused_where_there_is_no_such_key(
    editor: Client, ticked: dict[str, list[str]], refusal: str
) -> None:
    create_framework(key="django")
    create_criterion(key="speed")
    editor.post(f"{ADD}guide/", GUIDE)

    response = editor.post(f"{ADD}covers/{latest().pk}/", {"frameworks": ["django"], "criteria": ["speed"], **ticked})

    assert (response.status_code, refusal in response.text) == (400, True)
    assert keys(latest(), "rating") == []


def test_a_guide_with_places_to_read_is_not_ready(editor: Client) -> None:
    create_framework(key="django")
    create_criterion(key="speed")
    editor.post(f"{ADD}guide/", GUIDE)
    cover(editor, frameworks=["django"], criteria=["speed"])

    with pytest.raises(Unacceptable, match="rating django/speed/sa: summary"):
        submit(latest())


def test_a_guide_with_letters_that_are_taken_is_refused(editor: Client) -> None:
    create_guide(key="sa")

    assert {*editor.post(f"{ADD}guide/", GUIDE).context["form"].errors} == {"code"}


RESOURCE = {
    "name": "Some course",
    "kind": "course-marketplace",
    "website": "https://course.example.com/",
    "tagline": "Videos.",
    "access": "paid",
    "frameworks": ["django"],
}


def test_a_resource_brings_its_web_site_as_a_source_and_its_frameworks(editor: Client, paul: User) -> None:
    create_framework(key="django")

    editor.post(f"{ADD}resource/", RESOURCE)

    approve(submit(latest()), reviewer=paul)
    resource = LearningResource.objects.public().get()
    assert (resource.source.url, resource.covers.get().framework_id) == ("https://course.example.com/", "django")


def test_a_resource_taken_up_again_keeps_only_the_frameworks_still_ticked(editor: Client) -> None:
    for key in ("django", "flask"):
        create_framework(key=key)
    editor.post(f"{ADD}resource/", {**RESOURCE, "frameworks": ["django", "flask"]})

    editor.post(f"{ADD}resource/{latest().pk}/", {**RESOURCE, "frameworks": ["flask"]})

    assert keys(latest(), "resourceframework") == ["some-course/flask"]


@pytest.mark.parametrize("page", ["", "framework/{0}/", "index/{0}/", "sources/{0}/"])
@pytest.mark.parametrize("size", [1, 4])
def test_the_pages_of_steps_take_few_queries(
    editor: Client, ana: User, begun: Change, page: str, size: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(1, size):
        create_framework(key=f"framework-{number}", kind="micro")
        editor.post(f"{ADD}framework/", {**NEW, "package": "", "name": f"Other {number}"})

    with django_assert_max_num_queries(25):
        assert editor.get(ADD + page.format(begun.pk)).status_code == 200


def test_what_was_begun_is_not_begun_again(editor: Client, begun: Change) -> None:
    response = editor.post(f"{ADD}framework/", NEW, follow=True)

    assert texts(response) == ["You have begun to add Flask already; go on here."]
    assert latest() == begun


@pytest.mark.parametrize("page", ["framework/", "guide/", "resource/", "sources/{0}/"])
def test_what_no_browser_sends_breaks_no_step(editor: Client, begun: Change, page: str) -> None:
    odd = {"name": "_", "code": "é", "url": "javascript:x", "website": "x", "kind": "?", "source-TOTAL_FORMS": "-1"}

    for posted in ({}, odd):
        assert editor.post(ADD + page.format(begun.pk), posted).status_code == 200


def test_a_name_without_a_letter_is_refused(editor: Client) -> None:
    page = editor.post(f"{ADD}framework/", {**NEW, "package": "", "name": "!!!"}).text

    assert "Its name has no letter or digit that an address could have." in page
