"""Asking an index that answers, and one that fails in every way an index can."""

import gzip
import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli
import pytest

from frameworks.package_index.client import Client, IndexAnswer, IndexBounds, Unavailable, Unknown, Validators
from tests.frameworks.package_index.documents import package_document
from tests.frameworks.package_index.index_server import (
    IndexServer,
    Reply,
    announced_as_huge,
    cut_off,
    document,
    dripping,
    endless,
    hanging,
    known,
    raw,
    redirect_to,
    status,
)

TIGHT = IndexBounds(body=200_000, connect=1, silence=0.2, whole=0.3, wait=1)


def ask(index: IndexServer, package: str = "Flask", earlier: Validators | None = None) -> IndexAnswer:
    with Client(index.address, "Plumbline (+https://plumbline.example)", TIGHT) as client:
        return client.ask(package, earlier)


def test_the_document_comes_back_as_it_was_sent(index: IndexServer) -> None:
    index.answers("flask", document(package_document()))

    assert json.loads(ask(index).body or b"") == package_document()


def test_the_question_names_the_site(index: IndexServer) -> None:
    index.answers("flask", document({}))
    ask(index)

    assert index.asked("flask")[0]["User-Agent"] == "Plumbline (+https://plumbline.example)"


def test_a_name_is_asked_for_as_the_index_normalises_it(index: IndexServer) -> None:
    index.answers("django-ninja", document({}))
    ask(index, "Django_Ninja[extra]")

    assert index.asked("django-ninja")


def test_an_answer_that_has_not_changed_has_no_body(index: IndexServer) -> None:
    index.answers("flask", known('"one"', package_document()))
    first = ask(index)

    second = ask(index, earlier=first.validators)

    assert second.body is None
    assert second.validators.etag == '"one"'


def test_a_redirect_on_the_same_host_is_followed(index: IndexServer) -> None:
    index.answers("flask", redirect_to("/pypi/flask2/json"))
    index.answers("flask2", document({"info": {}}))

    assert ask(index).body == b'{"info": {}}'


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (hanging, "no answer within 0.2 seconds"),
        (dripping, "took longer than 0.3 seconds"),
        (cut_off, "the connection failed"),
        (endless, "larger than 200,000 bytes"),
        (announced_as_huge, "larger than 200,000 bytes"),
        (status(500), "status 500"),
        (status(429), "status 429"),
        (status(429, Retry_After="3600"), "it asks to wait 3600 seconds"),
        (status(403), "status 403"),
        (raw(b"<html>", Content_Type="text/html"), "text/html instead of application/json"),
        (raw(b"{}", Content_Type=""), "no type instead of application/json"),
        (redirect_to("/pypi/flask/json"), "more than 3 redirects"),
        (redirect_to("https://other.example/"), "another host, other.example"),
        (redirect_to("http://[broken/"), "no address"),
        (status(301), "status 301"),
    ],
    ids=lambda value: getattr(value, "__name__", str(value))[:30],
)
def test_every_failure_says_what_the_index_did(index: IndexServer, reply: Reply, message: str) -> None:
    index.answers("flask", reply)

    with pytest.raises(Unavailable, match=message):
        ask(index)


def test_a_package_that_is_not_there_is_unknown_and_asked_for_once(index: IndexServer) -> None:
    with pytest.raises(Unknown):
        ask(index, "nothing")

    assert len(index.asked("nothing")) == 1


@pytest.mark.parametrize("reply", [status(503), status(429, Retry_After="0"), hanging, cut_off])
def test_what_may_pass_is_tried_again(index: IndexServer, reply: Reply) -> None:
    index.answers("flask", reply, reply, document({}))

    assert ask(index).body == b"{}"


def test_what_keeps_failing_is_given_up_after_three_attempts(index: IndexServer) -> None:
    index.answers("flask", status(502))

    with pytest.raises(Unavailable):
        ask(index)

    assert len(index.asked("flask")) == 3


def test_nobody_listening_is_a_failed_connection() -> None:
    with Client("http://127.0.0.1:9", "Plumbline", TIGHT) as client, pytest.raises(Unavailable, match="the connection"):
        client.ask("flask")


@pytest.mark.parametrize("size", [1_000, 199_999])
def test_a_packed_answer_is_unpacked(index: IndexServer, size: int) -> None:
    body = json.dumps("x" * size).encode()[:size]
    index.answers("flask", raw(gzip.compress(body), Content_Encoding="gzip"))

    assert ask(index).body == body


def test_an_answer_packed_in_a_way_that_nobody_asked_for_is_not_unpacked(index: IndexServer) -> None:
    index.answers("flask", raw(brotli.compress(b" " * 1_000_000_000, quality=1), Content_Encoding="br"))

    with memory_bounded(200_000_000), pytest.raises(Unavailable, match="packed as br, which nobody asked for"):
        ask(index)
    assert index.asked("flask")[0]["Accept-Encoding"] == "gzip"


def test_an_answer_that_grows_without_end_is_unpacked_as_far_as_it_is_read(index: IndexServer) -> None:
    index.answers("flask", raw(gzip.compress(b" " * 1_000_000_000, 1), Content_Encoding="gzip"))

    with memory_bounded(200_000_000), pytest.raises(Unavailable, match="larger than 200,000 bytes"):
        ask(index)


@pytest.mark.parametrize("body", [b"no gzip", gzip.compress(b"{}", mtime=0)[:-6]])
def test_a_broken_packed_answer_is_none(index: IndexServer, body: bytes) -> None:
    index.answers("flask", raw(body, Content_Encoding="gzip"))

    with pytest.raises(Unavailable, match="packed|unpacked"):
        ask(index)


@contextmanager
def memory_bounded(more: int) -> Iterator[None]:
    """Let this process take no more than so many bytes beyond what it has."""
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (held + more, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
