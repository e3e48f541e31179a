"""Reading a source again: one screen, an answer for each claim, one change of all answers."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curation.changes.checks import Edit
from curation.changes.workflow import approve
from curation.documents import document_of
from curation.models import Change, State
from editorial.desk.rereading.views import MOST
from frameworks.models import Fact, Feature, Support
from tests.editorial.desk.pages import ago, client_of, latest, proposal, texts
from tests.factories import (
    create_fact,
    create_source,
    create_support,
    create_user,
    create_window,
    publish,
    support_document,
)

pytestmark = pytest.mark.django_db

DOCS = "/admin/desk/read/docs/"
Sent = dict[str, str]
Answers = dict[str, Sent]
ORM, LICENCE = "support/django/orm", "fact/django/licence"


def stale(feature: str = "orm", **fields: Any) -> Support:
    return create_support(feature=feature, checked_on=ago(500), **fields)


def screen(client: Client, address: str = DOCS) -> Any:
    return client.get(address).context["screen"]


def shown(client: Client, address: str = DOCS) -> list[str]:
    return [form.prefix for form in screen(client, address).forms]


def filled_in(response: Any, answers: Answers) -> Sent:
    """Return what a browser would post: all fields as they are shown, but for these answers by row."""
    posted = {"reason": response.context["screen"].why["reason"].value()}
    for form in response.context["screen"].forms:
        for field in form:
            value = field.value()
            if value not in (None, False) and not (field.name in ("answer", "fate") and not value):
                posted[field.html_name] = str(value)
        posted |= {f"{form.prefix}-{name}": value for name, value in answers.get(form.prefix, {}).items()}
    return posted


def answer(client: Client, answers: Answers, address: str = DOCS, buttons: Sent | None = None) -> Any:
    return client.post(address, {**filled_in(client.get(address), answers), **(buttons or {})}, follow=True)


def refused(response: Any) -> dict[str, str]:
    """Return what is wrong, by row."""
    return {
        form.prefix: " ".join(map(str, sum(form.errors.values(), []))) for form in response.context["screen"].refused
    }


def document(key: str = "django/orm") -> dict[str, Any]:
    found = latest().items.get(key=key).document
    assert found is not None
    return dict(found)


def test_a_claim_stands_with_its_value_its_definition_what_its_level_asks_for_and_its_place(editor: Client) -> None:
    create_source(key="docs", url="https://docs.example.com/")
    stale(note="In the core.", locator="https://docs.example.com/orm/#intro")

    page = editor.get(DOCS).text

    for words in ("Django: Orm", "Built in", "In the core.", "What it is.", "Installing the framework is enough"):
        assert words in page
    assert 'href="https://docs.example.com/orm/"' in page
    assert ">/orm/</a>" in page


def test_only_what_is_over_its_limit_is_asked_unless_all_is_asked_for(editor: Client) -> None:
    stale()
    create_fact(name="licence", read_on=ago(1))

    assert shown(editor) == [ORM]
    assert set(shown(editor, f"{DOCS}?claims=all")) == {ORM, LICENCE, "source/docs"}


def test_a_source_of_which_nothing_is_over_its_limit_can_be_read_all_the_same(editor: Client) -> None:
    create_fact(name="licence", read_on=ago(1))

    assert LICENCE in shown(editor)


def test_no_answer_is_given_beforehand(editor: Client) -> None:
    stale()

    [form] = screen(editor).forms

    assert not form["answer"].value()


def test_all_answers_become_one_change_and_nothing_is_public_before_it_is_approved(
    editor: Client, ana: User, paul: User
) -> None:
    stale(note="Old words.")
    stale("csrf")
    create_fact(name="licence", value="BSD", read_on=ago(500))

    changed, removed = {"answer": "changed", "note": "New words."}, {"answer": "gone", "fate": "removed"}
    answer(editor, {ORM: changed, "support/django/csrf": {"answer": "same"}, LICENCE: removed})

    change = latest()
    assert (change.author, change.state, change.items.count()) == (ana, State.IN_REVIEW, 3)
    assert Support.objects.get(pk="django/orm").note == "Old words."
    approve(change, reviewer=paul)
    assert (Support.objects.get(pk="django/orm").note, Fact.objects.count()) == ("New words.", 0)


def test_what_still_says_so_gets_the_day_and_nothing_else(editor: Client) -> None:
    row = stale(note="Words.", second_checked=True)

    answer(editor, {ORM: {"answer": "same"}})

    assert document() == {**document_of(row), "checked_on": ago(0)}
    assert latest().reason == f"Read again on {ago(0)}: Documentation docs."


def test_what_was_altered_has_no_second_reader_any_more(editor: Client) -> None:
    stale(note="Words.", second_checked=True)

    answer(editor, {ORM: {"answer": "changed", "note": "Other words."}})

    assert "second_checked" not in document()


def test_claims_without_an_answer_stay_as_they_are_and_on_the_plan(editor: Client) -> None:
    stale()
    stale("csrf")

    answer(editor, {ORM: {"answer": "same"}})

    assert latest().items.get().key == "django/orm"
    assert shown(editor) == ["support/django/csrf"]


def test_a_claim_that_moved_gets_its_new_place(editor: Client) -> None:
    stale(locator="https://example.com/old/")

    answer(editor, {ORM: {"answer": "gone", "fate": "moved", "moved_to": "https://example.com/new/"}})

    assert document()["locator"] == "https://example.com/new/"


def test_a_claim_that_is_searched_for_in_vain_becomes_none_found_with_what_was_searched(editor: Client) -> None:
    stale(package="django-orm", note="Old words.")

    answer(editor, {ORM: {"answer": "gone", "fate": "none-found", "gone_searched": "The documentation, for ORM."}})

    found = document()
    assert (found["level"], found["searched"]) == ("none-found", "The documentation, for ORM.")
    assert not {"package", "note"} & found.keys()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"answer": "gone"}, "Say what became of it."),
        ({"answer": "gone", "fate": "moved"}, "Give the place where it stands now"),
        ({"answer": "gone", "fate": "none-found"}, "Say where you searched"),
        ({"answer": "gone", "fate": "unknown"}, "Say in the note what was tried."),
        ({"answer": "changed"}, "Nothing here differs"),
        ({"answer": "changed", "level": "third-party"}, "names its package"),
        ({"answer": "changed", "level": "splendid"}, "Select a valid choice"),
        ({"answer": "changed", "note": "x" * 301}, "at most 300 characters"),
        ({"answer": "perhaps"}, "Select a valid choice"),
    ],
)
def test_an_answer_that_cannot_be_taken_names_its_row_and_loses_nothing(
    editor: Client, given: dict[str, str], message: str
) -> None:
    stale(locator="https://example.com/")
    stale("csrf")

    response = answer(editor, {ORM: given, "support/django/csrf": {"answer": "changed", "note": "My words."}})

    assert message in refused(response)[ORM]
    assert "My words." in response.text
    assert f'<a href="#{ORM}">Django: Orm</a>' in response.text
    assert not Change.objects.filter(state=State.IN_REVIEW).exists()


def test_what_somebody_published_meanwhile_is_shown_before_the_answer_is_taken(editor: Client) -> None:
    row = stale()
    posted = filled_in(editor.get(DOCS), {ORM: {"answer": "same"}})
    row.note = "Their words."
    publish(Edit(Support, row.pk, document_of(row)))

    response = editor.post(DOCS, posted)

    assert "Somebody published version 2 of this while you read version 1." in refused(response)[ORM]
    assert "Their words." in response.text
    editor.post(DOCS, filled_in(response, {}))
    assert (document()["note"], latest().items.get().base_version) == ("Their words.", 2)


def test_an_answer_about_what_another_change_is_about_is_refused_with_that_change(editor: Client, paul: User) -> None:
    stale()
    posted = filled_in(editor.get(DOCS), {ORM: {"answer": "same"}})
    change = proposal(paul)

    response = editor.post(DOCS, posted)

    assert f"Change {change.pk} is about this already." in refused(response)[ORM]


def test_an_answer_about_a_row_that_was_removed_meanwhile_is_named(editor: Client) -> None:
    stale()
    stale("csrf")
    posted = filled_in(editor.get(DOCS), {ORM: {"answer": "same"}, "support/django/csrf": {"answer": "same"}})
    publish(Edit(Support, "django/csrf", None))

    response = editor.post(DOCS, posted, follow=True)

    assert "support/django/csrf was removed" in texts(response)[0]
    assert latest().items.get().key == "django/orm"


def test_answering_nothing_proposes_nothing_and_says_so(editor: Client) -> None:
    stale()

    response = answer(editor, {})

    assert texts(response) == ["Answer at least one claim; nothing was proposed."]
    assert not Change.objects.filter(author__isnull=False).exists()


def test_a_change_needs_its_reason(editor: Client) -> None:
    stale()

    response = answer(editor, {ORM: {"answer": "same"}}, buttons={"reason": " "})

    assert "Say why, in a sentence" in response.text
    assert not Change.objects.filter(author__isnull=False).exists()


def test_one_button_answers_a_page_where_nobody_has_answered_and_proposes_nothing(editor: Client) -> None:
    stale(locator="https://example.com/a/")
    stale("csrf", locator="https://example.com/a/#csrf")
    stale("cors", locator="https://example.com/b/")
    given = {ORM: {"answer": "changed", "note": "My words."}}

    response = answer(editor, given, buttons={"still": "https://example.com/a/"})

    answers = {form.row.pk: form["answer"].value() for form in response.context["screen"].forms}
    assert {key: value or "" for key, value in answers.items()} == {
        "django/orm": "changed",
        "django/csrf": "same",
        "django/cors": "",
    }
    assert "My words." in response.text
    assert not Change.objects.filter(author__isnull=False).exists()


def test_the_next_source_of_the_plan_follows_until_none_is_left(editor: Client) -> None:
    for source, feature, days in (("docs", "orm", 700), ("b", "csrf", 600), ("c", "cors", 500)):
        create_source(key=source)
        create_support(feature=feature, source=source, checked_on=ago(days))

    first = answer(editor, {ORM: {"answer": "same"}})
    second = answer(editor, {"support/django/csrf": {"answer": "same"}}, first.request["PATH_INFO"])
    third = answer(editor, {"support/django/cors": {"answer": "same"}}, second.request["PATH_INFO"])

    assert [response.request["PATH_INFO"] for response in (first, second, third)] == [
        "/admin/desk/read/b/",
        "/admin/desk/read/c/",
        "/admin/desk/",
    ]
    assert (second.context["place"], len(second.context["plan"].lines)) == (3, 3)


def test_a_source_that_was_passed_over_follows_after_the_last(editor: Client) -> None:
    for source, feature, days in (("docs", "orm", 700), ("b", "csrf", 600)):
        create_source(key=source)
        create_support(feature=feature, source=source, checked_on=ago(days))
    editor.get("/admin/desk/")

    last = answer(editor, {"support/django/csrf": {"answer": "same"}}, "/admin/desk/read/b/")

    assert last.request["PATH_INFO"] == DOCS


def test_answers_can_be_kept_as_a_draft(editor: Client, ana: User) -> None:
    stale()

    response = answer(editor, {ORM: {"answer": "same"}}, buttons={"_draft": "Keep as draft"})

    assert (latest().state, latest().author) == (State.DRAFT, ana)
    assert "kept in" in texts(response)[0]


def test_the_message_counts_the_answers_and_links_the_change(editor: Client) -> None:
    stale(note="Words.")
    stale("csrf")

    response = answer(editor, {ORM: {"answer": "changed", "note": "New."}, "support/django/csrf": {"answer": "same"}})

    [words] = texts(response)
    assert "1 still so, 1 changed, in" in words
    assert latest().get_absolute_url() in words


def test_a_support_window_and_the_source_itself_are_put_right_in_place(editor: Client) -> None:
    create_source(key="docs", read_on=ago(500))
    create_window(read_on=ago(500), security_until="2027-04")
    given = {
        "supportwindow/django/5.2": {"answer": "changed", "security_until": "2028-04"},
        "source/docs": {"answer": "changed", "url": "https://example.org/"},
    }

    answer(editor, given)

    assert document("django/5.2")["security_until"] == "2028-04"
    assert (document("docs")["url"], document("docs")["read_on"]) == ("https://example.org/", ago(0))


def test_a_place_within_a_private_network_is_refused_at_its_row(editor: Client) -> None:
    stale()

    response = answer(editor, {ORM: {"answer": "gone", "fate": "moved", "moved_to": "https://10.0.0.1/"}})

    assert ORM in refused(response)


def test_words_of_the_catalogue_are_shown_as_text(editor: Client) -> None:
    stale(note="<script>alert(1)</script>")

    assert "<script>alert(1)" not in editor.get(DOCS).text


def test_a_source_that_does_not_exist_is_not_found(editor: Client) -> None:
    assert editor.get("/admin/desk/read/nothing/").status_code == 404


@pytest.mark.parametrize("query", [{"claims": "some"}, {"other": "1"}])
def test_unknown_parameters_are_refused(editor: Client, query: dict[str, str]) -> None:
    create_source(key="docs")

    assert editor.get(DOCS, query).status_code == 400


def test_who_may_not_change_a_row_proposes_nothing_about_it(editor: Client) -> None:
    stale()
    posted = filled_in(editor.get(DOCS), {ORM: {"answer": "same"}})
    reader = create_user(username="rosa", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_change"))

    assert client_of(reader).get(DOCS).status_code == 200
    assert client_of(reader).post(DOCS, posted).status_code == 403


def queries(client: Client) -> int:
    client.get(DOCS)
    with CaptureQueriesContext(connection) as captured:
        client.get(DOCS)
    return len(captured)


def test_a_screen_takes_as_many_queries_for_many_claims_as_for_few(editor: Client) -> None:
    create_fact(name="licence", read_on=ago(500))
    for number in range(2):
        stale(f"feature-{number}")
    few = queries(editor)
    for number in range(2, 12):
        stale(f"feature-{number}")

    assert queries(editor) == few
    assert few <= 25


def test_many_claims_are_asked_in_parts_and_the_rest_follows(editor: Client) -> None:
    create_support(feature="f-00")
    edits = [
        Edit(
            Feature,
            f"f-{number:02}",
            {**document_of(Feature.objects.get()), "name": str(number), "slug": f"f-{number:02}"},
        )
        for number in range(1, MOST + 2)
    ]
    cells = [support_document(feature=edit.key, checked_on=ago(500)) for edit in edits]
    publish(*edits, *(Edit(Support, f"django/{cell['feature']}", cell) for cell in cells))
    answers = {prefix: {"answer": "same"} for prefix in shown(editor)}

    response = answer(editor, answers)

    assert (latest().items.count(), response.request["PATH_INFO"], len(shown(editor))) == (MOST, DOCS, 1)
