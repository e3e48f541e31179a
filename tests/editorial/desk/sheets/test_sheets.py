"""Sheets: many rows on one screen, one change for all that was altered."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.forms.renderers import Jinja2
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curation.changes.checks import Edit
from curation.changes.workflow import propose
from curation.dates import today
from curation.models import Change, State
from frameworks.models import Framework, Support
from reviews.models import Rating, Remark
from tests.editorial.desk.pages import client_of, filled_in, latest, page_of, proposal, save, staff, texts
from tests.factories import (
    create_criterion,
    create_feature,
    create_framework,
    create_guide,
    create_rating,
    create_remark,
    create_support,
    create_user,
    publish,
    support_document,
)

pytestmark = pytest.mark.django_db

COLUMN, ROW, RATINGS = "/admin/desk/columns/django/", "/admin/desk/rows/orm/", "/admin/desk/ratings/ps/django/"


def prefixes(client: Client, url: str, line: str) -> dict[str, str]:
    """Return, for what each line of a sheet is about, the prefix of its fields, in order."""
    inline, *_ = client.get(url).context["inline_admin_formsets"]
    return {str(form[line].value()): form.prefix for form in inline.formset.forms}


def lines(client: Client, url: str, line: str) -> list[str]:
    """Return what the lines of a sheet are about, in order."""
    return list(prefixes(client, url, line))


def at(client: Client, url: str, line: str, key: str) -> str:
    """Return the prefix of the fields of a line."""
    return prefixes(client, url, line)[key]


def items(change: Change) -> dict[str, object]:
    return dict(change.items.values_list("key", "document"))


def test_a_column_has_a_line_for_every_feature(editor: Client) -> None:
    create_support(feature="orm")
    create_feature(key="forms")

    assert sorted(lines(editor, COLUMN, "feature")) == ["forms", "orm"]


@pytest.mark.parametrize("url", [COLUMN, ROW, RATINGS])
def test_the_fields_of_lines_are_drawn_by_the_quicker_of_djangos_templates(editor: Client, url: str) -> None:
    create_support()
    create_rating()

    inlines = editor.get(url).context["inline_admin_formsets"]

    assert {type(form.renderer) for inline in inlines for form in inline.formset} == {Jinja2}


def test_a_row_has_a_line_for_every_framework(editor: Client) -> None:
    create_support(framework="django")
    create_framework(key="flask")

    assert sorted(lines(editor, ROW, "framework")) == ["django", "flask"]


def test_every_line_says_on_the_page_against_which_version_it_was_written(editor: Client) -> None:
    create_support()

    assert f'name="{at(editor, COLUMN, "feature", "orm")}-base_version" value="1"' in editor.get(COLUMN).text


def test_all_that_was_altered_on_a_sheet_is_one_change(editor: Client, ana: User) -> None:
    for feature in ("orm", "forms", "admin"):
        create_support(feature=feature)
    orm, forms = at(editor, COLUMN, "feature", "orm"), at(editor, COLUMN, "feature", "forms")

    save(editor, COLUMN, **{f"{orm}-note": "One.", f"{forms}-level": "unknown"})

    change = Change.objects.get(author=ana)
    assert sorted(items(change)) == ["django/forms", "django/orm"]


def test_a_line_says_which_open_change_alters_it(editor: Client) -> None:
    create_support()
    create_support(feature="forms")
    change = proposal(create_user(username="otto", group="Editors"))

    sheet = editor.get(COLUMN).context["sheet"]

    assert {line.form.instance.pk: list(line.open_in) for line in sheet.lines} == {
        "django/forms": [],
        "django/orm": [change],
    }


def test_a_cell_not_recorded_is_added_on_its_line(editor: Client) -> None:
    create_support(feature="orm")
    create_feature(key="forms")
    line = at(editor, COLUMN, "feature", "forms")

    save(editor, COLUMN, **{f"{line}-level": "builtin", f"{line}-source": "docs"})

    document = support_document(feature="forms", checked_on=today().isoformat())
    assert items(latest()) == {"django/forms": document}


def test_blank_lines_left_alone_ask_for_nothing(editor: Client, ana: User) -> None:
    create_framework(key="django")
    create_feature(key="forms")

    response = save(editor, COLUMN)

    assert texts(response) == ["Nothing changed, so nothing was proposed."]
    assert not Change.objects.filter(author=ana).exists()


def test_a_claim_without_a_source_is_told_on_its_line(editor: Client) -> None:
    create_support(feature="orm")
    line = at(editor, COLUMN, "feature", "orm")

    response = save(editor, COLUMN, **{f"{line}-source": ""})

    assert "Every level but “Not checked” needs a source." in response.content.decode()


def test_a_cell_published_meanwhile_shifts_no_line(editor: Client) -> None:
    create_framework(key="django")
    for feature in ("admin", "forms"):
        create_feature(key=feature)
    create_support(framework="flask", feature="orm")
    line = at(editor, COLUMN, "feature", "forms")
    posted = filled_in(editor.get(COLUMN), **{f"{line}-level": "builtin", f"{line}-source": "docs"})
    publish(Edit(Support, "django/admin", support_document(feature="admin")))

    editor.post(COLUMN, posted)

    assert list(items(latest())) == ["django/forms"]


def test_a_cell_altered_meanwhile_shows_both_versions(editor: Client) -> None:
    create_support(note="Old words.")
    line = at(editor, COLUMN, "feature", "orm")
    posted = filled_in(editor.get(COLUMN), **{f"{line}-note": "My words."})
    publish(Edit(Support, "django/orm", support_document(note="Their words.")))

    response = editor.post(COLUMN, posted)

    [form] = response.context["stale_forms"]
    assert form.staleness[0].values == ("Old words.", "Their words.", "My words.")


def test_a_guide_has_a_line_for_every_criterion(editor: Client) -> None:
    create_rating(criterion="scalability")
    create_criterion(key="speed")
    create_rating(framework="flask", criterion="size")

    assert sorted(lines(editor, RATINGS, "criterion")) == ["scalability", "size", "speed"]


def test_a_rating_is_added_on_its_line(editor: Client) -> None:
    create_guide(key="ps")
    create_framework(key="django")
    create_criterion(key="speed")
    line = at(editor, RATINGS, "criterion", "speed")

    words = {"level": "speed/high", "summary": "It is fast.", "locator": "section 1"}
    save(editor, RATINGS, **{f"{line}-{name}": value for name, value in words.items()})

    claim = {"framework": "django", "criterion": "speed", "guide": "ps", "stated": "explicit"}
    assert items(latest()) == {"django/speed/ps": {**claim, **words}}


def test_each_rating_offers_the_levels_of_its_own_criterion(editor: Client) -> None:
    create_rating(criterion="scalability")
    create_criterion(key="speed", levels=("slow", "fast"))

    inline, *_ = editor.get(RATINGS).context["inline_admin_formsets"]

    offered = {
        form["criterion"].value(): [key for key, _ in form["level"].field.widget.choices] for form in inline.formset
    }
    assert offered["speed"] == ["", "speed/slow", "speed/fast"]


def test_a_sheet_is_kept_as_a_draft_and_filled_in_again(editor: Client) -> None:
    create_support(feature="orm")
    create_feature(key="forms")
    orm, forms = at(editor, COLUMN, "feature", "orm"), at(editor, COLUMN, "feature", "forms")
    save(editor, COLUMN, **{f"{orm}-note": "One.", f"{forms}-level": "builtin", "_draft": "Keep"})
    draft = latest()

    again = f"{COLUMN}?change={draft.pk}"
    line = at(editor, again, "feature", "forms")
    save(editor, again, **{f"{line}-source": "docs"})

    draft.refresh_from_db()
    assert (draft.state, sorted(items(draft))) == (State.IN_REVIEW, ["django/forms", "django/orm"])


def test_a_proposal_of_many_cells_is_edited_again_on_its_sheet(editor: Client, ana: User) -> None:
    create_support(feature="orm")
    create_support(feature="forms")
    edits = [Edit(Support, f"django/{name}", support_document(feature=name, level="no")) for name in ("orm", "forms")]
    change = propose(edits, author=ana, reason="Two cells.")

    assert editor.get(change.get_absolute_url()).context["edit_again"] == f"{COLUMN}?change={change.pk}"


@pytest.mark.parametrize("url", ["/admin/desk/columns/nothing/", "/admin/desk/ratings/ps/nothing/"])
def test_there_is_no_sheet_of_what_is_not_there(editor: Client, url: str) -> None:
    create_guide(key="ps")

    assert editor.get(url).status_code == 404


def test_somebody_elses_draft_opens_on_no_sheet(editor: Client, ana: User) -> None:
    create_support()
    line = at(editor, COLUMN, "feature", "orm")
    save(editor, COLUMN, **{f"{line}-note": "One.", "_draft": "Keep"})

    assert client_of(staff("Editors")).get(f"{COLUMN}?change={latest().pk}").status_code == 404


def test_the_list_of_sheets_leads_to_all_of_them(editor: Client) -> None:
    create_rating()
    create_feature(key="orm")

    page = editor.get("/admin/desk/sheets/").content.decode()

    assert [url for url in (COLUMN, ROW, RATINGS) if f'href="{url}"' not in page] == []
    assert f'href="{COLUMN}"' in editor.get(page_of(Framework, "change", "django")).content.decode()


@pytest.mark.parametrize("url", [COLUMN, ROW, RATINGS])
def test_a_sheet_takes_as_many_queries_for_many_lines_as_for_few(editor: Client, url: str) -> None:
    counts = []
    for names in (["a"], ["b", "c", "d", "e"]):
        for name in names:
            create_support(feature=f"feature-{name}")
            create_support(framework=f"framework-{name}")
            create_rating(criterion=f"criterion-{name}")
        create_support(feature="orm")
        editor.get(url)
        with CaptureQueriesContext(connection) as captured:
            editor.get(url)
        counts.append(len(captured))

    assert counts[0] == counts[1]
    assert counts[0] <= 25


@pytest.mark.parametrize(
    ("url", "is_told"), [(COLUMN, True), (ROW, True), ("/admin/desk/columns/flask/", False)], ids=str
)
def test_a_sheet_tells_of_what_is_pending_on_its_lines(editor: Client, ana: User, url: str, is_told: bool) -> None:
    create_support()
    create_framework(key="flask")
    change = propose([Edit(Support, "django/orm", support_document(note="New."))], author=ana, reason="Moved.")

    assert (change in editor.get(url).context["pending"]) == is_told


@pytest.mark.parametrize(("framework", "is_told"), [("django", True), ("flask", False)])
def test_a_sheet_of_ratings_tells_of_what_is_pending_on_its_framework(
    editor: Client, ana: User, framework: str, is_told: bool
) -> None:
    rating = create_rating(framework="django")
    create_rating(framework="flask")
    change = propose([Edit(Rating, rating.pk, None)], author=ana, reason="Not in the guide.")

    assert (change in editor.get(f"/admin/desk/ratings/ps/{framework}/").context["pending"]) == is_told


def test_a_guides_remarks_stand_on_the_same_sheet_and_get_their_names(editor: Client) -> None:
    create_rating()
    create_remark(framework="django", name="for-1", guide="ps")
    formset = editor.get(RATINGS).context["inline_admin_formsets"][1].formset
    words = {"polarity": "for", "text": "It is quick.", "locator": "section 2"}

    save(editor, RATINGS, **{f"{formset.prefix}-1-{name}": value for name, value in words.items()})

    assert list(items(latest())) == ["django/for-2/ps"]


def test_places_and_remarks_are_edited_again_on_their_sheet(editor: Client, ana: User) -> None:
    create_rating()
    create_remark(framework="django", name="for-1", guide="ps")
    edits = [Edit(Rating, "django/scalability/ps", None), Edit(Remark, "django/for-1/ps", None)]
    change = propose(edits, author=ana, reason="Not in the guide.")

    assert editor.get(change.get_absolute_url()).context["edit_again"] == f"{RATINGS}?change={change.pk}"


@pytest.mark.parametrize("named", ["docs", "Documentation docs", "documentation DOCS", "https://example.com/"])
def test_a_source_is_named_by_its_key_its_name_or_its_address(editor: Client, named: str) -> None:
    create_support(feature="orm")
    create_feature(key="forms")
    line = at(editor, COLUMN, "feature", "forms")

    save(editor, COLUMN, **{f"{line}-level": "builtin", f"{line}-source": named})

    assert items(latest())["django/forms"]["source"] == "docs"


def test_an_unknown_source_is_told_with_a_link_to_its_field(editor: Client) -> None:
    create_support(feature="orm")
    line = at(editor, COLUMN, "feature", "orm")

    page = save(editor, COLUMN, **{f"{line}-source": "Some manual"}).text

    assert f'<a href="#id_{line}-source">Orm</a>, source: There is no source “Some manual”.' in page


def test_every_wrong_line_is_listed(editor: Client) -> None:
    for feature in ("orm", "forms"):
        create_support(feature=feature)
    orm, forms = at(editor, COLUMN, "feature", "orm"), at(editor, COLUMN, "feature", "forms")

    page = save(editor, COLUMN, **{f"{orm}-source": "", f"{forms}-checked_on": "2099-01-01"}).text

    assert "2 lines cannot be proposed yet; nothing you typed is lost." in page
    assert f'<a href="#id_{orm}-level">Orm</a>: Every level but “Not checked” needs a source.' in page


def test_a_changed_cell_is_marked_with_what_it_was(editor: Client) -> None:
    create_support(note="Old words.")
    line = at(editor, COLUMN, "feature", "orm")

    page = save(editor, COLUMN, **{f"{line}-note": "New words.", f"{line}-source": ""}).text

    assert "was <del>Old words.</del>" in page


def test_a_sheet_says_how_much_is_done(editor: Client) -> None:
    create_support(feature="orm")
    create_feature(key="forms")

    assert "1 of 2 done." in editor.get(COLUMN).text


def test_lines_stand_in_the_order_of_their_features_under_their_groups(editor: Client) -> None:
    create_support(feature="orm")
    create_feature(key="forms", position=0, name="Aforms", group="core")

    [section] = editor.get(COLUMN).context["sheet"].sections

    assert [(group, [line.subject.name for line in lines]) for group, lines in section.groups] == [
        ("Core", ["Aforms"]),
        ("Data", ["Orm"]),
    ]


def test_a_line_brings_the_definition_of_its_feature(editor: Client) -> None:
    create_support()

    assert "What it is." in editor.get(COLUMN).text
