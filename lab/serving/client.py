"""An HTTP client of the standard library: one connection per request, cookies, streams."""

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus, urlencode


class ClientError(Exception):
    """The server gave no complete HTTP answer."""


@dataclass(frozen=True)
class HttpAnswer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    seconds: float

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def is_json(self) -> bool:
        media = self.header("content-type").split(";")[0].strip().lower()
        return (media == "application/json" or media.endswith("+json")) and self.json() is not None

    def json(self) -> Any:
        """The body as JSON, None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.status} {self.header('content-type')} {self.text[:160]}"


@dataclass
class HttpClient:
    """Keeps cookies as a browser does, as far as one site on loopback needs it."""

    port: int
    timeout: float = 15.0
    cookies: dict[str, str] = field(default_factory=dict)

    def request(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> HttpAnswer:
        started = time.monotonic()
        with self.open(method, path, body, headers) as response:
            return HttpAnswer(response.status, response.getheaders(), response.read(), time.monotonic() - started)

    @contextmanager
    def open(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Iterator[http.client.HTTPResponse]:
        """An answer whose body has not been read yet; one that breaks off while it is read is an error too."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            connection.request(method, path, body or None, self.headers(method, body, headers or {}))
            response = connection.getresponse()
            for value in response.headers.get_all("set-cookie", []):
                self.keep(value)
            yield response
        except (OSError, http.client.HTTPException) as error:
            raise ClientError(f"{method} {path}: {error!r}") from error
        finally:
            connection.close()

    def headers(self, method: str, body: bytes, extra: dict[str, str]) -> dict[str, str]:
        headers = {"Host": f"127.0.0.1:{self.port}", "Connection": "close", **extra}
        if method in ("POST", "PUT", "PATCH") and not body:
            headers["Content-Length"] = "0"
        if self.cookies:
            headers.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        return headers

    def keep(self, header: str) -> None:
        """Keep or forget the cookie of a Set-Cookie header."""
        pair, *attributes = header.split(";")
        name, _, value = pair.strip().partition("=")
        low = [attribute.strip().lower() for attribute in attributes]
        gone = "max-age=0" in low or any(a.startswith("expires=") and "1970" in a for a in low)
        if gone or not value:
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value

    def get(self, path: str, headers: dict[str, str] | None = None) -> HttpAnswer:
        return self.request("GET", path, headers=headers)

    def post_json(self, path: str, value: Any) -> HttpAnswer:
        return self.post_body(path, json.dumps(value).encode())

    def post_body(self, path: str, body: bytes, kind: str = "application/json") -> HttpAnswer:
        return self.request("POST", path, body, {"Content-Type": kind})

    def post_form(self, path: str, fields: dict[str, str]) -> HttpAnswer:
        return self.post_body(path, urlencode(fields).encode(), "application/x-www-form-urlencoded")


def query(path: str, **values: object) -> str:
    """A path with a query string, encoded as a browser's form does it."""
    return path + "?" + "&".join(f"{name}={quote_plus(str(value))}" for name, value in values.items())
