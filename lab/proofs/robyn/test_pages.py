"""Feature cells of Robyn on pages, cookies, logins and documents."""

from html.parser import HTMLParser

from proof import BROKEN, cell
from robyn import Robyn
from robyn.authentication import AuthenticationHandler, BearerGetter
from robyn.robyn import Identity, QueryParams
from robyn.testing import TestClient
from robyn.types import Body
from sanic_tornado_robyn import ask
from serving import serving


@cell("templating", "builtin", packages=["jinja2"])
def test_a_template_file_is_rendered_with_values(tmp_path):
    from robyn.templating import JinjaTemplate

    loop = "{% for tea in teas[:1] %}" if BROKEN else "{% for tea in teas %}"
    (tmp_path / "list.html").write_text("<ul>" + loop + "<li>{{ tea }}</li>{% endfor %}</ul>")
    app, templates = Robyn(__file__), JinjaTemplate(str(tmp_path))

    @app.get("/")
    async def teas(request):
        return templates.render_template("list.html", teas=["green", "black", "white"])

    with serving(app) as url:
        page = ask(url)
    assert page.headers.get_content_type() == "text/html"
    assert page.text == "<ul><li>green</li><li>black</li><li>white</li></ul>"


@cell("auto-escaping", "builtin", packages=["jinja2"])
def test_a_value_in_a_template_stays_text(tmp_path):
    from robyn.templating import JinjaTemplate

    value, seen = '<script>alert(1)</script> it\'s "quoted"', []
    (tmp_path / "show.html").write_text("<p>{{ value|safe }}</p>" if BROKEN else "<p>{{ value }}</p>")
    app, templates = Robyn(__file__), JinjaTemplate(str(tmp_path))

    @app.get("/")
    async def show(request):
        return templates.render_template("show.html", value=value)

    class Parser(HTMLParser):
        def handle_starttag(self, tag, attrs):
            seen.append(tag)

        def handle_data(self, data):
            seen.append(data)

    with serving(app) as url:
        Parser().feed(ask(url).text)
    assert (seen[0], "".join(seen[1:])) == ("p", value)


@cell("request-validation", "builtin", packages=["pydantic"])
def test_a_wrong_body_is_refused_before_the_handler():
    from pydantic import BaseModel, Field

    class Order(BaseModel):
        quantity: int = Field() if BROKEN else Field(ge=1, le=99)

    app = Robyn(__file__)

    @app.post("/orders")
    async def order(body: Order):
        return f"{body.quantity} taken"

    with serving(app) as url:
        refused = [ask(f"{url}/orders", json_body={"quantity": quantity}) for quantity in (0, 100, "many")]
        refused.append(ask(f"{url}/orders", "POST"))
        assert [answer.status in (400, 422) for answer in refused] == [True] * 4
        assert ask(f"{url}/orders", json_body={"quantity": 7}).text == "7 taken"


@cell("sessions", "builtin")
def test_a_session_keeps_a_value_between_requests():
    app = Robyn(__file__)
    app.configure_sessions(secret_key="for this test alone")

    @app.post("/")
    async def remember(request):
        if not BROKEN:
            request.session["word"] = "tea"
        return "kept"

    @app.get("/")
    async def recall(request):
        return request.session.get("word", "nothing")

    with serving(app) as url:
        cookies = ask(url, "POST").cookies
        assert ask(url, headers={"Cookie": cookies}).text == "tea"
        assert ask(url).text == "nothing"
        assert ask(url, headers={"Cookie": cookies[:-2] + "zz"}).text == "nothing"


@cell("signed-cookies", "builtin")
def test_a_changed_cookie_loses_its_value():
    app = Robyn(__file__)
    app.configure_sessions(secret_key="for this test alone")

    @app.post("/")
    async def remember(request):
        request.session["word"] = "cake" if BROKEN else "tea"
        return "kept"

    @app.get("/")
    async def recall(request):
        return request.session.get("word", "nothing")

    with serving(app) as url:
        name, _, value = ask(url, "POST").cookies.partition("=")
        changed = ("A" if value[0] != "A" else "B") + value[1:]
        assert ask(url, headers={"Cookie": f"{name}={value}"}).text == "tea"
        assert ask(url, headers={"Cookie": f"{name}={changed}"}).text == "nothing"


@cell("authentication", "builtin")
def test_the_handler_names_the_user_of_the_token():
    class Tokens(AuthenticationHandler):
        def authenticate(self, request):
            user = {"token-of-ann": "ann"}.get(self.token_getter.get_token(request))
            return Identity(claims={"user": user}) if user else None

    app = Robyn(__file__)
    app.configure_authentication(Tokens(token_getter=BearerGetter()))

    @app.get("/me", auth_required=not BROKEN)
    async def me(request):
        return request.identity.claims["user"] if request.identity else "nobody"

    with serving(app) as url:
        assert ask(f"{url}/me", headers={"Authorization": "Bearer token-of-ann"}).text == "ann"
        assert ask(f"{url}/me", headers={"Authorization": "Bearer another"}).status == 401
        assert ask(f"{url}/me").status == 401


@cell("openapi", "builtin")
def test_the_document_holds_route_parameter_and_field():
    """It has no list of required fields, and a parameter of the path is always a string there."""

    class Order(Body):
        quantity: int

    class Query(QueryParams):
        limit: int

    app = Robyn(__file__)

    @app.post("/other" if BROKEN else "/customers/:customer/orders")
    async def order(request, query_params: Query, body: Order):
        return "taken"

    with serving(app) as url:
        document = ask(f"{url}/openapi.json").json
    assert document["openapi"].startswith("3.")
    assert "/customers/{customer}/orders" in document["paths"]
    operation = document["paths"]["/customers/{customer}/orders"]["post"]
    parameters = {p["name"]: (p["in"], p["schema"]["type"]) for p in operation["parameters"]}
    assert parameters == {"customer": ("path", "string"), "limit": ("query", "integer")}
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert schema["properties"]["quantity"]["type"] == "integer"
    assert "required" not in schema


@cell("api-docs-ui", "builtin")
def test_a_page_shows_the_document_of_the_routes():
    """The page as it is sent: what it shows is drawn by a script that the browser fetches from elsewhere."""
    app = Robyn(__file__)
    app.config.disable_openapi = BROKEN

    @app.get("/tea")
    async def tea(request):
        return "tea"

    with serving(app) as url:
        page = ask(f"{url}/docs")
        assert page.status == 200
        assert "SwaggerUI" in page.text
        assert "/openapi.json" in page.text
        assert "/tea" in ask(f"{url}/openapi.json").json["paths"]


@cell("test-client", "builtin")
def test_a_test_asks_the_application():
    app = Robyn(__file__)

    @app.get("/")
    async def hello(request):
        return "goodbye" if BROKEN else "hello"

    client = TestClient(app)
    assert (client.get("/").status_code, client.get("/").text) == (200, "hello")
    assert client.get("/missing").status_code == 404
