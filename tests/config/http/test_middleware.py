"""Pages are compressed as the browser asks, the admin is not, and every response carries its request's id."""

import gzip
import json
import sys
from contextlib import suppress
from pathlib import Path

import brotli
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from config.http.middleware import CompressionMiddleware
from config.monitoring.logs import mask_secrets
from config.monitoring.request_log import RequestLogMiddleware

PAGE = "<p>A framework and its evidence.</p>" * 50


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE, headers={"ETag": '"7"'})


def compressed(path: str = "/", *, accept: str) -> HttpResponse:
    request = RequestFactory().get(path, headers={"Accept-Encoding": accept})
    response = CompressionMiddleware(answer)(request)
    assert isinstance(response, HttpResponse)
    return response


def test_brotli_is_preferred() -> None:
    response = compressed(accept="gzip, deflate, br")
    assert response["Content-Encoding"] == "br"
    assert brotli.decompress(response.content).decode() == PAGE
    assert response["Content-Length"] == str(len(response.content))


def test_gzip_is_second() -> None:
    response = compressed(accept="gzip")
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).decode() == PAGE


@pytest.mark.parametrize("accept", ["gzip", "br", "identity"])
def test_caches_are_told_that_the_encoding_varies(accept: str) -> None:
    assert compressed(accept=accept)["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accept", ["gzip", "br"])
def test_etag_of_a_compressed_page_is_weak(accept: str) -> None:
    assert compressed(accept=accept)["ETag"] == 'W/"7"'


def test_refused_brotli_is_not_sent() -> None:
    assert compressed(accept="br;q=0, gzip")["Content-Encoding"] == "gzip"


def test_admin_is_not_compressed() -> None:
    assert "Content-Encoding" not in compressed("/admin/login/", accept="gzip, br").headers


def test_short_answers_are_not_compressed() -> None:
    request = RequestFactory().get("/healthz", headers={"Accept-Encoding": "br"})
    response = CompressionMiddleware(answer).process_response(request, HttpResponse("ok"))
    assert "Content-Encoding" not in response.headers


def last_line(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    line: dict[str, object] = json.loads(capsys.readouterr().err.splitlines()[-1])
    return line


def test_response_carries_the_request_id_of_its_log_line(capsys: pytest.CaptureFixture[str]) -> None:
    response = RequestLogMiddleware(answer)(RequestFactory().get("/frameworks/"))
    logged = last_line(capsys)
    assert logged["request_id"] == response.headers["X-Request-ID"]
    assert (logged["path"], logged["status"]) == ("/frameworks/", 200)


@pytest.mark.parametrize(
    ("trusted", "given", "is_taken"),
    [(True, "7f3a9c21d4e8", True), (True, "a b", False), (True, "x" * 65, False), (False, "7f3a9c21d4e8", False)],
)
def test_the_id_that_a_trusted_proxy_gave_is_kept(
    settings: Settings, trusted: bool, given: str, is_taken: bool
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if trusted else None
    response = RequestLogMiddleware(answer)(RequestFactory().get("/", headers={"X-Request-ID": given}))
    assert (response["X-Request-ID"] == given) == is_taken


def test_a_request_is_answered_where_no_line_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", buffering=1) as full:
        monkeypatch.setattr(sys, "stderr", full)
        assert RequestLogMiddleware(answer)(RequestFactory().get("/")).status_code == 200
        monkeypatch.undo()
        with suppress(OSError):
            full.close()


def test_the_log_does_not_know_the_secret_link_of_a_correction(capsys: pytest.CaptureFixture[str]) -> None:
    RequestLogMiddleware(answer)(RequestFactory().get("/corrections/sEcReT-0123456789/"))

    assert last_line(capsys)["path"] == "/corrections/…/"


@pytest.mark.parametrize(
    ("event", "logged"),
    [
        ("Internal Server Error: /corrections/sEcReT/", "Internal Server Error: /corrections/…/"),
        ('"GET /compare/?preview=MTI:x&only=same HTTP/1.1" 200', '"GET /compare/?preview=…&only=same HTTP/1.1" 200'),
        ("/corrections/new/?claim=django/orm", "/corrections/new/?claim=django/orm"),
    ],
)
def test_lines_of_django_are_masked_alike(event: str, logged: str) -> None:
    assert mask_secrets(None, "info", {"event": event}) == {"event": logged}
