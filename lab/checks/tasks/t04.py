"""A form with protection against forged requests."""

from dataclasses import dataclass

from lab.checks.checker import Checker
from lab.checks.html import Element, Page
from lab.checks.inputs import hostile_words, letters
from lab.serving.client import HttpAnswer, HttpClient

READY = "/contact"
FORBIDDEN = (400, 403, 422)


@dataclass
class HtmlForm:
    """The form as a browser would send it."""

    client: HttpClient
    action: str
    hidden: list[Element]

    @property
    def tokens(self) -> dict[str, str]:
        return {element.attributes.get("name", ""): element.attributes.get("value", "") for element in self.hidden}

    def post(self, name: str, message: str, tokens: dict[str, str] | None = None) -> HttpAnswer:
        fields = {"name": name, "message": message, **(self.tokens if tokens is None else tokens)}
        return self.client.post_form(self.action, fields)


def open_form(check: Checker) -> HtmlForm:
    client = check.client()
    page = Page(client.get("/contact").text)
    forms = [form for form in page.all("form") if form.attributes.get("method", "").lower() == "post"]
    return HtmlForm(client, forms[0].attributes.get("action") or "/contact", page.all("input", type="hidden"))


def shows_the_form(check: Checker) -> None:
    page = Page(check.client().get("/contact").text)
    names = {e.attributes.get("name") for tag in ("input", "textarea") for e in page.all(tag)}
    check.must({"name", "message"} <= names, "the form has the fields name and message", names)
    check.must(len([t for t in open_form(check).tokens.values() if t]) == 1, "the form has one hidden token", names)


def accepts_a_valid_post(check: Checker) -> None:
    answer = open_form(check).post(letters(check.random), letters(check.random))
    check.must(answer.status in (302, 303), "a valid post is answered by a redirect", answer)


def refuses_forged_posts(check: Checker) -> None:
    answer = open_form(check).post("ann", "hello", tokens={})
    check.must(answer.status in FORBIDDEN, "a post without the token is refused", answer)
    form = open_form(check)
    changed = {key: ("x" if token[:1] != "x" else "y") + token[1:] for key, token in form.tokens.items()}
    answer = form.post("ann", "hello", changed)
    check.must(answer.status in FORBIDDEN, "a post with a changed token is refused", answer)


def refuses_strangers(check: Checker) -> None:
    """A cookie and a token that are both missing or empty are equal, and still do not fit."""
    form = open_form(check)
    sent = {
        "a token without its cookie": form.tokens,
        "a post with neither token nor cookie": {},
        "an empty token without a cookie": dict.fromkeys(form.tokens, ""),
    }
    for label, tokens in sent.items():
        form.client = check.client()
        answer = form.post("ann", "hello", tokens)
        check.must(answer.status in FORBIDDEN, f"{label} is refused", answer)


def typed(page: Page, name: str) -> str | None:
    """What a field of the page holds."""
    values = [element.attributes.get("value", "") for element in page.all("input", name=name)]
    return next(iter(values + [element.raw for element in page.all("textarea", name=name)]), None)


def shows_typed_text_again(check: Checker) -> None:
    plain = open_form(check).post(letters(check.random), "")
    check.must(plain.status in (200, 400, 422), "an empty message shows the form again", plain)
    tags = Page(plain.text).tags
    for hazard, word in hostile_words(check.random):
        page = Page(open_form(check).post(word, "").text)
        check.must(typed(page, "name") == word, f"the typed name with {hazard} is shown again", typed(page, "name"))
        check.must(page.tags == tags, f"{hazard} injects no tag", sorted(set(page.tags) - set(tags)))


def refuses_a_long_name(check: Checker) -> None:
    message = letters(check.random) + " </textarea><b>&amp;"
    answer = open_form(check).post("n" * 101, message)
    check.must(answer.status in (200, 400, 422), "a name of 101 characters shows the form again", answer)
    seen = typed(Page(answer.text), "message")
    check.must((seen or "").strip() == message, "the typed message is shown again", seen)
    answer = open_form(check).post("n" * 100, message)
    check.must(answer.status in (302, 303), "a name of 100 characters is accepted", answer)


STEPS = [
    shows_the_form,
    accepts_a_valid_post,
    refuses_forged_posts,
    refuses_strangers,
    shows_typed_text_again,
    refuses_a_long_name,
]
