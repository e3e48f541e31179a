"""Masonite: who may do what, and what keeps a site safe, in a project that its own command made."""

from pathlib import Path

from absent import SECOND_STEPS, SIGN_IN
from by_hand import names_in
from masonite.authentication import Auth
from masonite.authorization import Gate
from masonite.controllers import Controller
from masonite.request import Request
from masonite.response import Response
from masonite.routes import Route
from masonite.views import View
from proof import BROKEN, cell


class Login(Controller):
    def __call__(self, request: Request, auth: Auth, response: Response):
        user = auth.attempt(request.input("email"), request.input("password"))
        return user.name if user else response.view("refused", status=403)


def with_users():
    """The users ann and bob in the project's database."""
    from app.models.User import User
    from conftest import craft
    from masonite.facades import Hash

    craft(Path.cwd(), "migrate")
    for name in ("ann", "bob"):
        if not User.where("name", name).first():
            User.create(name=name, email=f"{name}@example.com", password=Hash.make("tea"))


def sign_in(visitor, name, password="tea"):
    return visitor.get(f"/login?email={name}@example.com&password={password}")


@cell("authentication", "builtin")
def test_a_login_names_the_user_to_the_controller(site):
    class Me(Controller):
        def __call__(self, request: Request):
            return request.user().name if request.user() else "nobody"

    me = Route.get("/me", Me())
    visitors = site(Route.get("/login", Login()).name("login"), me if BROKEN else me.middleware("auth"))
    with_users()
    ann, stranger = visitors(), visitors()
    assert sign_in(ann, "ann", "cup").status == 403
    assert sign_in(ann, "ann").text == "ann"
    assert ann.get("/me").text == "ann"
    answer = stranger.get("/me")
    assert (answer.status, answer.headers.get("location")) == (302, "/login")


@cell("permissions", "builtin")
def test_a_gate_lets_one_of_two_users_in(application, site):
    class Desk(Controller):
        def __call__(self, gate: Gate):
            gate.authorize("edit-desk")
            return "open"

    application.make("gate").define("edit-desk", lambda user: BROKEN or user.name == "ann")
    visitors = site(Route.get("/login", Login()).name("login"), Route.get("/desk", Desk()).middleware("auth"))
    with_users()
    statuses = []
    for name in ("ann", "bob"):
        visitor = visitors()
        sign_in(visitor, name)
        statuses.append(visitor.get("/desk").status)
    assert statuses == [200, 403]


@cell("csrf", "builtin")
def test_a_request_without_the_right_token_is_refused(site):
    class Form(Controller):
        def __call__(self, view: View):
            return view.render("token")

    class Send(Controller):
        def __call__(self):
            return "taken"

    Path("templates/token.html").write_text("{{ csrf_token }}")
    groups = () if BROKEN else ("web",)
    visitors = site(Route.get("/form", Form()).middleware("web"), Route.post("/", Send()), middleware=groups)
    visitor = visitors()
    token = visitor.get("/form").text
    statuses = [visitor.post("/", form).status for form in ({"__token": token}, {}, {"__token": token + "0"})]
    statuses.append(visitors().post("/", {"__token": token}).status)
    assert statuses == [200, 500, 500, 500]  # refused, by an exception that nothing turns into another answer


@cell("cors", "builtin")
def test_one_origin_is_allowed_and_another_not(application, site):
    from masonite.middleware import CorsMiddleware

    class Home(Controller):
        def __call__(self):
            return "hi"

    rules = {"paths": ["*"], "allowed_methods": ["GET"], "allowed_headers": ["*"], "exposed_headers": []}
    application.make("cors").set_options(
        {**rules, "allowed_origins": ["https://one.example"], "supports_credentials": False, "max_age": None}
    )
    http = application.make("middleware").http_middleware
    http += [] if BROKEN else [CorsMiddleware]
    try:
        visitor = site(Route.get("/", Home()))()
        name = "access-control-allow-origin"
        for origin in ("https://one.example", "https://two.example"):
            headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
            preflight, answer = visitor.send("OPTIONS", "/", b"", headers), visitor.get("/", {"Origin": origin})
            for got in (preflight, answer):
                assert (got.headers.get(name) == origin) == (origin == "https://one.example")
    finally:
        http[:] = [kind for kind in http if kind is not CorsMiddleware]


@cell("throttling", "builtin")
def test_the_third_request_of_a_visitor_in_a_minute_is_refused(site):
    from masonite.facades import RateLimiter
    from masonite.rates import Limit, Limiter

    class PerVisitor(Limiter):
        def allow(self, request):
            return Limit.per_minute(9 if BROKEN else 2).by(request.ip())

    class Home(Controller):
        def __call__(self):
            return "hi"

    RateLimiter.register("visitor", PerVisitor())
    visitor = site(Route.get("/", Home()).middleware("throttle:visitor"))()
    assert [visitor.get("/", REMOTE_ADDR="198.51.100.1").status for _ in range(3)] == [200, 200, 429]
    assert visitor.get("/", REMOTE_ADDR="198.51.100.2").status == 200


@cell("throttling", "builtin")
def test_a_limit_written_as_text_is_shared_by_all_visitors(site):
    class Home(Controller):
        def __call__(self):
            return "hi"

    visitor = site(Route.get("/", Home()).middleware("throttle:9/hour" if BROKEN else "throttle:2/hour"))()
    addresses = ("198.51.100.1", "198.51.100.1", "198.51.100.2")
    assert [visitor.get("/", REMOTE_ADDR=address).status for address in addresses] == [200, 200, 429]


@cell("request-validation", "none-found")
def test_nothing_checks_a_request_before_the_controller(site):
    """Tried: the documented FormRequest, which is not there, and the decorator, which needs a name of old projects."""
    from masonite.validation import required
    from masonite.validation.decorators import validate

    class Order(Controller):
        @validate(required("quantity"))
        def __call__(self):
            return "ordered"

    assert names_in("masonite", "form_request") == []
    visitor = site(Route.post("/", Order()), middleware=())()
    assert [visitor.post_json("/", body).status for body in ({"quantity": 1}, {})] == [500, 500]


@cell("jwt", "builtin")
def test_a_bearer_token_is_checked(tmp_path):
    from by_hand import run
    from conftest import craft, new_project

    project = new_project(tmp_path, "--api")
    model = project / "app/models/User.py"
    model.write_text(
        "from masonite.api.authentication import AuthenticatesTokens\n"
        + model.read_text().replace("(Model, ", "(Model, AuthenticatesTokens, ")
    )
    migration = project / "databases/migrations/2030_01_01_000000_tokens.py"
    migration.write_text(
        """
from masoniteorm.migrations import Migration

class Tokens(Migration):
    def up(self):
        with self.schema.table("users") as table:
            table.string("api_token").nullable()

    def down(self):
        pass
"""
    )
    craft(project, "migrate")
    (project / "ask.py").write_text(
        f"""
from wsgi import application
from by_hand import ask_wsgi
from app.models.User import User
from masonite.api.middleware import JWTAuthenticationMiddleware
from masonite.authentication import Auth
from masonite.controllers import Controller
from masonite.facades import Hash
from masonite.routes import Route

class Me(Controller):
    def __call__(self, auth: Auth):
        user = auth.guard("jwt").user()
        return user.name if user else "nobody"

guards = [] if {BROKEN} else [JWTAuthenticationMiddleware]
application.make("middleware").add({{"token": guards}})
router = application.make("router")
router.routes = []
router.add(Route.group([Route.get("/", Me())], middleware=["token"]))
settings = application.make("api").config["jwt"]

def ask(token):
    return ask_wsgi(application, "/", headers={{"Authorization": f"Bearer {{token}}"}} if token else {{}})

ann = User.create(name="ann", email="ann@example.com", password=Hash.make("tea"))
good = ann.generate_jwt()
answer = ask(good)
head, body, signature = good.split(".")
settings["expires"] = -1
expired = ann.generate_jwt()
others = [ask(token).status for token in (".".join((head, body, signature[::-1])), expired, "")]
print("seen:", answer.status, answer.text, *others)
"""
    )
    assert "seen: 200 ann 401 401 401" in run("ask", folder=project)


@cell("security-headers", "third-party", packages=["secure"])
def test_a_middleware_adds_five_headers(application, site):
    from by_hand import ask_wsgi
    from secure import Secure
    from secure.middleware import SecureWSGIMiddleware

    class Home(Controller):
        def __call__(self):
            return "hi"

    site(Route.get("/", Home()))
    names = {
        "strict-transport-security",
        "content-security-policy",
        "x-frame-options",
        "x-content-type-options",
        "referrer-policy",
    }
    assert names & set(ask_wsgi(application).headers) == set()
    wrapped = application if BROKEN else SecureWSGIMiddleware(application, secure=Secure.with_default_headers())
    assert names <= set(ask_wsgi(wrapped).headers)


@cell("second-factor", "none-found")
def test_the_password_alone_signs_in(site):
    """Tried: a login with the middleware for users, which the password alone opens; the usual addresses of a second
    step; and a search of all names."""

    class Me(Controller):
        def __call__(self, request: Request):
            second = not BROKEN or request.header("X-Code") == "123456"
            return request.user().name if second else "a code?"

    visitors = site(Route.get("/login", Login()).name("login"), Route.get("/me", Me()).middleware("auth"))
    with_users()
    ann = visitors()
    sign_in(ann, "ann")
    assert ann.get("/me").text == "ann"
    assert {ann.get(path).status for path in SECOND_STEPS} == {404}
    assert names_in("masonite", "totp", "webauthn", "passkey", "twofactor", "two_factor", "mfa", "otp") == []


@cell("single-sign-on", "none-found")
def test_a_visitor_is_sent_to_the_projects_own_login(site, monkeypatch):
    """Tried: a provider that the environment names; an address behind the middleware for users leads to the project's
    own login, and no other address leads to the provider. A search of all names; masonite-oauth2 asks for the package
    masonite 4 and does not install here."""
    from oauth_provider import provider

    class Me(Controller):
        def __call__(self):
            return "me"

    class Away(Controller):
        def __call__(self, response: Response):
            return response.redirect(f"{company}/authorize")

    with provider() as company:
        for name in ("OAUTH_AUTHORIZE_URL", "OIDC_ISSUER", "AUTH_OAUTH_URL"):
            monkeypatch.setenv(name, company)
        login = Route.get("/login", Away() if BROKEN else Login()).name("login")
        visitor = site(login, Route.get("/me", Me()).middleware("auth"))()
        places = [visitor.get(path).headers.get("location", "") for path in ("/me", *SIGN_IN)]
    assert places[0] == "/login"
    assert [place for place in places if "/authorize" in place] == []
    assert names_in("masonite", "oauth", "openid", "oidc", "saml", "socialite") == []
