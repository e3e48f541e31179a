"""An author edits a proposal again."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from curation.changes.checks import Edit
from curation.changes.workflow import propose, send_back
from curation.documents import document_of
from curation.models import Change, State
from frameworks.models import Fact, Feature, Framework, Support
from reviews.models import Criterion, Level
from tests.editorial.desk.pages import client_of, filled_in, latest, page_of, proposal, proposed_document, staff
from tests.factories import create_criterion, create_fact, create_support, publish, support_document

pytestmark = pytest.mark.django_db


def address(client: Client, change: Change) -> str:
    """Return where the page of a change leads its author to edit it again."""
    return str(client.get(change.get_absolute_url()).context["edit_again"])


def test_the_form_is_filled_in_as_proposed(editor: Client, ana: User) -> None:
    change = proposal(ana)

    form = editor.get(address(editor, change)).context["adminform"].form

    assert form["level"].value() == "none-found"


def test_the_form_names_the_other_changes_of_the_row_alone(editor: Client, ana: User) -> None:
    change, other = proposal(ana), proposal(ana, note="Other words.")

    assert list(editor.get(address(editor, change)).context["pending"]) == [other]


def test_the_new_proposal_replaces_the_old(editor: Client, ana: User) -> None:
    change = proposal(ana)
    send_back(change, reviewer=staff("Publishers"), note="Name the page.")
    url = address(editor, change)

    response = editor.post(url, filled_in(editor.get(url), locator="/topics/db/"), follow=True)

    document = proposed_document(Change.objects.get(state=State.IN_REVIEW))
    assert (document["level"], document["locator"]) == ("none-found", "/topics/db/")
    assert Change.objects.get(pk=change.pk).state == State.WITHDRAWN
    assert f"It replaces change {change.pk}, which is withdrawn." in response.content.decode()


def test_what_was_published_meanwhile_is_kept(editor: Client, ana: User) -> None:
    change = proposal(ana, note="Old words.")
    publish(Edit(Support, "django/orm", support_document(level="builtin", note="Their words.")))
    url = address(editor, change)

    editor.post(url, filled_in(editor.get(url)))

    document = proposed_document()
    assert latest().items.get().base_version == 2
    assert (document["level"], document["note"]) == ("none-found", "Their words.")


def test_a_proposed_new_row_is_edited_again(editor: Client, ana: User) -> None:
    document = {
        "name": "Jobs",
        "slug": "jobs",
        "group": "core",
        "definition": "Work done later.",
        "proof": "What must be seen.",
        "weight_reason": "Because.",
    }
    change = propose([Edit(Feature, "jobs", document)], author=ana, reason="Readers ask for it.")
    url = address(editor, change)

    editor.post(url, filled_in(editor.get(url), name="Scheduled jobs"))

    assert Change.objects.get(state=State.IN_REVIEW).items.get().document == {**document, "name": "Scheduled jobs"}


def test_inline_rows_are_edited_again_on_the_page_they_belong_to(editor: Client, ana: User) -> None:
    create_fact(name="creator", value="Somebody")
    create_fact(name="licence")
    fact = Fact.objects.get(name="creator")
    fact.value = "Adrian"
    new = {"framework": "django", "name": "steward", "value": "DSF", "source": "docs", "read_on": "2026-11-01"}
    edits = [
        Edit(Fact, fact.pk, document_of(fact)),
        Edit(Fact, "django/steward", new),
        Edit(Fact, "django/licence", None),
    ]
    change = propose(edits, author=ana, reason="Read again.")
    url = address(editor, change)

    editor.post(url, filled_in(editor.get(url)))

    assert url.startswith(page_of(Framework, "change", "django"))
    items = dict(latest().items.values_list("key", "document"))
    creator = {"framework": "django", "name": "creator", "value": "Adrian", "source": "docs"}
    assert items.pop("django/creator") == {**creator, "read_on": "2026-11-01"}
    assert items == {"django/steward": new, "django/licence": None}


def test_a_change_of_rows_without_a_page_in_common_is_not_edited_again(editor: Client, ana: User) -> None:
    cells = [("django", "orm"), ("flask", "forms")]
    for framework, feature in cells:
        create_support(framework=framework, feature=feature)
    edits = [Edit(Support, "/".join(cell), support_document(framework=cell[0], feature=cell[1])) for cell in cells]

    assert address(editor, propose(edits, author=ana, reason="Two cells.")) == ""


def test_levels_of_two_criteria_have_no_page_in_common(editor: Client, ana: User) -> None:
    create_criterion(key="speed")
    create_criterion(key="size")
    edits = [Edit(Level, f"{name}/low", None) for name in ("speed", "size")]

    assert address(editor, propose(edits, author=ana, reason="Not used.")) == ""


def test_nobody_edits_the_proposal_of_another_again(ana: User) -> None:
    change = proposal(ana)

    response = client_of(staff("Editors")).get(page_of(Support, "change", "django/orm"), {"change": change.pk})

    assert response.status_code == 404


@pytest.mark.parametrize("number", ["nonsense", "-1", "9" * 30])
def test_an_address_with_no_change_is_not_found(editor: Client, number: str) -> None:
    create_support()

    assert editor.get(page_of(Support, "change", "django/orm"), {"change": number}).status_code == 404


def test_a_change_is_not_edited_again_on_the_page_of_another_model(editor: Client, ana: User) -> None:
    change = proposal(ana)
    create_criterion()

    assert editor.get(page_of(Criterion, "change", "scalability"), {"change": change.pk}).status_code == 404
