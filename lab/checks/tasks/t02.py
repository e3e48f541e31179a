"""A POST whose nested body is validated."""

import copy
from random import Random
from typing import Any

from lab.checks.checker import Checker
from lab.checks.inputs import hostile_words, letters
from lab.serving.client import HttpAnswer

READY = "/api/items/1"
PATH = "/api/orders"
MISSING = object()

BAD_FIELDS: dict[str, tuple[object, ...]] = {
    "customer": ("", "c" * 41, None, MISSING),
    "email": ("", "nobody", "a@b", "a b@example.org", None, MISSING),
    "quantity": (0, 100, -1, "many", None, MISSING),
    "lines": ([], "text", None, MISSING),
}
BAD_NESTED: dict[str, tuple[object, ...]] = {
    "sku": ("", "abc-1234", "ABC-12345", "ABCD1234", None, MISSING),
    "price": (0, -1, "dear", None, MISSING),
}
BAD_BODIES = (b"", b"{", b"[]", b"null", b'"x"')


def order(random: Random, customer: str = "", lines: int = 2) -> dict[str, Any]:
    """A valid order."""
    skus = [{"sku": f"{letters(random, 3).upper()}-{random.randint(0, 9999):04}"} for _ in range(lines)]
    return {
        "customer": customer or letters(random),
        "email": f"{letters(random)}@example.org",
        "quantity": random.randint(1, 99),
        "lines": [{**line, "price": random.randint(1, 99_999) / 100} for line in skus],
    }


def with_field(valid: dict[str, Any], field: str, value: object) -> dict[str, Any]:
    """A copy with a field changed or removed; `sku` and `price` are changed in the last line."""
    changed = copy.deepcopy(valid)
    target = changed["lines"][-1] if field in BAD_NESTED else changed
    if value is MISSING:
        del target[field]
    else:
        target[field] = value
    return changed


def accepted(check: Checker, sent: dict[str, Any], label: str) -> None:
    answer = check.client().post_json(PATH, sent)
    got = answer.json() or {}
    total = sent["quantity"] * sum(line["price"] for line in sent["lines"])
    right = got.get("customer") == sent["customer"] and got.get("lines") == len(sent["lines"])
    near = isinstance(got.get("total"), int | float) and abs(got["total"] - total) <= 0.006
    check.must(answer.status == 201 and answer.is_json, f"{label} answers 201 with JSON", answer)
    check.must(right and near, f"{label} gets customer, count and total right", f"{answer} for a total of {total:.3f}")


def valid_orders(check: Checker) -> None:
    accepted(check, order(check.random), "a valid order")
    accepted(check, order(check.random, "c", 1), "the shortest order")
    accepted(check, order(check.random, "c" * 40, 20), "the longest order")
    for quantity in (1, 99):
        accepted(check, with_field(order(check.random), "quantity", quantity), f"quantity {quantity}")


def text_comes_back(check: Checker) -> None:
    for hazard, word in hostile_words(check.random):
        accepted(check, order(check.random, word), f"a customer with {hazard}")


def describe(field: str, value: object) -> str:
    return (
        f"{field} missing" if value is MISSING else f"{field} {str(value)[:12]!r}" if value != [] else f"{field} empty"
    )


def bad_fields(check: Checker) -> None:
    for field, values in BAD_FIELDS.items():
        for value in values:
            answer = check.client().post_json(PATH, with_field(order(check.random), field, value))
            refusal(check, answer, field, describe(field, value), "the refusal names the field")
    answer = check.client().post_json(PATH, order(check.random, lines=21))
    refusal(check, answer, "lines", "21 lines", "the refusal names the field")


def bad_nested_fields(check: Checker) -> None:
    for field, values in BAD_NESTED.items():
        for value in values:
            answer = check.client().post_json(PATH, with_field(order(check.random), field, value))
            refusal(check, answer, field, describe(f"nested {field}", value), "the refusal names the nested field")


def refusal(check: Checker, answer: HttpAnswer, field: str, label: str, note: str) -> None:
    if check.refused(answer, label):
        check.note(note, field in answer.text)
        check.note("the refusal is JSON", answer.is_json)


def bad_bodies(check: Checker) -> None:
    """Each after a good order, whose answer must not be given again."""
    for body in BAD_BODIES:
        accepted(check, order(check.random), "a valid order before a bad body")
        check.refused(check.client().post_body(PATH, body), f"a body of {body.decode() or 'nothing'}")


def several_errors(check: Checker) -> None:
    sent = with_field(with_field(order(check.random), "customer", ""), "quantity", 0)
    answer = check.client().post_json(PATH, sent)
    if check.refused(answer, "an order with two bad fields"):
        check.note("all errors are reported at once", "customer" in answer.text and "quantity" in answer.text)


def body_not_utf8(check: Checker) -> None:
    body = (
        b'{"customer": "\xff\xfe", "email": "a@example.org", "quantity": 1, "lines": [{"sku": "ABC-1234", "price": 1}]}'
    )
    answer = check.client().post_body(PATH, body)
    check.note("a body that is not UTF-8 is a client error", 400 <= answer.status < 500)


STEPS = [valid_orders, text_comes_back, bad_fields, bad_nested_fields, bad_bodies, several_errors, body_not_utf8]
