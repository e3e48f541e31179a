"""Filling a sheet: defaults, one value down, a file of just this sheet; nothing of it is proposed by itself."""

import io
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from curation.models import Change
from tests.editorial.desk.pages import filled_in, latest, save
from tests.editorial.desk.sheets.test_sheets import COLUMN, RATINGS, prefixes
from tests.editorial.desk.spreadsheets.test_tables import workbook
from tests.factories import create_feature, create_rating, create_source, create_support

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(editor: Client) -> dict[str, str]:
    """The lines of a column with one cell recorded and two that are not."""
    create_support(feature="orm", note="Old words.")
    create_source(key="manual", name="The manual")
    for key in ("admin", "forms"):
        create_feature(key=key)
    return prefixes(editor, COLUMN, "feature")


def press(client: Client, button: str, pressed: str = "1", /, **changes: Any) -> Any:
    return client.post(COLUMN, {**filled_in(client.get(COLUMN)), button: pressed, **changes})


def value(response: Any, line: str, name: str) -> str:
    """Return what a field of a line shows."""
    [inline] = response.context["inline_admin_formsets"]
    form = next(form for form in inline.formset.forms if form.prefix == line)
    return str(form[name].value() or "")


def test_filling_proposes_nothing(editor: Client, ana: User, lines: dict[str, str]) -> None:
    response = press(editor, "_fill", tick=[lines["forms"]], reason="", **{"fill-source": "The manual"})

    assert "1 field filled in; nothing is proposed yet." in response.text
    assert "errornote" not in response.text
    assert "This field is required." not in response.text
    assert not Change.objects.filter(author=ana).exists()


@pytest.mark.parametrize(
    ("into", "filled"),
    [
        ("empty-ticked", {"forms": "The manual", "orm": "Documentation docs", "admin": ""}),
        ("ticked", {"forms": "The manual", "orm": "The manual", "admin": ""}),
        ("empty-changed", {"forms": "", "orm": "Documentation docs", "admin": "The manual"}),
        ("changed", {"forms": "", "orm": "The manual", "admin": "The manual"}),
    ],
)
def test_a_default_source_goes_into_the_lines_chosen(
    editor: Client, lines: dict[str, str], into: str, filled: dict[str, str]
) -> None:
    altered = {f"{lines['admin']}-level": "builtin", f"{lines['orm']}-note": "New words."}
    fill: dict[str, Any] = {"fill-source": "The manual", "fill-into": into, "tick": [lines["forms"], lines["orm"]]}

    response = press(editor, "_fill", **altered, **fill)

    assert {key: value(response, lines[key], "source") for key in filled} == filled


def test_a_place_becomes_an_address_and_words_stay_words(editor: Client, lines: dict[str, str]) -> None:
    places = {f"{lines['admin']}-locator": "a/b.html#c", f"{lines['forms']}-locator": "section 1"}
    places |= {f"{lines[key]}-source": "manual" for key in ("admin", "forms")}
    fill: dict[str, Any] = {"fill-base": "https://example.com/docs/", "tick": list(lines.values())}

    response = press(editor, "_fill", **places, **fill)

    assert value(response, lines["admin"], "locator") == "https://example.com/docs/a/b.html#c"
    assert value(response, lines["forms"], "locator") == "section 1"


@pytest.mark.parametrize(
    ("base", "place"), [("http://[", "a/b.html"), ("https://example.com/", "//[x"), ("https://example.com/", "/[::/")]
)
def test_what_makes_no_address_fills_nothing(editor: Client, lines: dict[str, str], base: str, place: str) -> None:
    places = {f"{lines['admin']}-locator": place, f"{lines['admin']}-source": "manual"}

    response = press(editor, "_fill", **places, **{"fill-base": base, "tick": [lines["admin"]]})

    assert response.status_code == 200
    assert place in value(response, lines["admin"], "locator")


def test_a_module_of_an_installed_package_never_becomes_an_address(editor: Client, lines: dict[str, str]) -> None:
    create_source(key="installed", kind="package", package="django", name="Django as installed", url="")
    place = {f"{lines['admin']}-locator": "django/db/models.py", f"{lines['admin']}-source": "installed"}

    response = press(editor, "_fill", **place, **{"fill-base": "https://example.com/", "tick": [lines["admin"]]})

    assert value(response, lines["admin"], "locator") == "django/db/models.py"


def test_the_first_ticked_lines_value_is_filled_down(editor: Client, lines: dict[str, str]) -> None:
    ticked: dict[str, Any] = {"tick": [lines["admin"], lines["orm"]], f"{lines['admin']}-note": "From above."}

    response = press(editor, "_down", "note", **ticked)

    assert value(response, lines["orm"], "note") == "From above."
    assert value(response, lines["forms"], "note") == ""


def test_what_was_filled_in_is_proposed_like_anything_typed(editor: Client, lines: dict[str, str]) -> None:
    altered = {f"{lines['forms']}-level": "builtin"}
    response = press(editor, "_fill", **altered, **{"fill-source": "The manual", "fill-into": "changed"})

    editor.post(COLUMN, filled_in(response))

    assert latest().items.get().document["source"] == "manual"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_sheet_goes_out_and_comes_back_as_a_file(editor: Client, lines: dict[str, str], form: str) -> None:
    exported = editor.get(f"{COLUMN}?export={form}").content

    response = press(editor, "_file", file=SimpleUploadedFile(f"a.{form}", exported))

    assert "0 fields taken from" in response.text


def test_a_file_of_a_sheet_has_a_row_for_what_is_not_recorded(editor: Client, lines: dict[str, str]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(editor.get(f"{COLUMN}?export=xlsx").content)).active

    assert [row[0].value for row in sheet.iter_rows(min_row=2, max_row=4)] == [
        "django/admin",
        "django/forms",
        "django/orm",
    ]


def test_a_file_fills_the_lines_it_is_about_with_the_words_that_readers_see(
    editor: Client, lines: dict[str, str]
) -> None:
    rows = (("Feature", "Level", "Source", "Note"), ("Forms", "Built in", "The manual", "From a file."))
    content = workbook(("key", *rows[0]), ("", *rows[1]))

    response = press(editor, "_file", file=SimpleUploadedFile("a.xlsx", content))

    line = lines["forms"]
    assert [value(response, line, name) for name in ("level", "source", "note")] == [
        "builtin",
        "The manual",
        "From a file.",
    ]


def test_a_file_with_a_wrong_cell_fills_nothing(editor: Client, lines: dict[str, str]) -> None:
    content = b"key,level,note\ndjango/forms,great,New\nflask/x,no,\n"

    response = press(editor, "_file", file=SimpleUploadedFile("a.csv", content))

    assert "Row 2, django/forms, level: “great” is none of the choices" in response.text
    assert "Row 3, flask/x, key: It is on no line of this sheet." in response.text
    assert value(response, lines["forms"], "note") == ""


@pytest.mark.parametrize("file", [{}, {"file": SimpleUploadedFile("a.pdf", b"x")}])
def test_no_file_or_no_table_is_told(editor: Client, lines: dict[str, str], file: dict[str, Any]) -> None:
    assert "Nothing was taken from the file" in press(editor, "_file", **file).text


def test_there_is_no_sheet_in_another_form(editor: Client) -> None:
    create_support()

    assert editor.get(f"{COLUMN}?export=pdf").status_code == 404


def test_a_sheet_of_ratings_goes_out_and_comes_back(editor: Client) -> None:
    create_rating()
    exported = editor.get(f"{RATINGS}?export=csv").content

    response = editor.post(
        RATINGS, {**filled_in(editor.get(RATINGS)), "_file": "1", "file": SimpleUploadedFile("a.csv", exported)}
    )

    assert "0 fields taken from a.csv" in response.text


def test_a_line_break_in_a_note_becomes_a_space(editor: Client, lines: dict[str, str]) -> None:
    save(editor, COLUMN, **{f"{lines['orm']}-note": "One\r\ntwo."})

    assert latest().items.get().document["note"] == "One two."


def test_more_lines_are_blank_and_ask_for_nothing(editor: Client, ana: User) -> None:
    create_rating()
    posted = filled_in(editor.get(RATINGS))

    response = editor.post(RATINGS, {**posted, "_more": "1"})

    assert len(response.context["inline_admin_formsets"][1].formset.forms) == 6
    assert "0 lines changed" in response.text
    editor.post(RATINGS, filled_in(response))
    assert not Change.objects.filter(author=ana).exists()


def test_a_number_of_lines_that_is_none_breaks_no_sheet(editor: Client) -> None:
    create_rating()
    posted = filled_in(editor.get(RATINGS))
    counts = {name: "9" * 5000 for name in posted if name.endswith("TOTAL_FORMS")}

    assert editor.post(RATINGS, {**posted, **counts, "_more": "1"}).status_code == 200


@pytest.mark.parametrize("url", [COLUMN, RATINGS, "/admin/desk/facts/django/", "/admin/desk/windows/django/"])
@pytest.mark.parametrize(
    "posted", [{}, {"_fill": "1"}, {"_down": "nothing", "tick": "x"}, {"_file": "1"}, {"_more": "1"}, {"_save": "1"}]
)
def test_what_no_browser_sends_breaks_no_sheet(editor: Client, url: str, posted: dict[str, str]) -> None:
    create_support()
    create_rating()

    assert editor.post(url, posted).status_code == 200
