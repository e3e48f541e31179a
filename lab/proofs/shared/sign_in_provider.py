"""An identity provider on loopback, OAuth 2 and (where PyJWT can sign) OpenID Connect: all are signed in as Zofia."""

import contextlib
import json
import secrets
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CLIENT, SECRET = "client", "secret"
PERSON = {"sub": "u1", "name": "Zofia", "email": "zofia@example.com"}
codes = {}


class Provider(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def address(self, path):
        return f"http://127.0.0.1:{self.server.server_port}{path}"

    def answer(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        address = urllib.parse.urlsplit(self.path)
        if address.path.endswith("/.well-known/openid-configuration"):
            ends = {"authorization": "auth", "token": "token", "userinfo": "userinfo"}
            urls = {f"{name}_endpoint": self.address(f"/{path}") for name, path in ends.items()}
            self.answer({"issuer": self.address(""), "jwks_uri": self.address("/certs"), **urls})
        elif address.path.endswith("/certs"):
            self.answer({"keys": [key()[1]]})
        elif address.path.endswith("/auth"):
            asked, code = dict(urllib.parse.parse_qsl(address.query)), secrets.token_hex(8)
            codes[code] = asked
            back = urllib.parse.urlencode({"code": code, "state": asked["state"]})
            self.send_response(302)
            self.send_header("location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        else:
            self.answer(PERSON)

    def do_POST(self):
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["content-length"])).decode()))
        asked = codes.pop(form["code"])
        tokens = {"access_token": "a1", "token_type": "Bearer", "expires_in": 600}
        with contextlib.suppress(ImportError):
            tokens["id_token"] = sign(
                {"iss": self.address(""), "aud": asked["client_id"], "nonce": asked.get("nonce"), **PERSON}
            )
        self.answer(tokens)


def sign(claims):
    import jwt

    now = int(time.time())
    return jwt.encode({"iat": now, "exp": now + 600, **claims}, key()[0], "RS256", headers={"kid": "k1"})


@cache
def key():
    """The provider's key and what it publishes of it."""
    from cryptography.hazmat.primitives.asymmetric import rsa
    from jwt.algorithms import RSAAlgorithm

    private = rsa.generate_private_key(65537, 2048)
    public = RSAAlgorithm.to_jwk(private.public_key(), as_dict=True)
    return private, {**public, "kid": "k1", "alg": "RS256", "use": "sig"}


@contextlib.contextmanager
def provider():
    """The provider's address, for as long as the block lasts."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def send_back(location):
    """Go where an application sends its visitor; answers the address that the provider sends the visitor back to."""
    try:
        urllib.request.build_opener(Stay).open(location, timeout=10)
    except urllib.error.HTTPError as error:
        return error.headers["location"]
    raise AssertionError("the provider did not send the visitor back")


def with_other_state(address):
    """The same address with a state that nobody gave out."""
    parts = urllib.parse.urlsplit(address)
    query = urllib.parse.urlencode({**dict(urllib.parse.parse_qsl(parts.query)), "state": "another"})
    return parts._replace(query=query).geturl()
