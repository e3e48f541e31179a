"""The API's reference under the site's own security policy."""

from playwright.sync_api import Page, expect


def test_reference_lets_a_reader_try_an_operation_out(quiet_page: Page, base_url: str) -> None:
    quiet_page.goto("/api/docs/")
    operation = quiet_page.locator("#operations-frameworks-frameworks_list")
    operation.locator(".opblock-summary-control").click()
    operation.locator(".try-out__btn").click()
    operation.locator(".execute").click()

    expect(operation.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
