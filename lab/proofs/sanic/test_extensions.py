"""Feature cells of Sanic that its own packages fill: Sanic Extensions and Sanic Testing."""

from dataclasses import dataclass
from html.parser import HTMLParser

from proof import BROKEN, cell
from sanic import Sanic, json, text
from sanic_tornado_robyn import ask
from serving import serving


@cell("openapi", "official-extension", packages=["sanic-ext", "pydantic"])
def test_the_document_holds_route_parameter_and_field():
    from pydantic import BaseModel
    from sanic_ext import openapi

    class Order(BaseModel):
        quantity: int

    app = Sanic("Orders")

    @app.post("/other" if BROKEN else "/customers/<customer:int>/orders")
    @openapi.body({"application/json": Order.model_json_schema()})
    async def order(request, customer: int):
        return json({"customer": customer})

    with serving(app) as url:
        document = ask(f"{url}/docs/openapi.json").json
    assert document["openapi"].startswith("3.")
    assert "/customers/{customer}/orders" in document["paths"]
    operation = document["paths"]["/customers/{customer}/orders"]["post"]
    assert [(p["name"], p["in"], p["schema"]["type"]) for p in operation["parameters"]] == [
        ("customer", "path", "integer")
    ]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert (schema["required"], schema["properties"]["quantity"]["type"]) == (["quantity"], "integer")


@cell("api-docs-ui", "official-extension", packages=["sanic-ext", "pydantic"])
def test_a_page_shows_the_document_of_the_routes():
    """The page as it is sent: what it shows is drawn by a script that the browser fetches from elsewhere."""
    app = Sanic("Docs")
    app.config.OAS = not BROKEN

    @app.get("/tea")
    async def tea(request):
        return text("tea")

    with serving(app) as url:
        swagger, redoc = ask(f"{url}/docs/swagger"), ask(f"{url}/docs/redoc")
        assert (swagger.status, redoc.status) == (200, 200)
        assert "SwaggerUIBundle" in swagger.text
        assert "/docs/openapi.json" in swagger.text
        assert "/docs/openapi.json" in redoc.text
        assert "/tea" in ask(f"{url}/docs/openapi.json").json["paths"]


@cell("cors", "official-extension", packages=["sanic-ext", "pydantic"])
def test_only_the_allowed_origin_gets_the_headers():
    app = Sanic("Origins")
    app.config.CORS_ORIGINS = "https://elsewhere.example" if BROKEN else "https://shop.example"

    @app.route("/", methods=["GET", "POST"])
    async def hello(request):
        return text("hello")

    def allowed(method, origin):
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        return ask(url, method, headers=headers).headers.get("access-control-allow-origin")

    with serving(app) as url:
        assert allowed("OPTIONS", "https://shop.example") == "https://shop.example"
        assert allowed("GET", "https://shop.example") == "https://shop.example"
        assert allowed("OPTIONS", "https://evil.example") is None


@cell("dependency-injection", "official-extension", packages=["sanic-ext", "pydantic"])
def test_a_provider_makes_what_a_handler_asks_for():
    @dataclass
    class Counter:
        value: int

    def app_with(name, start):
        app = Sanic(name)
        app.ext.add_dependency(Counter, lambda: Counter(start))

        @app.get("/")
        async def count(request, counter: Counter):
            return text(str(counter.value))

        return app

    answers = []
    for name, start in (("Real", 1), ("Replaced", 1 if BROKEN else 100)):
        with serving(app_with(name, start)) as url:
            answers.append(ask(url).text)
    assert answers == ["1", "100"]


@cell("request-validation", "official-extension", packages=["sanic-ext", "pydantic"])
def test_a_wrong_body_is_refused_before_the_handler():
    from pydantic import BaseModel, Field
    from sanic_ext import validate

    class Order(BaseModel):
        quantity: int = Field() if BROKEN else Field(ge=1, le=99)

    app, seen = Sanic("Checked"), []

    @app.post("/orders")
    @validate(json=Order)
    async def order(request, body: Order):
        seen.append(body.quantity)
        return text("taken")

    with serving(app) as url:
        refused = [ask(f"{url}/orders", json_body={"quantity": quantity}) for quantity in (0, 100, "many")]
        refused.append(ask(f"{url}/orders", "POST"))
        assert [answer.status for answer in refused] == [400] * 4
        assert ask(f"{url}/orders", json_body={"quantity": 7}).text == "taken"
    assert seen == [7]


@cell("templating", "official-extension", packages=["sanic-ext", "pydantic", "jinja2"])
def test_a_template_file_is_rendered_with_values(tmp_path):
    loop = "{% for tea in teas[:1] %}" if BROKEN else "{% for tea in teas %}"
    (tmp_path / "list.html").write_text("<ul>" + loop + "<li>{{ tea }}</li>{% endfor %}</ul>")
    app = Sanic("Pages")
    app.config.TEMPLATING_PATH_TO_TEMPLATES = tmp_path

    @app.get("/")
    @app.ext.template("list.html")
    async def teas(request):
        return {"teas": ["green", "black", "white"]}

    with serving(app) as url:
        page = ask(url)
    assert page.headers.get_content_type() == "text/html"
    assert page.text == "<ul><li>green</li><li>black</li><li>white</li></ul>"


@cell("auto-escaping", "official-extension", packages=["sanic-ext", "pydantic", "jinja2"])
def test_a_value_in_a_template_stays_text(tmp_path):
    value, seen = '<script>alert(1)</script> it\'s "quoted"', []
    (tmp_path / "show.html").write_text("<p>{{ value|safe }}</p>" if BROKEN else "<p>{{ value }}</p>")
    app = Sanic("Escaped")
    app.config.TEMPLATING_PATH_TO_TEMPLATES = tmp_path

    @app.get("/")
    @app.ext.template("show.html")
    async def show(request):
        return {"value": value}

    class Parser(HTMLParser):
        def handle_starttag(self, tag, attrs):
            seen.append(tag)

        def handle_data(self, data):
            seen.append(data)

    with serving(app) as url:
        Parser().feed(ask(url).text)
    assert (seen[0], "".join(seen[1:])) == ("p", value)


@cell("test-client", "official-extension", packages=["sanic-testing"])
def test_a_test_asks_the_application():
    from sanic_testing import TestManager

    app = Sanic("Tested")
    app.config.TOUCHUP = False
    TestManager(app)

    @app.get("/")
    async def hello(request):
        return text("goodbye" if BROKEN else "hello")

    request, response = app.test_client.get("/")
    assert (request.method, response.status, response.text) == ("GET", 200, "hello")
    request, response = app.test_client.get("/missing")
    assert response.status == 404
