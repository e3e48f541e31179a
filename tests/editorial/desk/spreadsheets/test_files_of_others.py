"""Tables as spreadsheets of all sorts save them, and everything that is wrong with one said at once."""

import datetime
import io
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.test import Client
from openpyxl.styles import PatternFill

from curation.models import Change
from editorial.desk.spreadsheets.dates import date_from
from editorial.desk.spreadsheets.problems import BadCell, UnreadableTable
from editorial.desk.spreadsheets.reading import Columns, columns_of, read_table
from frameworks.models import Support
from tests.editorial.desk.pages import latest
from tests.editorial.desk.spreadsheets.test_tables import upload, workbook
from tests.factories import create_criterion, create_rating, create_resource, create_source, create_support

pytestmark = pytest.mark.django_db

COLUMNS = Columns(["key", "note", "level"], {name: name for name in ("key", "note", "level")})
READ = [(2, {"key": "x", "note": "y"})]


def errors_of(response: Any) -> list[tuple[int, str, str]]:
    return [(error.row, error.key, error.column) for error in response.context["errors"]]


@pytest.mark.parametrize(
    "content",
    [
        b"key,note\nx,y\n",
        b"key;note\r\nx;y\r\n",
        b"key\tnote\nx\ty\n",
        b"\xef\xbb\xbfkey;note\nx;y\n",
        b"Key ; NOTE;;\nx;y;;\n;;;\n",
    ],
)
def test_whatever_divides_the_cells_the_table_is_read(content: bytes) -> None:
    assert read_table("a.csv", content, COLUMNS).lines == READ


def test_the_first_line_may_say_what_divides_the_cells() -> None:
    assert read_table("a.csv", b"sep=;\nkey;note\nx;y, z\n", COLUMNS).lines == [(3, {"key": "x", "note": "y, z"})]


def test_rows_keep_their_numbers_below_blank_lines() -> None:
    assert read_table("a.csv", b"\n,,\nkey,note\n\nx,y\n", COLUMNS).lines == [(5, {"key": "x", "note": "y"})]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", "Windows-1252"),
        ("mac_roman", "CSV (Macintosh)"),
        ("cp850", "CSV (MS-DOS)"),
        ("utf-16", "UTF-16, which Excel calls “Unicode Text”"),
    ],
)
def test_the_encoding_of_a_file_that_is_not_utf_8_is_named(encoding: str, words: str) -> None:
    with pytest.raises(UnreadableTable, match="Save it as “CSV UTF-8”") as refusal:
        read_table("a.csv", "key,note\nx,Für später\n".encode(encoding), COLUMNS)

    assert words in str(refusal.value)


def test_coloured_columns_and_rows_without_a_word_are_none() -> None:
    book = openpyxl.Workbook()
    for row in (("key", "note"), ("x", "y")):
        book.active.append(row)
    for place in (*(("A", number) for number in range(3, 6_000)), *((chr(number), 1) for number in range(67, 90))):
        book.active[f"{place[0]}{place[1]}"].fill = PatternFill("solid", fgColor="FFFF00")
    book.active["BZ2"].fill = PatternFill("solid", fgColor="FFFF00")
    content = io.BytesIO()
    book.save(content)

    assert read_table("a.xlsx", content.getvalue(), COLUMNS).lines == READ


def test_a_cell_below_no_heading_is_named() -> None:
    [problem] = read_table("a.csv", b"key,note\nx,y,z\n", COLUMNS).problems

    assert problem.message == "Cell C2 has a value, but its column has no heading."


def test_a_cell_too_long_is_named() -> None:
    [problem] = read_table("a.csv", b"key,note\nx," + b"y" * 10_001, COLUMNS).problems

    assert problem.message == "Cell B2 has 10,001 characters; allowed are 10,000."


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "#WERT!"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_error_cell_is_refused_by_its_coordinate(form: str, error: str) -> None:
    content = workbook(("key", "note"), ("x", error)) if form == "xlsx" else f"key,note\nx,{error}\n".encode()

    [problem] = read_table(f"a.{form}", content, COLUMNS).problems

    assert (problem.key, problem.column) == ("x", "note")
    assert problem.message.startswith(f"Cell B2 holds the error {error}.")


def test_the_words_that_readers_see_are_taken(editor: Client) -> None:
    create_source(key="manual", name="The manual")
    create_support(level="no")
    create_support(feature="forms")

    upload(editor, "Framework;Feature;Level;Source;Second checked\nDjango;Orm;Built IN;the manual;No\n")

    document = latest().items.get().document
    assert (document["level"], document["source"]) == ("builtin", "manual")


def test_a_level_of_a_scale_is_taken_by_its_label(editor: Client) -> None:
    create_rating(criterion="speed", level="low")
    create_criterion(key="size")

    upload(editor, "key,criterion,level\ndjango/speed/ps,speed,High\n", url="/admin/desk/tables/rating/")

    assert latest().items.get().document["level"] == "speed/high"


def test_a_name_of_several_rows_is_refused_with_their_keys(editor: Client) -> None:
    create_support()
    for key in ("a", "b"):
        create_source(key=key, name="Manual")

    [error] = upload(editor, "key,source\ndjango/orm,Manual\n").context["errors"]

    assert error.message == "“Manual” is the name of several: a, b. Give the key of one."


def test_everything_wrong_is_said_at_once_and_in_order(editor: Client, ana: User) -> None:
    for feature in ("orm", "forms", "admin"):
        create_support(feature=feature)
    rows = (
        ("key", "level", "checked_on", "note", "second_checked"),
        ("django/orm", "great", "soon", "=1+1", "perhaps"),
        (None, "no", "2026-11-01", "", ""),
        ("django/forms", "no", "2026-11-01", "", ""),
        ("django/admin", "builtin", "2099-01-01", "", ""),
        ("django/admin", "great", "2099-01-01", "", ""),
    )

    response = upload(editor, workbook(*rows), "a.xlsx")

    assert errors_of(response) == [
        (2, "django/orm", "level"),
        (2, "django/orm", "note"),
        (2, "django/orm", "checked_on"),
        (2, "django/orm", "second_checked"),
        (3, "", "key"),
        (4, "django/forms", ""),
        (5, "django/admin", "checked_on"),
        (6, "django/admin", "key"),
        (6, "django/admin", "level"),
        (6, "django/admin", "checked_on"),
    ]
    assert not Change.objects.filter(author=ana).exists()


def test_an_import_is_no_second_reading_of_its_own_words(editor: Client) -> None:
    create_support()

    response = upload(editor, "key,note,second_checked\ndjango/orm,Mine.,yes\n")

    assert errors_of(response) == [(2, "django/orm", "second_checked")]


def test_what_is_wrong_is_shown_with_key_and_column(editor: Client) -> None:
    create_support()

    page = upload(editor, "key,level\ndjango/orm,great\n").text

    assert "<td>2</td><td>django/orm</td><td>level</td><td>“great” is none of the choices, which are: Built in;" in page


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", "2026-11-20"),
        ("2026-11-20 00:00:00", "2026-11-20"),
        ("2026/11/2", "2026-11-02"),
        ("20.11.2026", "2026-11-20"),
        ("20/11/2026", "2026-11-20"),
        ("11/20/2026", "2026-11-20"),
        ("11/11/2026", "2026-11-11"),
        ("20-Nov-26", "2026-11-20"),
        ("20 November 2026", "2026-11-20"),
        ("Nov 20, 2026", "2026-11-20"),
        ("Nov-26", "2026-11"),
        ("2026-11", "2026-11"),
        ("2026", "2026"),
    ],
)
def test_a_date_is_read_however_a_spreadsheet_writes_it(text: str, day: str) -> None:
    assert date_from(text, partial=True) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5/11/2026", "either of two days"),
        ("31.2.2026", "no day of the calendar"),
        ("20 Foo 2026", "no day of the calendar"),
        ("46346", "no day; write it as 2026-11-20"),
        ("2026-11", "no day; write it as 2026-11-20"),
    ],
)
def test_a_date_that_may_mean_another_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadCell, match=words):
        date_from(text, partial=False)


@pytest.mark.parametrize(("form", "published"), [("mmm-yy", "2026-11"), ("yyyy", "2026"), ("dd/mm/yyyy", "2026-11-02")])
def test_a_month_that_a_spreadsheet_made_a_day_of_stays_a_month(editor: Client, form: str, published: str) -> None:
    create_source()
    book = openpyxl.Workbook()
    book.active.append(("key", "published"))
    book.active.append(("docs", datetime.datetime(2026, 11, 2)))
    book.active["B2"].number_format = form
    content = io.BytesIO()
    book.save(content)

    upload(editor, content.getvalue(), "a.xlsx", "/admin/desk/tables/source/")

    assert latest().items.get().document["published"] == published


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("?framework=django", ["django/forms", "django/orm"]),
        ("?feature=orm", ["django/orm", "flask/orm"]),
        ("", ["django/forms", "django/orm", "flask/orm"]),
    ],
)
def test_the_table_of_one_framework_or_feature_has_its_rows_alone(editor: Client, query: str, keys: list[str]) -> None:
    for framework, feature in (("django", "orm"), ("django", "forms"), ("flask", "orm")):
        create_support(framework=framework, feature=feature)

    content = editor.get(f"/admin/desk/tables/support.csv{query}").content

    assert [cells["key"] for _, cells in read_table("a.csv", content, columns_of(Support)).lines] == keys


def test_the_table_of_one_guide_has_its_rows_alone(editor: Client) -> None:
    create_rating(guide="ps")
    create_rating(guide="dv")

    assert "django/scalability/dv" not in editor.get("/admin/desk/tables/rating.csv?guide=ps").text


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("support.csv?framework=nothing", 404),
        ("support.csv?guide=ps", 404),
        ("support.csv?colour=red", 400),
        ("support.csv?framework=django&feature=orm", 400),
        ("?framework=nothing", 404),
    ],
)
def test_a_table_about_what_is_not_there_is_refused(editor: Client, url: str, status: int) -> None:
    create_rating()
    create_support()

    assert editor.get(f"/admin/desk/tables/{url}").status_code == status


def test_the_list_narrows_to_the_tables_about_one_framework(editor: Client) -> None:
    create_support()

    page = editor.get("/admin/desk/tables/?framework=django").text

    assert 'href="/admin/desk/tables/support.xlsx?framework=django"' in page
    assert "learningresource.xlsx" not in page


def test_a_workbook_offers_levels_as_a_drop_down(editor: Client) -> None:
    create_support()

    book = openpyxl.load_workbook(io.BytesIO(editor.get("/admin/desk/tables/support.xlsx").content))

    heading = next(cell for cell in book.active[1] if cell.value == "level")
    rule = next(rule for rule in book.active.data_validations.dataValidation if f"{heading.column_letter}2" in rule)
    offered = [cell.value for cell in book["choices"][heading.column_letter] if cell.value]
    assert rule.formula1 == f"choices!${heading.column_letter}$1:${heading.column_letter}$7"
    assert offered[:2] == ["Built in", "Built in, with an extra"]
    assert book.active[f"{heading.column_letter}2"].value == "Built in"


def test_what_is_typed_into_a_workbook_stays_text(editor: Client) -> None:
    create_resource()

    sheet = openpyxl.load_workbook(io.BytesIO(editor.get("/admin/desk/tables/learningresource.xlsx").content)).active

    assert {cell.number_format for row in sheet.iter_rows(min_row=2, max_row=3) for cell in row} == {"@"}


@pytest.mark.parametrize("url", ["", "support/", "?framework=framework-0"])
def test_the_pages_of_tables_take_as_many_queries_for_many_rows_as_for_few(
    editor: Client, url: str, django_assert_max_num_queries: Any
) -> None:
    for size in (1, 6):
        for number in range(size):
            if not Support.objects.filter(framework=f"framework-{number}").exists():
                create_support(framework=f"framework-{number}")
        with django_assert_max_num_queries(25):
            editor.get(f"/admin/desk/tables/{url}")
