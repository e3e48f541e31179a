"""A reader's correction on its way to a published change, and the page on which the reader follows it."""

from playwright.sync_api import Page, expect

from tests.browser.editors import Week, decide, fill, path_of, press, reads
from tests.browser.editors import week as week
from tests.browser.looks.pictures import picture

KEY, WRONG, RIGHT = "bottle/signed-cookies", "The page says something else about cookies.", "As the reader says."


def report(reader: Page) -> str:
    """Send a correction as fast as somebody types, and return the secret address it is followed at."""
    reader.goto(f"/evidence/{KEY}/")
    reader.get_by_role("link", name="Report an error").first.click()
    reader.get_by_label("What is wrong?").press_sequentially(WRONG, delay=90)
    reader.get_by_label("Where can an editor read it?").fill("https://example.com/cookies/")
    press(reader, "Send")
    expect(reader.locator("h1")).to_have_text("An editor will read it")
    return path_of(reader)


def test_a_readers_correction_becomes_a_published_change(week: Week) -> None:
    followed = report(week.reader)
    assert not reads(week.reader, KEY, WRONG)

    accept(week.editor)
    says(week.reader, followed, "It was accepted")

    put_right(week.editor)
    assert not reads(week.reader, KEY, RIGHT)

    decide(week.publisher, path_of(week.editor), "Approve")
    says(week.reader, followed, "It is published")
    assert reads(week.reader, KEY, RIGHT)


def test_a_declined_correction_is_answered(week: Week) -> None:
    followed = report(week.reader)

    open_letter(week.editor)
    fill(week.editor, reply="The page you name is about another version. Thank you all the same.")
    press(week.editor, "Decline")

    says(week.reader, followed, "The claim stays as it is")
    assert "about another version" in week.reader.locator("main").inner_text()


def open_letter(editor: Page) -> None:
    editor.goto("/admin/desk/")
    editor.locator("#corrections").get_by_role("link", name=KEY).first.click()


def accept(editor: Page) -> None:
    open_letter(editor)
    picture(editor, "editing-correction")
    press(editor, "Accept as a draft")


def put_right(editor: Page) -> None:
    """Write into the drafted claim what the reader's source says, and submit the draft."""
    draft = path_of(editor)
    editor.locator(".card").last.get_by_role("link", name="Edit this row").click()
    fill(editor, note=RIGHT)
    press(editor, "Submit the whole draft for review")
    editor.goto(draft)


def says(reader: Page, address: str, title: str) -> None:
    reader.goto(address)
    expect(reader.locator("h1")).to_have_text(title)
