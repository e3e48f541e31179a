"""Every kind of page at the desk: no error in the console, no accessibility finding, light and dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.door import sign_in
from tests.browser.editors import form_of, propose, window
from tests.browser.looks.axe import findings

PAGES = [
    "/admin/",
    "/admin/desk/",
    "/admin/desk/queue/",
    "/admin/desk/notices/",
    "/admin/desk/settle/",
    "/admin/desk/read/falcon-docs/?claims=all",
    "/admin/desk/find/?q=orm",
    "/admin/desk/sheets/",
    "/admin/desk/columns/bottle/",
    "/admin/desk/rows/orm/",
    "/admin/desk/ratings/ps/flask/",
    "/admin/desk/facts/bottle/",
    "/admin/desk/windows/bottle/",
    "/admin/desk/add/",
    "/admin/desk/add/framework/",
    "/admin/desk/add/guide/",
    "/admin/desk/add/resource/",
    "/admin/desk/tables/",
    "/admin/desk/tables/support/",
    "/admin/frameworks/support/",
    form_of("bottle/orm"),
    "/admin/frameworks/source/add/?_to_field=key&_popup=1",
    "/admin/frameworks/framework/bottle/change/",
    "/admin/reviews/statement/add/",
    f"{form_of('bottle/orm').removesuffix('change/')}history/",
    "/admin/curation/change/",
    "/admin/curation/change/1/",
    "/admin/curation/revision/",
    "/admin/editorial/correction/",
    "/admin/editorial/link/",
    "/admin/second-factor/codes/",
]
IN_DARK = [
    "/admin/",
    "/admin/desk/",
    "/admin/desk/queue/",
    "/admin/desk/read/falcon-docs/?claims=all",
    "/admin/desk/find/?q=orm",
    "/admin/desk/columns/bottle/",
    form_of("bottle/orm"),
    "/admin/curation/change/1/",
]
OUTSIDE = ["/admin/login/"]


@pytest.fixture(scope="module")
def publisher(browser: Browser, base_url: str) -> Iterator[Page]:
    context = window(browser, base_url)
    yield sign_in(context, "paul")
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_the_desk_is_sound(publisher: Page, address: str) -> None:
    errors: list[str] = []
    publisher.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)

    response = publisher.goto(address)
    # Axe reads style sheets in a way of its own, and complains in the same place.
    logged = list(errors)

    assert (response and response.status, logged, findings(publisher)) == (200, [], [])


@pytest.mark.parametrize("address", IN_DARK)
def test_a_page_of_the_desk_is_sound_in_the_dark(publisher: Page, address: str) -> None:
    publisher.emulate_media(color_scheme="dark")
    publisher.goto(address)
    in_dark = findings(publisher)
    publisher.emulate_media(color_scheme="light")

    assert in_dark == []


def test_the_form_of_a_person_is_sound(browser: Browser, base_url: str) -> None:
    ada = sign_in(window(browser, base_url), "ada")
    ada.goto("/admin/auth/user/")
    ada.get_by_role("link", name="otto").click()
    expect(ada.get_by_label("Username")).to_have_value("otto")

    assert findings(ada) == []
    ada.context.close()


@pytest.mark.parametrize("address", OUTSIDE)
def test_the_door_is_sound(page: Page, address: str) -> None:
    page.goto(address)

    assert findings(page) == []


def test_a_change_in_review_and_its_preview_are_sound(publisher: Page) -> None:
    publisher.goto(propose(publisher, "bottle/caching", note="Words to look at."))
    assert findings(publisher) == []

    publisher.goto(publisher.locator("a[href*='preview=']").first.get_attribute("href") or "")
    assert findings(publisher) == []
