"""An OAuth 2 provider on a free loopback port: it signs in everybody as Zofia."""

import json
import secrets
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener


class Provider(BaseHTTPRequestHandler):
    codes: set[str] = set()

    def log_message(self, *_):
        pass

    def answer(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        address = urlsplit(self.path)
        query = dict(parse_qsl(address.query))
        if address.path == "/user" and self.headers["Authorization"] == "Bearer token-of-zofia":
            return self.answer({"id": "u1", "sub": "u1", "name": "Zofia"})
        code = secrets.token_hex(8)
        self.codes.add(code)
        self.send_response(302)
        self.send_header("Location", f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}")
        self.end_headers()

    def do_POST(self):
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        self.codes.remove(form["code"])
        self.answer({"access_token": "token-of-zofia", "token_type": "Bearer", "expires_in": 600})


@contextmanager
def provider():
    """Its address; people are sent to /authorize, codes to /token, tokens to /user."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def way_back(address):
    """Where the provider sends the visitor back to."""
    try:
        build_opener(Stay).open(address)
    except Exception as redirect:
        return redirect.headers["Location"]
    raise ValueError(f"{address} does not redirect")
