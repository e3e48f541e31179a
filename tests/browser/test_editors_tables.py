"""Rows go out as a table, come back altered, and are published like any other change."""

import pytest
import tablib
from playwright.sync_api import Page, expect

from tests.browser.editors import Week, decide, fill, path_of, press, reads
from tests.browser.editors import week as week
from tests.browser.pictures import picture

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
    expect(week.editor.locator(".messagelist")).to_contain_text("1 rows differ and 0 are as published.")
    expect(week.editor.locator(".card")).to_contain_text(ALTERED)
    press(week.editor, "Submit for review")
    assert not reads(week.reader, key, ALTERED)

    decide(week.publisher, path_of(week.editor), "Approve")
    assert reads(week.reader, key, ALTERED)
