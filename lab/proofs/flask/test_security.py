"""Users, rights and headers with Flask."""

from flask import Flask, redirect, session, url_for
from pallets_starlette import identity_provider
from proof import BROKEN, cell


def secured(**settings):
    """An application with Flask-Security and two users: an editor and a reader, both with the password "secret tea"."""
    from flask_security import Security, SQLAlchemyUserDatastore, hash_password
    from flask_security.models import fsqla_v2 as models
    from flask_sqlalchemy import SQLAlchemy

    app = Flask(__name__)
    app.config |= {
        "SECRET_KEY": "for this test alone",
        "SECURITY_PASSWORD_SALT": "148",
        "SECURITY_PASSWORD_HASH": "pbkdf2_sha512",
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SQLALCHEMY_DATABASE_URI": "sqlite://",
        "WTF_CSRF_ENABLED": False,
        "TESTING": True,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        **settings,
    }
    db = SQLAlchemy(app)
    models.FsModels.set_db_info(db)

    class Role(db.Model, models.FsRoleMixin): ...

    class User(db.Model, models.FsUserMixin): ...

    app.security = Security(app, users := SQLAlchemyUserDatastore(db, User, Role))
    with app.app_context():
        db.create_all()
        users.create_user(email="ada@example.org", password=hash_password("secret tea"), roles=[users.create_role(name="editor")])
        users.create_user(email="bea@example.org", password=hash_password("secret tea"))
        db.session.commit()
    return app


def signed_in(app, email, password="secret tea"):
    client = app.test_client()
    client.post("/login", json={"email": email, "password": password})
    return client


@cell("authentication", "official-extension", packages=["flask-security[common,fsqla]"])
def test_the_handler_knows_who_signed_in():
    from flask_security import auth_required, current_user

    app = secured()

    def me():
        return current_user.email if current_user.is_authenticated else "anybody"

    app.add_url_rule("/me", view_func=me if BROKEN else auth_required()(me))
    assert signed_in(app, "ada@example.org").get("/me").text == "ada@example.org"
    wrong = signed_in(app, "ada@example.org", "wrong")
    json = {"Accept": "application/json"}
    assert wrong.get("/me", headers=json).status_code == app.test_client().get("/me", headers=json).status_code == 401


@cell("permissions", "official-extension", packages=["flask-security[common,fsqla]"])
def test_a_role_opens_an_address():
    from flask_security import auth_required, roles_required

    app = secured()
    needed = auth_required() if BROKEN else roles_required("editor")
    app.add_url_rule("/edit", view_func=needed(lambda: "edited"), endpoint="edit")
    json = {"Accept": "application/json"}
    assert signed_in(app, "ada@example.org").get("/edit", headers=json).status_code == 200
    assert signed_in(app, "bea@example.org").get("/edit", headers=json).status_code == 403


@cell("second-factor", "official-extension", packages=["flask-security[common,fsqla,mfa]"])
def test_a_code_is_asked_for_after_the_password():
    from flask_security import auth_required

    app = secured(
        SECURITY_TWO_FACTOR=True,
        SECURITY_TWO_FACTOR_ENABLED_METHODS=["authenticator"],
        SECURITY_TOTP_SECRETS={"1": "TjQ9Qa31VOrfEzuPy4VHQWPCTmRzCnFzMKLxXYiZu9B"},
        SECURITY_TOTP_ISSUER="tea",
    )
    app.add_url_rule("/me", view_func=auth_required("session")(lambda: "in"), endpoint="me")
    with app.app_context():
        users, codes = app.security.datastore, app.security.totp_factory
        secret = codes.generate_totp_secret()
        if not BROKEN:
            users.tf_set(users.find_user(email="ada@example.org"), "authenticator", secret)
        users.commit()
    client, json = signed_in(app, "ada@example.org"), {"Accept": "application/json"}
    assert client.get("/me", headers=json).status_code == 401
    right = codes.generate_totp_password(secret)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    assert client.post("/tf-validate", json={"code": wrong}).status_code == 400
    assert client.post("/tf-validate", json={"code": right}).status_code == 200
    assert client.get("/me", headers=json).text == "in"


@cell("single-sign-on", "official-extension", packages=["authlib", "requests"])
def test_a_visitor_signs_in_at_a_provider_with_authlib():
    import requests
    from authlib.integrations.base_client import MismatchingStateError
    from authlib.integrations.flask_client import OAuth

    app = Flask(__name__)
    app.secret_key = "for this test alone"
    app.testing = True
    with identity_provider() as provider:
        oauth = OAuth(app)
        oauth.register(
            "staff",
            client_id="tea",
            client_secret="leaf",
            authorize_url=f"{provider}/authorize",
            access_token_url=f"{provider}/token",
            userinfo_endpoint=f"{provider}/userinfo",
            api_base_url=provider,
        )

        @app.get("/login")
        def login():
            return oauth.staff.authorize_redirect(url_for("back", _external=True))

        @app.get("/back")
        def back():
            try:
                token = None if BROKEN else oauth.staff.authorize_access_token()
            except MismatchingStateError:
                return "refused", 403
            session["name"] = oauth.staff.userinfo(token=token)["name"] if token else None
            return redirect("/me")

        app.add_url_rule("/me", view_func=lambda: session.get("name") or "nobody", endpoint="me")
        client = app.test_client()
        sent = client.get("/login").location
        assert "client_id=tea" in sent and "redirect_uri=" in sent and "state=" in sent
        returned = requests.get(sent, allow_redirects=False, timeout=5).headers["Location"]
        assert client.get(returned.replace("state=", "state=other")).status_code == 403
        client.get(returned)
        assert client.get("/me").text == "Zofia"


@cell("single-sign-on", "official-extension", packages=["authlib", "flask-security[common,fsqla]", "requests"])
def test_a_user_signs_in_at_a_provider_with_flask_security():
    import requests
    from flask_security import FsOAuthProvider, current_user

    class Staff(FsOAuthProvider):
        def authlib_config(self):
            return {
                "client_id": "tea",
                "client_secret": "leaf",
                "authorize_url": f"{provider}/authorize",
                "access_token_url": f"{provider}/token",
                "api_base_url": f"{provider}/",
            }

        def fetch_identity_cb(self, oauth, token):
            found = oauth.staff.get("userinfo", token=token).json()
            return "email", found["email"].replace("zofia", "nobody" if BROKEN else "ada")

    app = secured(SECURITY_OAUTH_ENABLE=True, SECURITY_OAUTH_BUILTIN_PROVIDERS=[])
    app.add_url_rule("/me", view_func=lambda: getattr(current_user, "email", "nobody"), endpoint="me")
    with identity_provider() as provider:
        app.security.oauthglue.register_provider_ext(Staff("staff"))
        client = app.test_client()
        sent = client.post("/login/oauthstart/staff").location
        assert "client_id=tea" in sent and "redirect_uri=" in sent and "state=" in sent
        returned = requests.get(sent, allow_redirects=False, timeout=5).headers["Location"]
        client.get(returned.replace("state=", "state=other"))
        assert client.get("/me").text == "nobody"
        sent = client.post("/login/oauthstart/staff").location
        client.get(requests.get(sent, allow_redirects=False, timeout=5).headers["Location"])
        assert client.get("/me").text == "ada@example.org"


@cell("jwt", "third-party", packages=["flask-jwt-extended"])
def test_a_token_names_the_user_until_it_expires_or_is_changed():
    from datetime import timedelta

    from flask_jwt_extended import JWTManager, create_access_token, get_jwt_identity, jwt_required

    app = Flask(__name__)
    app.config["JWT_SECRET_KEY"] = "a key of thirty-two bytes or more, for this test"
    JWTManager(app)
    app.add_url_rule("/me", view_func=jwt_required(optional=BROKEN)(get_jwt_identity), endpoint="me")
    with app.app_context():
        token = create_access_token("Ada")
        old = create_access_token("Ada", expires_delta=timedelta(seconds=-1))
    changed = token[:-4] + ("aaaa" if token[-4:] != "aaaa" else "bbbb")

    def asked(bearer):
        return app.test_client().get("/me", headers={"Authorization": f"Bearer {bearer}"} if bearer else {})

    assert asked(token).text == "Ada"
    assert [asked(bearer).status_code for bearer in ("", changed, old)] == [401, 422, 401]


@cell("cors", "third-party", packages=["flask-cors"])
def test_the_allowed_origin_alone_gets_the_headers():
    from flask_cors import CORS

    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "tea", endpoint="tea")
    CORS(app, origins=[] if BROKEN else ["https://a.example"])
    client = app.test_client()

    def allowed(method, origin):
        headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        return client.open("/", method=method, headers=headers).headers.get("Access-Control-Allow-Origin")

    asked = [(method, f"https://{letter}.example") for method in ("OPTIONS", "GET") for letter in "ab"]
    assert [allowed(*each) for each in asked] == ["https://a.example", None, "https://a.example", None]


@cell("security-headers", "third-party", packages=["flask-talisman"])
def test_one_call_adds_headers_to_an_answer():
    from flask_talisman import Talisman

    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "tea", endpoint="tea")
    named = {
        "Strict-Transport-Security",
        "Content-Security-Policy",
        "X-Frame-Options",
        "X-Content-Type-Options",
        "Referrer-Policy",
    }
    client = app.test_client()
    assert not named & set(client.get("/", base_url="https://localhost").headers.keys())
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "tea", endpoint="tea")
    if not BROKEN:
        Talisman(app)
    assert named <= set(app.test_client().get("/", base_url="https://localhost").headers.keys())


@cell("throttling", "third-party", packages=["flask-limiter"])
def test_the_third_request_in_a_minute_is_refused():
    from flask_limiter import Limiter
    from flask_limiter.util import get_remote_address

    app = Flask(__name__)
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
    limit = limiter.limit("100 per minute" if BROKEN else "2 per minute")
    app.add_url_rule("/", view_func=limit(lambda: "tea"), endpoint="tea")

    def status(address):
        return app.test_client().get("/", environ_base={"REMOTE_ADDR": address}).status_code

    assert [status("10.0.0.1") for _ in range(3)] == [200, 200, 429]
    assert status("10.0.0.2") == 200


@cell("signed-cookies", "builtin")
def test_a_changed_session_cookie_is_not_believed():
    app = Flask(__name__)
    app.secret_key = "for this test alone"
    app.add_url_rule("/<word>", view_func=lambda word: session.setdefault("word", word), endpoint="keep")
    app.add_url_rule("/", view_func=lambda: session.get("word", "nothing"), endpoint="read")
    client = app.test_client()
    client.get("/tea")
    assert client.get("/").text == "tea"
    value = client.get_cookie("session").value
    if not BROKEN:
        client.set_cookie("session", ("a" if value[0] != "a" else "b") + value[1:])
    assert client.get("/").text == "nothing"

