"""Rows in a database whose schema a migration made."""

from typing import Any

from lab.checks.checker import Checker, same
from lab.checks.inputs import hostile_words, letters

READY = PATH = "/notes"
BAD_TITLES: dict[str, object] = {
    "an empty title": {"title": ""},
    "a title of 81 characters": {"title": "t" * 81},
    "a title of null": {"title": None},
    "no title": {},
    "a body that is no object": ["title"],
}


def listed(check: Checker) -> list[Any]:
    """All notes, as the program lists them."""
    notes = check.client().get(PATH).json()
    return notes if isinstance(notes, list) else []


def store(check: Checker, title: str, label: str) -> dict[str, Any]:
    answer = check.client().post_json(PATH, {"title": title})
    note = answer.json() if isinstance(answer.json(), dict) else {}
    right = {"id": note.get("id"), "title": title, "done": False}
    check.must(answer.status == 201, f"{label} answers 201", answer)
    check.must(isinstance(note.get("id"), int) and same(note, right), f"{label} is returned as stored", answer)
    return note


def starts_empty(check: Checker) -> None:
    answer = check.client().get(PATH)
    check.must(answer.status == 200 and same(answer.json(), []), "the list starts empty", answer)


def stores_notes(check: Checker) -> None:
    stored = [store(check, letters(check.random), "a note") for _ in range(3)]
    stored.append(store(check, "t", "a title of one character"))
    stored.append(store(check, "t" * 80, "a title of 80 characters"))
    check.must(same(listed(check), stored), "the list holds the notes in order of their ids", listed(check))
    for note in stored:
        answer = check.client().get(f"{PATH}/{note['id']}")
        check.must(answer.status == 200 and same(answer.json(), note), "a note can be read by its id", answer)


def text_comes_back(check: Checker) -> None:
    for hazard, word in hostile_words(check.random):
        note = store(check, word, f"a title with {hazard}")
        answer = check.client().get(f"{PATH}/{note['id']}")
        check.must(same(answer.json(), note), f"a title with {hazard} is read unchanged", answer)


def sql_is_data(check: Checker) -> None:
    before = len(listed(check))
    store(check, "'); drop table notes; --", "a title that looks like SQL")
    check.must(len(listed(check)) == before + 1, "a title that looks like SQL is only data", listed(check))


def unknown_note(check: Checker) -> None:
    answer = check.client().get(f"{PATH}/987654")
    check.must(answer.status == 404, "an unknown id answers 404", answer)


def bad_titles(check: Checker) -> None:
    before = len(listed(check))
    for label, sent in BAD_TITLES.items():
        check.refused(check.client().post_json(PATH, sent), label)
    check.must(len(listed(check)) == before, "refused notes are not stored", len(listed(check)) - before)


def survives_a_restart(check: Checker) -> None:
    before = listed(check)
    check.server.restart()
    check.must(bool(before) and same(listed(check), before), "the notes are there after a restart", listed(check))


def is_sqlite(check: Checker) -> None:
    files = [path for path in check.server.copy.data.rglob("*") if path.is_file()]
    databases = [path for path in files if path.read_bytes()[:15] == b"SQLite format 3"]
    check.must(bool(databases), "the notes lie in a SQLite file", [path.name for path in files])


STEPS = [
    starts_empty,
    stores_notes,
    text_comes_back,
    sql_is_data,
    unknown_note,
    bad_titles,
    survives_a_restart,
    is_sqlite,
]
