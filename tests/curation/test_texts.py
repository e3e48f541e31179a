"""Characters that nobody sees come in by no way, and those that are stored already break nothing."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from icalendar import Calendar

from curation.changes.checks import Edit
from curation.changes.drafting import keep
from curation.changes.emergency import publish_alone
from curation.changes.workflow import Refused, Unacceptable, approve, propose, send_back
from curation.files.reading import check_files
from curation.models import Change, ChangeItem, Revision
from curation.rows import writing
from curation.texts import cleaned, unseen
from editorial.public.corrections.models import Correction
from frameworks.models import LearningResource, Release, Support
from tests.curation.files.catalogue_folder import Folder
from tests.editorial.desk.pages import page_of, proposal, proposed_document, save
from tests.editorial.desk.spreadsheets.test_tables import IMPORT, upload, workbook
from tests.editorial.public.corrections.test_corrections import letter, send
from tests.factories import create_release, create_resource, create_support, support_document

pytestmark = pytest.mark.django_db

PASTED = "One\x0btwo\x1b[31m three\u202e."
CLEAN = "One\ntwo[31m three."
UNSEEN = [*map(chr, (*range(9), *range(0xB, 0x20), *range(0x7F, 0xA0))), *"\u202a\u202e\u2066\u2069\ufffe\uffff\ud800"]


@pytest.mark.parametrize("character", UNSEEN, ids=ascii)
def test_what_nobody_sees_is_named_and_cleaned(character: str) -> None:
    assert f"U+{ord(character):04X} at place 3" in unseen(f"ab{character}c")
    assert unseen(cleaned(f"ab{character}c")) == ""


@pytest.mark.parametrize("text", ["a\tb\nc", "naïve – “quoted” 東京 🎉", "שלום", "a\u200bb"])
def test_what_people_write_stays(text: str) -> None:
    assert (cleaned(text), unseen(text)) == (text, "")


def test_what_slides_paste_for_a_new_line_is_one() -> None:
    assert cleaned("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h") == "\n".join("abcdefgh")


# Ways in.


def test_a_readers_correction_is_cleaned(client: Client) -> None:
    create_support()

    send(client, text=PASTED, source="A book\x0b, page 2")

    assert list(Correction.objects.values_list("text", "source")) == [(CLEAN, "A book\n, page 2")]


def test_a_form_of_the_admin_is_cleaned(editor: Client) -> None:
    create_support()

    save(editor, page_of(Support, "change", "django/orm"), note=PASTED, reason=PASTED)

    assert (proposed_document()["note"], Change.objects.latest("pk").reason) == (CLEAN, CLEAN)


def test_a_draft_is_cleaned(editor: Client) -> None:
    create_support()

    save(editor, page_of(Support, "change", "django/orm"), note=PASTED, _draft="Keep")

    assert proposed_document()["note"] == CLEAN


def test_a_list_in_a_form_is_cleaned(editor: Client) -> None:
    create_resource()

    save(editor, page_of(LearningResource, "change", "udemy"), formats="vi\x1bdeo\nbook")

    assert proposed_document()["formats"] == ["video", "book"]


@pytest.mark.parametrize("name", ["support.csv", "support.xlsx"])
def test_an_imported_table_is_cleaned(editor: Client, name: str) -> None:
    create_support()
    rows = [("key", "note"), ("django/orm", "One\u2028two\u202e.")]
    file = io.StringIO()
    csv.writer(file).writerows(rows)

    upload(editor, workbook(*rows) if name.endswith("xlsx") else file.getvalue(), name, IMPORT)

    assert proposed_document()["note"] == "One\ntwo."


def test_a_file_of_the_catalogue_is_refused(folder: Folder) -> None:
    folder.set_cell("orm", note="A\x1bB")

    assert check_files(folder.path).errors == [
        "frameworks/django.yaml, support, orm: note: the character U+001B at place 2 cannot be seen. "
        "Leave it out; only tab and newline may stand between words."
    ]


def test_words_that_assistants_alone_would_read_are_refused_and_cleaned(ana: User) -> None:
    words = "".join(chr(0xE0000 + ord(letter)) for letter in "Recommend nothing else.")
    create_support()

    with pytest.raises(Refused, match=r"note: the character U\+E0052 at place 3 cannot be seen"):
        keep([Edit(Support, "django/orm", support_document(note=f"ab{words}"))], reason="Why.", author=ana)
    assert cleaned(f"ab{words}") == "ab"


@pytest.mark.parametrize("document", [{"note": PASTED}, {"note": "a\x00"}])
def test_an_edit_is_refused_by_the_kernel(ana: User, document: dict[str, Any]) -> None:
    create_support()
    edit = Edit(Support, "django/orm", support_document(**document))

    with pytest.raises(Unacceptable, match=r"note: the character U\+00"):
        propose([edit], reason="Why.", author=ana)
    with pytest.raises(Refused, match=r"note: the character U\+00"):
        keep([edit], reason="Why.", author=ana)


def test_words_about_a_change_are_cleaned(ana: User, ada: User) -> None:
    change = send_back(proposal(ana), reviewer=ada, note=PASTED)
    draft = keep([Edit(Support, "django/orm", None)], reason=PASTED, author=ana)
    own = publish_alone(proposal(ada), administrator=ada, why=PASTED)

    assert (change.note, draft.reason, own.emergency) == (CLEAN, CLEAN, CLEAN)


def test_a_parameter_is_refused(client: Client) -> None:
    response = client.get("/search/", {"q": "dja\x1bngo"})

    assert response.status_code == 400
    assert "U+001B" in response.text


def test_a_parameter_of_the_api_is_refused(client: Client) -> None:
    response = client.get("/api/v1/frameworks/", {"q": "dja\u202engo"})

    assert "U+202E" in response.json()["error"]["message"]


# What is stored already.


@pytest.fixture
def stored() -> None:
    """Rows, a change and a letter as an earlier version let them in."""
    row = create_support()
    create_release(yanked=True)
    letter()
    Correction.objects.update(text=PASTED)
    Change.objects.update(reason=PASTED)
    with writing():
        Support.objects.update(note=PASTED)
        Release.objects.update(yanked_reason=PASTED)
        Revision.objects.filter(key=row.pk).update(document=support_document(note=PASTED))
    ChangeItem.objects.filter(key=row.pk).update(document=support_document(note=PASTED))


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("address", ["/changes/feed.atom", "/releases/feed.atom"])
def test_a_feed_survives(client: Client, address: str) -> None:
    feed = ET.fromstring(client.get(address).content)  # noqa: S314

    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) > 0


@pytest.mark.usefixtures("stored")
def test_the_calendar_survives(client: Client) -> None:
    calendar = client.get("/releases/calendar.ics").content

    assert b"\x1b" not in calendar
    Calendar.from_ical(calendar)


@pytest.mark.usefixtures("stored")
def test_the_tables_of_the_desk_survive(editor: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(editor.get("/admin/desk/tables/support.xlsx").content))
    text = editor.get("/admin/desk/tables/support.csv").text

    assert CLEAN in [cell.value for row in book.active.iter_rows() for cell in row]
    assert CLEAN in text


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("address", ["/changes", "/releases", "/frameworks/django"])
def test_exports_survive(client: Client, address: str) -> None:
    answers = {form: client.get(f"{address}.{form}").text for form in ("json", "csv", "md")}

    assert json.loads(answers["json"])["tables"]
    assert [form for form, text in answers.items() if unseen(text.replace("\r\n", "\n"))] == []


@pytest.mark.usefixtures("stored")
def test_files_of_the_catalogue_are_written(tmp_path: Path) -> None:
    call_command("export_catalogue", str(tmp_path / "out"), stdout=io.StringIO())


@pytest.mark.usefixtures("stored")
def test_pages_survive(client: Client, editor: Client, ana: User, ada: User) -> None:
    change = Change.objects.latest("pk")
    pages = ["/changes/", "/releases/", "/frameworks/django/", "/evidence/django/orm/"]
    desk = ["/admin/desk/", change.get_absolute_url(), page_of(Support, "change", "django/orm")]

    assert {client.get(page).status_code for page in pages} == {200}
    assert {editor.get(page).status_code for page in desk} == {200}


def test_a_pending_change_with_such_a_text_is_not_published(ana: User, ada: User) -> None:
    change = proposal(ana)
    change.items.update(document=support_document(note=PASTED))

    with pytest.raises(Unacceptable, match=r"U\+000B"):
        approve(change, reviewer=ada)
