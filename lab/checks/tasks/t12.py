"""A middleware that gives every request an id."""

import uuid

from lab.checks.checker import Checker
from lab.checks.inputs import letters
from lab.serving.client import HttpAnswer

READY = "/"
HEADER = "X-Request-ID"
BAD = ("short", "x" * 65, "with space 12", "semi;colon;12", "<script>12")
PAGES = (("/", 200), ("/nothing-here", 404), ("/fail", 500))


def get(check: Checker, path: str, sent: str = "") -> tuple[HttpAnswer, list[str]]:
    answer = check.client().get(path, {HEADER: sent} if sent else {})
    return answer, [value for name, value in answer.headers if name.lower() == HEADER.lower()]


def is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)).replace("-", "") == text.lower().replace("-", "")
    except ValueError:
        return False


def good_ids_are_kept(check: Checker) -> None:
    for sent in (letters(check.random, 8), f"{letters(check.random, 30)}-ABC-{letters(check.random, 29)}"):
        answer, ids = get(check, "/", sent)
        check.must(ids == [sent], "a good id is kept, once", ids)
        check.must((answer.json() or {}).get("request_id") == sent, "the handler sees the id that was sent", answer)


def others_get_a_uuid(check: Checker) -> None:
    made = []
    for sent in ("", *BAD):
        answer, ids = get(check, "/", sent)
        made += ids
        label = f"the id {sent[:14]!r}" if sent else "a request without an id"
        check.must(len(ids) == 1 and is_uuid(ids[0]), f"{label} gets a UUID", ids)
        check.must(ids == [(answer.json() or {}).get("request_id")], "the handler sees the UUID that was made", answer)
    check.must(len(set(made)) == len(made), "every request gets a UUID of its own", made)


def every_answer_has_it(check: Checker) -> None:
    for path, status in PAGES:
        sent = letters(check.random, 12)
        answer, ids = get(check, path, sent)
        check.must(answer.status == status, f"{path} answers {status}", answer)
        check.must(ids == [sent], f"an answer {status} carries the id", ids)


STEPS = [good_ids_are_kept, others_get_a_uuid, every_answer_has_it]
