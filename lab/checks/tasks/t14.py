"""A text in two languages with plurals."""

import json
import re
from html import unescape

from lab.checks.checker import Checker
from lab.serving.client import query

READY = "/hello?n=1"
ENGLISH = {1: "message", 3: "messages", 25: "messages"}
POLISH = {1: "wiadomość", 3: "wiadomości", 25: "wiadomości"}
PREFERENCES = {
    "en": ENGLISH,
    "pl": POLISH,
    "pl-PL,pl;q=0.9,en;q=0.5": POLISH,
    "en;q=0.4,pl;q=0.8": POLISH,
    "en;q=0.9,pl;q=0.5": ENGLISH,
    "de,pl;q=0.5": POLISH,
    "de": ENGLISH,
    "": ENGLISH,
}


def greets_in_the_readers_language(check: Checker) -> None:
    for accepted, words in PREFERENCES.items():
        for number, word in words.items():
            headers = {"Accept-Language": accepted} if accepted else {}
            answer = check.client().get(query("/hello", n=number), headers)
            text = json.dumps(answer.json(), ensure_ascii=False) if answer.is_json else unescape(answer.text)
            right = re.search(rf"(?<!\d){number} {word}(?!\w)", text) is not None
            label = f"Accept-Language {accepted or 'missing'}: {number} {word}"
            check.must(answer.status == 200 and right, label, answer)


STEPS = [greets_in_the_readers_language]
