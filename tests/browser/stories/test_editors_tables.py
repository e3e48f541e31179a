"""Rows go out as a table, come back altered, and are published like any other change."""

import pytest
import tablib
from playwright.sync_api import Page, expect

from tests.browser.editors import Week, decide, fill, path_of, press, reads
from tests.browser.editors import week as week
from tests.browser.looks.pictures import picture

ALTERED = "Words from a spreadsheet."


def exported(editor: Page, form: str) -> tablib.Dataset:
    """Take the cells of the matrix out as a table."""
    editor.goto("/admin/desk/tables/")
    with editor.expect_download() as download:
        editor.locator(f"a[href$='support.{form}']").click()
    mode = "rb" if form == "xlsx" else "r"
    with open(download.value.path(), mode) as file:
        return tablib.Dataset().load(file, format=form)


def altered(table: tablib.Dataset, key: str, **cells: str) -> tablib.Dataset:
    """Return the row of a key alone, with other values in some cells."""
    row = next(row for row in table.dict if row["key"] == key) | cells
    return tablib.Dataset(list(row.values()), headers=list(row))


def upload(editor: Page, table: tablib.Dataset, form: str) -> None:
    content = table.export(form)
    buffer = content if isinstance(content, bytes) else content.encode()
    editor.goto("/admin/desk/tables/support/")
    file = {"name": f"support.{form}", "mimeType": "application/octet-stream", "buffer": buffer}
    editor.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    fill(editor, reason="The spreadsheet of this week.")
    press(editor, "Show the differences")


@pytest.mark.parametrize(("form", "key"), [("csv", "bottle/openapi"), ("xlsx", "bottle/pagination")])
def test_a_table_is_imported_once_its_wrong_row_is_mended(week: Week, form: str, key: str) -> None:
    table = exported(week.editor, form)
    upload(week.editor, altered(table, key, note=ALTERED, level="sometimes"), form)
    expect(week.editor.locator(".errornote")).to_contain_text("Nothing was imported. 1 problem")
    expect(week.editor.locator(".differences tbody")).to_contain_text("2")
    picture(week.editor, "editing-import-error")

    upload(week.editor, altered(table, key, note=ALTERED), form)
    expect(week.editor.locator(".messagelist")).to_contain_text("1 row differs and 0 are as published.")
    expect(week.editor.locator(".card")).to_contain_text(ALTERED)
    press(week.editor, "Submit for review")
    assert not reads(week.reader, key, ALTERED)

    decide(week.publisher, path_of(week.editor), "Approve")
    assert reads(week.reader, key, ALTERED)


FAULTY = (
    "Key;Level;Checked on;Second checked;Note\r\n"
    "bottle/orm;sometimes;5/11/2026;perhaps;#REF!\r\n"
    ";No;2026-11-20;no;\r\n"
    "bottle/orm;Built in;2099-01-01;no;\r\n"
)


def upload_text(editor: Page, content: bytes) -> None:
    editor.goto("/admin/desk/tables/support/")
    file = {"name": "support.csv", "mimeType": "text/csv", "buffer": content}
    editor.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    fill(editor, reason="The spreadsheet of this week.")
    press(editor, "Show the differences")


def test_a_file_full_of_faults_is_told_all_of_them_at_once_and_in_order(week: Week) -> None:
    upload_text(week.editor, FAULTY.encode())

    rows = [row.inner_text().split("\t")[:3] for row in week.editor.locator(".import-errors tbody tr").all()]
    assert [tuple(cell.strip() for cell in row) for row in rows] == [
        ("2", "bottle/orm", "level"),
        ("2", "bottle/orm", "note"),
        ("2", "bottle/orm", "checked_on"),
        ("2", "bottle/orm", "second_checked"),
        ("3", "–", "key"),
        ("4", "bottle/orm", "key"),
        ("4", "bottle/orm", "checked_on"),
    ]


def test_a_file_of_a_legacy_encoding_is_refused_by_its_name(week: Week) -> None:
    upload_text(week.editor, "key;note\nbottle/orm;Für später\n".encode("cp1252"))

    expect(week.editor.locator(".errorlist")).to_contain_text("Windows-1252, which Excel calls “CSV (Comma delimited)”")


def test_a_file_as_a_spreadsheet_elsewhere_saves_it_is_taken(week: Week) -> None:
    table = "\ufeff\r\n;;;\r\nKEY ;Note;Checked on;\r\nbottle/sub-apps;Für später;20.11.2026;\r\n;;;\r\n"

    upload_text(week.editor, table.encode())

    expect(week.editor.locator(".messagelist")).to_contain_text("1 row differs and 0 are as published.")
