"""What cherrypy-foundation adds to CherryPy as tools, plugins and a base class of forms."""

import json
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import cherrypy
from cherrypy_site import site, visit
from loopback import write_catalogue
from proof import BROKEN, cell

FORM = {"content-type": "application/x-www-form-urlencoded"}


class Hello:
    @cherrypy.expose
    def index(self, **fields):
        return "hello"


class Visitor:
    """Somebody who keeps the last cookie of a site."""

    def __init__(self, application):
        self.application, self.cookie = application, ""

    def go(self, address, **fields):
        headers = {"cookie": self.cookie} | (FORM if fields else {})
        body = urlencode(fields).encode()
        answer = visit(self.application, address, "POST" if fields else "GET", headers, body)
        for name, kept in SimpleCookie(answer.headers.get("set-cookie", "")).items():
            self.cookie = f"{name}={kept.value}"
        return answer


@cell("csrf", "third-party", packages=["cherrypy-foundation"])
def test_a_form_of_another_site_is_refused():
    import cherrypy_foundation.tools.secure_headers  # noqa: F401

    root = site(Hello(), {"tools.secure_headers.on": not BROKEN})
    origins = ("http://127.0.0.1", "https://elsewhere.example")
    assert [visit(root, "/", "POST", FORM | {"origin": origin}, b"a=1").status for origin in origins] == [200, 403]


@cell("throttling", "third-party", packages=["cherrypy-foundation"])
def test_the_third_request_of_a_client_is_refused():
    import cherrypy_foundation.tools.ratelimit  # noqa: F401

    limits = {"tools.ratelimit.on": True, "tools.ratelimit.limit": 100 if BROKEN else 2, "tools.ratelimit.delay": 60}
    root = site(Hello(), limits | {"tools.proxy.on": True})
    clients = ["192.0.2.1"] * 3 + ["192.0.2.2"]
    statuses = [visit(root, "/", headers={"x-forwarded-for": client}).status for client in clients]
    assert statuses == [200, 200, 429, 200]


@cell("forms", "third-party", packages=["cherrypy-foundation"])
def test_a_form_comes_back_with_messages_until_it_is_right():
    from cherrypy_foundation.form import CherryForm
    from wtforms import StringField, validators

    class Contact(CherryForm):
        name = StringField("Name", [] if BROKEN else [validators.InputRequired(), validators.Length(max=10)])

    class Root:
        @cherrypy.expose
        def index(self, **fields):
            form = Contact()
            if form.validate_on_submit():
                return f"taken: {form.name.data}"
            return f"{form.name.label}{form.name()}{form.name.errors}"

    def send(name):
        return visit(site(Root()), "/", "POST", FORM, urlencode({"name": name}).encode()).text

    assert "<input" in visit(site(Root()), "/").text
    for name, message in (("", "This field is required"), ("elevenchars", "longer than 10 characters")):
        page = send(name)
        assert message in page
        assert f'value="{name}"' in page
    assert send("tea") == "taken: tea"


@cell("i18n", "third-party", packages=["cherrypy-foundation"])
def test_texts_follow_the_language_of_a_request(tmp_path):
    from cherrypy_foundation.tools.i18n import gettext, ngettext

    class Root:
        @cherrypy.expose
        def index(self):
            files = [ngettext("%s file", "%s files", count) % count for count in (1, 3, 25)]
            return ", ".join([gettext("Hello"), *files])

    polish = {"Hello": "Witaj", ("%s file", "%s files"): ("%s plik", "%s pliki", "%s plików")}
    forms = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    write_catalogue(tmp_path / "pl/LC_MESSAGES/messages.mo", forms, {} if BROKEN else polish)
    english = {"Hello": "Hello", ("%s file", "%s files"): ("%s file", "%s files")}
    write_catalogue(tmp_path / "en/LC_MESSAGES/messages.mo", "nplurals=2; plural=n!=1;", english)
    tool = {"on": True, "default": "en", "mo_dir": str(tmp_path), "domain": "messages"}
    root = site(Root(), {f"tools.i18n.{name}": value for name, value in tool.items()})
    texts = [visit(root, "/", headers={"accept-language": language}).text for language in ("en", "pl")]
    assert texts == ["Hello, 1 file, 3 files, 25 files", "Witaj, 1 plik, 3 pliki, 25 plików"]


@cell("pagination", "third-party", packages=["cherrypy-foundation[db]"])
def test_a_query_comes_page_by_page():
    import cherrypy_foundation.tools.datatables  # noqa: F401
    from sqlalchemy import create_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
    from sqlalchemy.pool import StaticPool

    class Base(DeclarativeBase): ...

    class Note(Base):
        __tablename__ = "note"
        number: Mapped[int] = mapped_column(primary_key=True)

    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    session = Session(engine)
    session.add_all(Note(number=number) for number in range(25))
    session.commit()

    class Root:
        @cherrypy.expose
        @cherrypy.tools.json_out()
        @cherrypy.tools.datatables_out(on=not BROKEN)
        def index(self, **query):
            return session.query(Note.number) if not BROKEN else {"data": list(range(25)), "recordsTotal": 25}

    def page(start):
        sorted_by = {"columns[0][data]": "number", "order[0][column]": 0, "order[0][dir]": "asc"}
        query = urlencode({"draw": 1, "start": start, "length": 10} | sorted_by)
        answer = json.loads(visit(site(Root()), f"/?{query}").text)
        return [row["number"] for row in answer["data"]] if not BROKEN else answer["data"], answer["recordsTotal"]

    assert [page(start) for start in (20, 30)] == [([20, 21, 22, 23, 24], 25), ([], 25)]


@cell("second-factor", "third-party", packages=["cherrypy-foundation"])
def test_the_password_needs_a_code_beside_it():
    import cherrypy_foundation.tools.auth
    import cherrypy_foundation.tools.auth_mfa  # noqa: F401

    sent = []

    class Root:
        @cherrypy.expose
        def index(self):
            return cherrypy.request.login

        @cherrypy.expose
        @cherrypy.config(**{"tools.auth_mfa.on": False})
        def login(self, name="", password=""):
            return str(bool(cherrypy.tools.auth.login_with_credentials(name, password)))

        @cherrypy.expose
        def mfa(self, code=""):
            if not code:
                sent.append(cherrypy.tools.auth_mfa.generate_code())
            return str(bool(code) and cherrypy.tools.auth_mfa.verify_code(code))

    tools = {
        "tools.sessions.on": True,
        "tools.auth.on": True,
        "tools.auth.redirect": "/login",
        "tools.auth.checkpassword": lambda name, password: (name, password) == ("ann", "right"),
        "tools.auth.user_lookup_func": lambda login, user_info: (login, login),
        "tools.auth.user_from_key_func": lambda key: key,
        "tools.auth_mfa.on": not BROKEN,
        "tools.auth_mfa.mfa_url": "/mfa",
    }
    ann = Visitor(site(Root(), tools))
    assert ann.go("/login", name="ann", password="right").text == "True"
    assert ann.go("/").headers.get("location", "").endswith("/mfa")
    ann.go("/mfa")
    wrong = ("0" if sent[0][0] != "0" else "1") + sent[0][1:]
    assert ann.go("/mfa", code=wrong).text == "False"
    assert ann.go("/").headers.get("location", "").endswith("/mfa")
    assert ann.go("/mfa", code=sent[0]).text == "True"
    assert ann.go("/").text == "ann"


@cell("single-sign-on", "third-party", packages=["cherrypy-foundation[oauth]"])
def test_a_visitor_signs_in_at_a_provider():
    import cherrypy_foundation.plugins.oauth
    import cherrypy_foundation.tools.auth
    import cherrypy_foundation.tools.auth_mfa  # noqa: F401
    from sign_in_provider import provider, send_back, with_other_state

    class Root:
        @cherrypy.expose
        def index(self):
            return cherrypy.request.login

    tools = {
        "tools.sessions.on": True,
        "tools.auth.on": True,
        "tools.auth.redirect": "/oauth/login",
        "tools.auth.user_lookup_func": lambda login, user_info: (None if BROKEN else login, login),
        "tools.auth.user_from_key_func": lambda key: key,
    }
    cherrypy.server.unsubscribe()
    with provider() as address:
        settings = {"client_id": "client", "client_secret": "secret", "auth_url": f"{address}/auth"}
        settings |= {"token_url": f"{address}/token", "userinfo_url": f"{address}/userinfo", "fullname_claim": "name"}
        cherrypy.config.update({f"oauth.{name}": value for name, value in settings.items()})
        visitor = Visitor(cherrypy.tree.mount(Root(), "", {"/": tools}))
        cherrypy.engine.start()
        try:
            asked = visitor.go("/oauth/login").headers["location"]
            assert all(f"{name}=" in asked for name in ("client_id", "redirect_uri", "state"))
            back = send_back(asked).removeprefix("http://127.0.0.1")
            assert visitor.go(with_other_state(back)).status == 400
            assert visitor.go("/").status == 303
            visitor.go(back)
            assert visitor.go("/").text == "zofia@example.com"
        finally:
            cherrypy.engine.exit()
