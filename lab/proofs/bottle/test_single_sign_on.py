"""Signing in to a Bottle application through a provider of OpenID Connect, which is on this machine too."""

import contextlib
import json
import time
from urllib.parse import parse_qsl, urlsplit

from bottle import Bottle
from loopback import Visitor, wsgi_served
from proof import BROKEN, cell


@cell("single-sign-on", "third-party", packages=["bottleoidc"])
def test_a_visitor_signs_in_through_a_provider():
    from BottleOIDC import BottleOIDC
    from BottleSessions import BottleSessions

    with provider() as (issuer, remember):
        app = Bottle()
        BottleSessions(app, session_secure=False)
        settings = {"discovery_url": f"{issuer}/.well-known/openid-configuration"}
        auth = BottleOIDC(app, {**settings, "client_id": "shop", "client_secret": "secret"})
        app.get("/", callback=auth.require_login(lambda: auth.my_username))
        visitor = Visitor(app)
        there = visitor.get("/")
        assert there.status == 302
        asked = remember(there.headers["Location"])
        assert (asked["client_id"], asked["redirect_uri"]) == ("shop", "http://127.0.0.1/oidc/authorized")
        assert visitor.get(f"/oidc/authorized?code=x&state={asked['state'][:-5]}AAAA=").status == 400
        assert visitor.get("/").status == 302
        if not BROKEN:
            visitor.get(f"/oidc/authorized?code=x&state={asked['state']}")
        assert visitor.get("/").text == "ann"


@contextlib.contextmanager
def provider():
    """A provider with one user; gives its address and a function that takes what the visitor was sent with."""
    import jwt
    from cryptography.hazmat.primitives.asymmetric import rsa

    key, issuer = rsa.generate_private_key(65537, 2048), Bottle()
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))

    def remember(location):
        return dict(parse_qsl(urlsplit(location).query))

    with wsgi_served(issuer) as address:

        @issuer.get("/.well-known/openid-configuration")
        def discovery():
            ends = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
            return {"issuer": address, **{name: address + path for name, path in ends.items()}}

        @issuer.get("/keys")
        def keys():
            return {"keys": [{**public, "kid": "1", "use": "sig"}]}

        @issuer.post("/token")
        def token():
            now = int(time.time())
            claims = {"iss": address, "aud": "shop", "sub": "1", "email": "ann@shop.example", "iat": now}
            signed = jwt.encode({**claims, "exp": now + 60}, key, "RS256", headers={"kid": "1"})
            return {"access_token": "x", "token_type": "Bearer", "id_token": signed}

        yield address, remember
