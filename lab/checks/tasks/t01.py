"""JSON with a typed path and query."""

from typing import Any
from urllib.parse import quote

from lab.checks.checker import Checker, same
from lab.checks.inputs import hostile_words, letters
from lab.serving.client import query

READY = "/api/items/1"


def right(number: int, q: str = "", limit: int = 10) -> dict[str, Any]:
    """The answer that the task asks for."""
    items = [{"n": n, "label": f"{q}-{number}-{n}"} for n in range(1, limit + 1)]
    return {"id": number, "q": q, "limit": limit, "items": items}


def answers_with_json(check: Checker) -> None:
    answer = check.client().get(query("/api/items/7", q="tea", limit=3))
    check.must(answer.status == 200, "a plain request answers 200", answer)
    check.must(answer.is_json, "the answer is application/json", answer)
    check.must(same(answer.json(), right(7, "tea", 3)), "a plain request gets the right items", answer)


def text_comes_back(check: Checker) -> None:
    for hazard, word in hostile_words(check.random):
        number, limit = check.random.randint(1, 999_999), check.random.randint(1, 50)
        answer = check.client().get(query(f"/api/items/{number}", q=word, limit=limit))
        check.must(same(answer.json(), right(number, word, limit)), f"q with {hazard} comes back unchanged", answer)


def space_as_percent(check: Checker) -> None:
    word = f"{letters(check.random)} {letters(check.random)}"
    answer = check.client().get(f"/api/items/5?q={quote(word)}&limit=2")
    check.must(same(answer.json(), right(5, word, 2)), "a space sent as %20 comes back as a space", answer)


def defaults(check: Checker) -> None:
    word = letters(check.random)
    answer = check.client().get("/api/items/3")
    check.must(same(answer.json(), right(3)), "q defaults to nothing and limit to 10", answer)
    answer = check.client().get(query("/api/items/3", q=word))
    check.must(same(answer.json(), right(3, word)), "limit alone defaults to 10", answer)


def limits_at_the_edge(check: Checker) -> None:
    for limit in (1, 50):
        answer = check.client().get(query("/api/items/3", q="x", limit=limit))
        check.must(same(answer.json(), right(3, "x", limit)), f"limit={limit} is accepted", answer)


def bad_limits(check: Checker) -> None:
    for limit in ("0", "51", "-3", "abc", "1.5"):
        answer = check.client().get(query("/api/items/3", q="x", limit=limit))
        if check.refused(answer, f"limit={limit}"):
            check.note("the refusal is JSON", answer.is_json)
            check.note("the refusal names the parameter", "limit" in answer.text)


def unknown_items(check: Checker) -> None:
    answer = check.client().get("/api/items/999999?limit=1")
    check.must(answer.status == 200, "id 999999 is there", answer)
    answer = check.client().get("/api/items/1000000")
    check.must(answer.status == 404, "id 1000000 answers 404", answer)
    check.must(answer.is_json, "the 404 is JSON", answer)


def bad_ids(check: Checker) -> None:
    for bad in ("abc", "1x", "1.5"):
        answer = check.client().get(f"/api/items/{bad}")
        check.must(answer.status in (400, 404, 422), f"id {bad} answers 404, 400 or 422", answer)


def wrong_methods(check: Checker) -> None:
    for method in ("POST", "DELETE"):
        answer = check.client().request(method, "/api/items/3")
        check.must(answer.status in (404, 405), f"{method} answers 405 or 404", answer)
        check.note("a wrong method answers 405", answer.status == 405)


STEPS = [
    answers_with_json,
    text_comes_back,
    space_as_percent,
    defaults,
    limits_at_the_edge,
    bad_limits,
    unknown_items,
    bad_ids,
    wrong_methods,
]
