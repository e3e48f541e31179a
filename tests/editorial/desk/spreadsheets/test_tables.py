"""Rows out to a spreadsheet and back: differences shown, errors by row, all or nothing, nothing dangerous."""

import datetime
import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from curation.changes.workflow import submit
from curation.models import Change, State
from editorial.desk.spreadsheets import reading
from editorial.desk.spreadsheets.problems import TableProblem, UnreadableTable
from editorial.desk.spreadsheets.reading import Columns, read_table
from editorial.desk.spreadsheets.writing import guarded, unguarded
from frameworks.models import Framework, Support
from tests.curation.samples import curated_models, publish_samples
from tests.editorial.desk.pages import client_of, latest, staff, texts
from tests.factories import (
    create_adoption,
    create_program,
    create_resource,
    create_source,
    create_support,
    support_document,
)

pytestmark = pytest.mark.django_db

COLUMNS = Columns(["key", "note", "level"], {name: name for name in ("key", "note", "level")})
IMPORT = "/admin/desk/tables/support/"


def upload(client: Client, content: str | bytes, name: str = "support.csv", url: str = IMPORT) -> Any:
    data = content.encode() if isinstance(content, str) else content
    return client.post(url, {"file": SimpleUploadedFile(name, data), "reason": "Read again."}, follow=True)


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def rezipped(content: bytes, **parts: bytes) -> bytes:
    """Return an XLSX file with some of its parts replaced."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2].partition(".")[0], old.read(name)))
    return packed.getvalue()


def refused(name: str, content: bytes) -> str:
    with pytest.raises(UnreadableTable) as refusal:
        read_table(name, content, COLUMNS)
    return str(refusal.value)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("model", curated_models(), ids=lambda model: model._meta.model_name)
def test_what_was_exported_comes_back_without_a_difference(model: type[Framework], form: str) -> None:
    publish_samples(model, 2)
    editor, kind = client_of(staff("Editors")), model._meta.model_name
    exported = editor.get(f"/admin/desk/tables/{kind}.{form}").content

    response = upload(editor, exported, f"{kind}.{form}", f"/admin/desk/tables/{kind}/")

    assert texts(response) == ["2 rows are as published, so there is nothing to import."]


def test_what_is_nested_comes_back_as_it_was(editor: Client) -> None:
    create_program(failed=[{"check": "a", "seen": "b"}], notes={"the refusal is JSON": "yes"})
    exported = editor.get("/admin/desk/tables/program.csv").content

    response = upload(editor, exported, "program.csv", "/admin/desk/tables/program/")

    assert texts(response) == ["1 row is as published, so there is nothing to import."]


@pytest.mark.parametrize("cell", ["{", "words", "[1]", "[" * 9_000])
def test_a_cell_that_should_hold_an_object_and_does_not_is_named(editor: Client, cell: str) -> None:
    create_program()

    response = upload(editor, f"key,notes\ndjango/t01/default,{cell}\n", "program.csv", "/admin/desk/tables/program/")

    [error] = response.context["errors"]
    assert (error.key, error.column) == ("django/t01/default", "notes")


def test_an_import_is_a_draft_that_shows_the_differences(editor: Client, ana: User) -> None:
    create_support(note="Old words.")
    create_support(feature="forms")

    response = upload(editor, "key,note\ndjango/orm,New words.\ndjango/forms,\n")

    assert (latest().state, latest().author) == (State.DRAFT, ana)
    assert dict(latest().items.values_list("key", "document")) == {"django/orm": support_document(note="New words.")}
    assert texts(response) == ["1 row differs and 1 is as published. Look through it, then submit the draft."]
    assert "New words." in response.content.decode()


def test_a_mistyped_key_is_named_as_such(editor: Client) -> None:
    create_support()

    response = upload(editor, "key,note\ndjango/orn,New words.\n")

    words = "There is no cell of this key; a new one needs framework, feature, level, checked_on as well."
    [error] = response.context["errors"]
    assert (error.row, error.key, error.column, error.message) == (2, "django/orn", "key", words)


def test_an_import_is_reviewed_like_any_edit(editor: Client, paul: User) -> None:
    create_support(note="Old words.")
    upload(editor, "key,note\ndjango/orm,New words.\n")

    assert submit(latest()).state == State.IN_REVIEW
    assert Support.objects.get().note == "Old words."


def test_a_new_row_is_added(editor: Client) -> None:
    create_support()
    header = "key,framework,feature,level,source,checked_on"
    create_support(framework="flask", feature="forms")

    upload(editor, f"{header}\ndjango/forms,django,forms,builtin,docs,2026-11-01\n")

    assert latest().items.get().document == support_document(feature="forms")


def test_every_error_names_its_row_and_nothing_is_imported(editor: Client, ana: User) -> None:
    create_support()
    create_support(feature="forms")

    response = upload(editor, "key,level,second_checked\ndjango/orm,great,yes\ndjango/forms,no,perhaps\nno/row,no,no\n")

    errors = response.context["errors"]
    assert {error.row for error in errors} == {2, 3, 4}
    assert ("second_checked", "“perhaps” is neither yes nor no.") in [(error.column, error.message) for error in errors]
    assert not Change.objects.filter(author=ana).exists()


def test_a_claim_that_loses_its_source_is_refused(editor: Client) -> None:
    create_support()

    response = upload(editor, "key,source\ndjango/orm,\n")

    [error] = response.context["errors"]
    assert (error.row, error.key, error.message) == (2, "django/orm", "Every level but “Not checked” needs a source.")


def test_the_same_row_twice_is_refused(editor: Client) -> None:
    create_support()

    response = upload(editor, "key,note\ndjango/orm,One.\ndjango/orm,Two.\n")

    [error] = response.context["errors"]
    assert (error.row, error.column, error.message) == (3, "key", "Row 2 is about it already.")


def test_lists_stand_one_to_a_line(editor: Client) -> None:
    create_resource(formats=["video"])

    upload(editor, 'key,formats\nudemy,"video\ntext"\n', url="/admin/desk/tables/learningresource/")

    assert latest().items.get().document["formats"] == ["video", "text"]


def test_several_formats_on_one_line_are_refused(editor: Client) -> None:
    create_resource(formats=["video"])

    response = upload(editor, 'key,formats\nudemy,"video, text"\n', url="/admin/desk/tables/learningresource/")

    assert [(error.column, error.message) for error in response.context["errors"]] == [
        ("formats", "“video, text” is not one format; write one to a line.")
    ]


def test_dates_and_numbers_of_a_spreadsheet_are_read_as_they_look(editor: Client) -> None:
    create_support()
    day = datetime.datetime(2026, 11, 2, 0, 0)

    upload(editor, workbook(("key", "checked_on", "second_checked"), ("django/orm", day, True)), "support.xlsx")

    assert latest().items.get().document == support_document(checked_on="2026-11-02", second_checked=True)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"])
def test_what_a_spreadsheet_would_run_is_exported_as_text(text: str) -> None:
    assert (guarded(text), unguarded(guarded(text))) == (f"'{text}", text)


def test_an_exported_formula_is_no_formula(editor: Client) -> None:
    create_source(key="evil", publisher="=HYPERLINK(1)")

    sheet = openpyxl.load_workbook(io.BytesIO(editor.get("/admin/desk/tables/source.xlsx").content)).active

    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"inlineStr", "s", "n"}
    assert "'=HYPERLINK(1)" in editor.get("/admin/desk/tables/source.csv").content.decode()


def test_a_formula_in_an_uploaded_spreadsheet_is_refused() -> None:
    content = workbook(("key", "note"), ("django/orm", "=1+1"))

    [problem] = read_table("a.xlsx", content, COLUMNS).problems
    assert problem == TableProblem(2, "django/orm", "note", "Cell B2 holds a formula. Paste its value instead.")


def test_what_looks_like_a_formula_in_a_csv_is_text() -> None:
    assert read_table("a.csv", b"key,note\nx,=1+1\n", COLUMNS).lines == [(2, {"key": "x", "note": "=1+1"})]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("key,note,colour", "unknown columns: “colour”. Allowed are key, note, level."),
        ("note,level", "no column “key”"),
        ("key,note,Note ", "names a column twice: note."),
        ("", "no column “key”"),
    ],
)
def test_a_wrong_header_is_refused_with_what_is_allowed(header: str, words: str) -> None:
    assert words in refused("a.csv", f"{header}\nx,y,z\n".encode())


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "no column “key”"),
        ("a.csv", b"key,note\n", "no row below the header"),
        ("a.csv", b"key,note\nx,\xff\n", "not UTF-8 text"),
        ("a.csv", b"key,note\nx,\x00\n", "NUL characters"),
        ("a.csv", b'key,note\n"x', "no CSV"),
        ("a.csv", b"x," * 80, "80 columns; allowed are 60"),
        ("a.csv", b"key\n" + b"x\n" * 5_001, "more than 5,000 rows"),
        ("a.csv", b"x" * 2_000_001, "2,000,001 bytes; allowed are 2,000,000"),
        ("a.xls", b"key", "neither CSV nor XLSX"),
        ("a.xls", b"key", "Save the older workbook as .xlsx."),
        ("a.xlsx", b"no archive", "cannot be read as XLSX"),
        ("a.xlsx", workbook(*[("key",)] * 5_002), "more than 5,000 rows"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(name: str, content: bytes, words: str) -> None:
    assert words in refused(name, content)


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    bomb = rezipped(workbook(("key",), ("x",)), sheet1=b"<a>" + b" " * 40_000_000 + b"</a>")

    assert "unpacks to more than" in refused("a.xlsx", bomb)


def test_a_part_that_is_packed_too_well_is_refused() -> None:
    bomb = rezipped(workbook(("key",), ("x",)), sheet1=b" " * 5_000_000)

    assert "more than 200 times its size" in refused("a.xlsx", bomb)


@pytest.mark.parametrize(
    ("part", "piece", "number"), [("sheet1", b"<c><v>%d</v></c>", 140_000), ("styles", b'<xf numFmtId="%d"/>', 21_000)]
)
def test_a_part_of_more_tags_than_a_table_has_is_refused(part: str, piece: bytes, number: int) -> None:
    many = b"<a>" + b"".join(map(piece.__mod__, range(number))) + b"</a>"
    bomb = rezipped(workbook(("key",), ("x",)), **{part: many})

    assert "XML tags; split it" in refused("a.xlsx", bomb)


def test_an_archive_that_needs_a_password_is_refused() -> None:
    content = bytearray(workbook(("key",), ("x",)))
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert "cannot be read as XLSX" in refused("a.xlsx", bytes(content))


def test_an_entity_in_a_spreadsheet_is_refused() -> None:
    content = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'

    assert "cannot be read as XLSX" in refused("a.xlsx", rezipped(workbook(("key",), ("x",)), sheet1=content))


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is() -> None:
    content = workbook(("key", "note"), ("x", "y"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')

    assert read_table("a.xlsx", rezipped(content, sheet1=sheet), COLUMNS).lines == [(2, {"key": "x", "note": "y"})]


def test_a_file_too_large_is_refused_before_it_is_read(editor: Client) -> None:
    response = upload(editor, b"x" * (reading.MOST_BYTES + 1))

    assert "allowed are 2,000,000" in str(response.context["form"].errors)


def test_markup_in_a_file_is_shown_as_text(editor: Client) -> None:
    create_support()
    attack = "<script>alert(1)</script>"

    for content in (f"key,{attack}\nx,y\n", f"key,level\ndjango/orm,{attack}\n", f"key,note\ndjango/orm,{attack}\n"):
        assert attack not in upload(editor, content).content.decode()


def test_an_import_needs_a_file_and_a_reason(editor: Client) -> None:
    response = editor.post(IMPORT, {})

    assert response.context["form"].errors.keys() == {"file", "reason"}


@pytest.mark.parametrize("url", ["nothing/", "nothing.csv", "support.pdf"])
def test_there_is_no_table_of_what_is_not_there(editor: Client, url: str) -> None:
    assert editor.get(f"/admin/desk/tables/{url}").status_code == 404


@pytest.mark.parametrize("url", ["", "support/", "support.csv"])
def test_staff_without_a_group_gets_no_table(url: str) -> None:
    user = staff("Editors")
    user.groups.clear()

    assert client_of(user).get(f"/admin/desk/tables/{url}").status_code == 403


def test_blank_cells_far_to_the_right_take_no_minutes() -> None:
    rows = "".join(f'<row r="{number}"><c r="ZZZ{number}"/></row>' for number in range(1, 3000))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'

    words = refused("a.xlsx", rezipped(workbook(("key",)), sheet1=sheet.encode()))

    assert words == "The file has more than 2,000,000 cells; delete its blank columns."


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "'", "' =1", "plain", "-", "'-", "\uff1d1", "\n=1", "'\uff0b1"])
def test_every_text_comes_back_from_a_table_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\n", "\t", "\r"))


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ('{""2026-06-25"": NaN}', "an is no number that can be kept"),
        ('{""a\\u0000"": 1}', "U+0000"),
        ('{""2026-06-25"": ' + "[" * 800 + "]" * 800 + "}", "nested too deeply"),
    ],
)
def test_what_no_database_holds_is_refused_in_words(editor: Client, cell: str, words: str) -> None:
    create_adoption()
    url = "/admin/desk/tables/adoptionseries/"

    response = upload(editor, f'key,points\ndjango/stars,"{cell}"\n', "series.csv", url)

    assert words in response.text
