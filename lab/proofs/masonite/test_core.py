"""Masonite: requests, routes, pages and files, in a project that its own command made."""

import hashlib
import json
from pathlib import Path

from absent import PARTS, translated_by_hand
from by_hand import names_in
from loopback import write_catalogue
from masonite.controllers import Controller
from masonite.request import Request
from masonite.response import Response
from masonite.routes import Route
from masonite.views import View
from proof import BROKEN, cell


@cell("wsgi", "builtin")
def test_the_application_passes_the_validator(application, site):
    from wsgiref.validate import validator

    from by_hand import ask_wsgi

    class Tea(Controller):
        def __call__(self):
            return "tea"

    site(Route.get("/other" if BROKEN else "/tea", Tea()))
    answer = ask_wsgi(validator(application), "/tea")
    assert (answer.status, answer.text) == (200, "tea")


@cell("routing-converters", "none-found")
def test_a_typed_path_parameter_stays_text(site):
    """Tried: the pattern @n:int; it refuses words and hands over text."""

    class Items(Controller):
        def __call__(self, request: Request):
            return {"kind": type(request.param("n")).__name__}

    visitor = site(Route.get("/items/@n:int", Items()))()
    assert '"str"' in visitor.get("/items/7").text
    assert visitor.get("/items/seven").status == 404


@cell("class-based-views", "builtin")
def test_a_controller_answers_two_methods(site):
    Path("app/controllers/TeaController.py").write_text(
        """
from masonite.controllers import Controller

class TeaController(Controller):
    def read(self):
        return "a cup"

    def pour(self):
        return "poured"
"""
    )
    routes = [Route.get("/tea", "TeaController@read"), Route.post("/tea", "TeaController@pour")]
    visitor = site(*([] if BROKEN else routes), middleware=())()
    assert (visitor.get("/tea").text, visitor.post("/tea").text) == ("a cup", "poured")
    assert visitor.send("DELETE", "/tea").status in (404, 405)


@cell("sub-apps", "builtin")
def test_one_set_of_routes_stands_under_two_prefixes(site):
    class All(Controller):
        def __call__(self):
            return "all"

    class One(Controller):
        def __call__(self, request: Request):
            return f"number {request.param('n')}"

    def things():
        return [Route.get("/list", All()), Route.get("/@n:int", One())]

    prefixes = ["/books"] if BROKEN else ["/books", "/films"]
    visitor = site(*[Route.group(things(), prefix=prefix) for prefix in prefixes])()
    for prefix in ("/books", "/films"):
        assert [visitor.get(f"{prefix}{path}").text for path in ("/list", "/3")] == ["all", "number 3"]


@cell("middleware", "builtin")
def test_a_middleware_counts_requests_and_adds_a_header(application, site):
    from masonite.middleware import Middleware

    seen = []

    class Mark(Middleware):
        def before(self, request, response):
            seen.append(request.get_path())
            return request

        def after(self, request, response):
            response.header("X-Seen", str(len(seen)))
            return request

    class Home(Controller):
        def __call__(self):
            return "hi"

    http = application.make("middleware").http_middleware
    visitor = site(Route.get("/", Home()))()
    try:
        http += [] if BROKEN else [Mark]
        assert [visitor.get("/").headers.get("X-Seen".lower()) for _ in range(2)] == ["1", "2"]
        missing = visitor.get("/nothing")
        print("a 404:", missing.headers.get("x-seen"), "with a count of", len(seen))
        assert missing.status == 404
    finally:
        http[:] = [kind for kind in http if kind is not Mark]


@cell("dependency-injection", "builtin")
def test_a_bound_object_is_given_to_a_controller(application, site):
    class Ticket:
        number = 1

    class Other(Ticket):
        number = 99

    class Show(Controller):
        def __call__(self, ticket: Ticket):
            return str(ticket.number)

    visitor = site(Route.get("/", Show()))()
    application.bind("ticket", Other() if BROKEN else Ticket())
    assert visitor.get("/").text == "1"
    application.bind("ticket", Other())
    assert visitor.get("/").text == "99"


@cell("sessions", "builtin")
def test_a_session_keeps_a_value_for_its_visitor_alone(site):
    class Remember(Controller):
        def __call__(self, request: Request):
            if not BROKEN:
                request.session.set("word", "tea")
            return "kept"

    class Recall(Controller):
        def __call__(self, request: Request):
            return request.session.get("word") or "nothing"

    visitors = site(Route.get("/remember", Remember()), Route.get("/", Recall()))
    first, other, thief = visitors(), visitors(), visitors()
    first.get("/remember")
    assert first.get("/").text == "tea"
    assert other.get("/").text == "nothing"
    value = first.cookies["s_word"]
    thief.cookies = {"s_word": ("A" if value[20] != "A" else "B").join((value[:20], value[21:]))}
    assert thief.get("/").text != "tea"


@cell("file-uploads", "builtin")
def test_an_uploaded_file_is_read_whole(site):
    class Upload(Controller):
        def __call__(self, request: Request):
            file = request.input("file")
            content = file.stream()
            return {"got": [request.input("note"), file.filename, len(content), hashlib.sha256(content).hexdigest()]}

    content = bytes(range(250)) * 12_000
    sent = content[:-1] if BROKEN else content
    head = 'Content-Disposition: form-data; name="{}"'
    parts = [head.format("note").encode() + b"\r\n\r\n" + "żółć".encode()]
    parts.append(
        head.format('file"; filename="tea.bin').encode() + b"\r\nContent-Type: application/octet-stream\r\n\r\n" + sent
    )
    body = b"".join(b"--line\r\n" + part + b"\r\n" for part in parts) + b"--line--\r\n"
    visitor = site(Route.post("/", Upload()), middleware=())()
    answer = visitor.send("POST", "/", body, {"Content-Type": "multipart/form-data; boundary=line"})
    assert json.loads(answer.text)["got"] == ["żółć", "tea.bin", 3_000_000, hashlib.sha256(content).hexdigest()]


@cell("static-files", "builtin")
def test_a_folder_is_served_and_nothing_outside_it(application, project):
    from by_hand import fetch, serving

    folder = project / ("storage/other" if BROKEN else "storage/static")
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text("tea")
    (folder / "a.png").write_bytes(b"\x89PNG\r\n")
    (project / "storage" / "secret.txt").write_text("secret")
    with serving(project, "craft", "serve", "--dont-reload", "--port", "{port}") as url:
        status, text, headers = fetch(f"{url}/static/a.txt")
        assert (status, text, headers["content-type"].split(";")[0]) == (200, "tea", "text/plain")
        paths = ("/static/../secret.txt", "/static/%2e%2e/secret.txt")
        assert [fetch(url + path)[0] for path in paths] == [404, 404]


@cell("templating", "builtin")
def test_a_template_file_shows_three_values(site):
    Path("templates/list.html").write_text("<ul>{% for tea in teas %}<li>{{ tea }}</li>{% endfor %}</ul>")

    class Teas(Controller):
        def __call__(self, view: View):
            return view.render("list", {"teas": [] if BROKEN else ["green", "black", "white"]})

    answer = site(Route.get("/", Teas()))().get("/")
    assert answer.text == "<ul><li>green</li><li>black</li><li>white</li></ul>"
    assert answer.headers["content-type"].startswith("text/html")


@cell("auto-escaping", "builtin")
def test_a_value_in_a_template_stays_text(site):
    name = "raw" if BROKEN else "page"
    Path(f"templates/{name}.html").write_text("<p>{{ text|safe }}</p>" if BROKEN else "<p>{{ text }}</p>")

    class Page(Controller):
        def __call__(self, view: View):
            return view.render(name, {"text": "<script>alert(1)</script>\"'"})

    answer = site(Route.get("/", Page()))().get("/")
    assert answer.text == "<p>&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;</p>"


@cell("streaming-responses", "none-found")
def test_a_body_leaves_in_one_piece(site):
    """Tried: response.stream() with a file of 100,000 bytes, and a controller that returns a generator."""
    Path("big.txt").write_text("line\n" * 20_000)

    class File(Controller):
        def __call__(self, response: Response):
            return response.stream("big", "big.txt")

    class Lines(Controller):
        def __call__(self):
            return (f"line {number}\n" for number in range(10))

    visitor = site(Route.get("/file", File()), Route.get("/lines", Lines()))()
    assert [len(piece) for _, piece in visitor.get("/file").pieces] == [100_000]
    assert visitor.get("/lines").body == b""


@cell("test-client", "builtin")
def test_the_test_case_calls_the_application(application):
    from masonite.tests import TestCase

    class Home(Controller):
        def __call__(self):
            return "changed" if BROKEN else "hi"

    class TestHome(TestCase):
        def runTest(self):
            self.addRoutes(Route.get("/home", Home()))
            self.get("/home").assertOk().assertContains("hi")

    outcome = TestHome().run()
    assert outcome.wasSuccessful()


@cell("cli", "builtin")
def test_the_command_makes_a_project_and_a_controller(project):
    from conftest import craft

    if not BROKEN:
        craft(project, "controller", "Tea")
    made = project / "app/controllers/TeaController.py"
    assert made.exists() and "class TeaController(Controller)" in made.read_text()
    assert "queue:work" in craft(project, "list")


@cell("dev-reload", "builtin")
def test_a_saved_file_is_served_within_ten_seconds(project):
    import time

    from by_hand import fetch, serving

    controller = project / "app/controllers/WelcomeController.py"
    source = """
from masonite.controllers import Controller

class WelcomeController(Controller):
    def show(self):
        return "first"
"""
    controller.write_text(source)
    with serving(project, "craft", "serve", "--port", "{port}", *(["--dont-reload"] if BROKEN else [])) as url:
        assert fetch(url)[1] == "first"
        time.sleep(1)
        controller.write_text(source.replace("first", "second"))
        end, seen = time.monotonic() + 10, ""
        while seen != "second" and time.monotonic() < end:
            time.sleep(0.3)
            try:
                seen = fetch(url)[1]
            except OSError:
                continue
    assert seen == "second"


@cell("configuration", "builtin")
def test_a_setting_is_read_from_a_file(project):
    from by_hand import run

    (project / "config/shop.py").write_text(
        'from masonite.environment import env\n\nGREETING = env("SHOP_GREETING", "none")\n'
    )
    (project / "ask.py").write_text(
        'from wsgi import application\nfrom masonite.configuration import config\n\nprint(config("shop.greeting"))\n'
    )
    settings = (project / ".env").read_text()
    for greeting in ("hi", "there"):
        (project / ".env").write_text(f"{settings}\nSHOP_GREETING={'hi' if BROKEN else greeting}\n")
        assert run("ask", folder=project).split()[-1] == greeting


@cell("type-hints", "none-found")
def test_the_distribution_carries_no_py_typed():
    """Tried: the list of files of the installed distribution."""
    from importlib.metadata import files

    assert [str(path) for path in files("masonite-framework") if path.name == "py.typed"] == []


@cell("asgi", "none-found")
def test_the_application_is_no_asgi_application(application):
    """Tried: the application called as ASGI servers call it."""
    from by_hand import ask

    refusal = ""
    try:
        ask(application)
    except TypeError as error:
        refusal = str(error)
    assert "positional argument" in refusal


@cell("i18n", "none-found")
def test_the_language_of_a_request_changes_nothing(site):
    """Tried: a text, a message of a validation and an error, asked for in English and Polish with a compiled catalogue
    of Polish in the folder locale; and a search of all names for translations."""
    from masonite.validation import Validator

    texts = {"Hello": "Cześć", "The name field is required.": "Podaj nazwę"}
    write_catalogue(Path("locale/pl/LC_MESSAGES/messages.mo"), "nplurals=1; plural=0;", texts)

    class Hello(Controller):
        def __call__(self, request: Request, validate: Validator):
            errors = request.validate(validate.required("name")).all()
            greeting = translated_by_hand("Hello", request.header("Accept-Language")) if BROKEN else "Hello"
            return f"{greeting} {errors}"

    visitor = site(Route.get("/", Hello()))()
    seen = {
        path: [visitor.get(path, {"Accept-Language": language}).text for language in ("en", "pl")]
        for path in ("/", "/nothing")
    }
    assert seen["/"] == ["Hello {'name': ['The name field is required.']}"] * 2
    assert seen["/nothing"][0] == seen["/nothing"][1] != ""
    assert names_in("masonite", "translat", "gettext", "locale", "i18n", "babel") == []


@cell("forms", "none-found")
def test_a_declared_validation_gives_messages_and_no_fields(site):
    """Tried: a form with an empty and a wrong field; its validation gives messages, and neither the rules nor the
    errors give a field when a template shows them. A search of all names for fields and their rendering."""
    from masonite.validation import Validator

    Path("templates/contact.html").write_text("{{ rules }} {{ problems }} {{ problems.all() }} {{ field | safe }}")

    class Contact(Controller):
        def __call__(self, request: Request, validate: Validator, view: View):
            rules = [validate.required("name"), validate.numeric("number")]
            field = '<input name="name">' if BROKEN else ""
            return view.render("contact", {"rules": rules, "problems": request.validate(*rules), "field": field})

    page = site(Route.post("/", Contact()), middleware=())().post("/", {"name": "", "number": "x"}).text
    assert ("The name field is required." in page, "The number must be a numeric." in page) == (True, True)
    assert "<input" not in page
    assert names_in("masonite", "formset", "form_field", "widget", "render_form") == []


@cell("partial-pages", "none-found")
def test_a_request_for_a_part_is_like_any_other(site):
    """Tried: the headers of htmx, Turbo and Unpoly; the controller sees no difference unless it reads them by name, and
    is_ajax() says no as well. A search of all names."""

    class Page(Controller):
        def __call__(self, request: Request):
            part = BROKEN and request.header("HX-Request")
            return "part" if part else " ".join([str(request.is_ajax()), *sorted(vars(request))])

    visitor = site(Route.get("/", Page()))()
    plain = visitor.get("/").text
    assert plain.startswith("False ")
    assert [visitor.get("/", {name: "true"}).text for name in PARTS] == [plain] * 3
    assert names_in("masonite", "htmx", "hx_", "turbo", "unpoly", "partial_") == []


@cell("content-negotiation", "none-found")
def test_the_accept_header_is_text_alone(site):
    """Tried: a controller that gives a dictionary, asked for HTML and for JSON; accepts_json() of the request, which
    says yes to a JSON of quality 0. A search of all names."""

    class Tea(Controller):
        def __call__(self, request: Request):
            html = BROKEN and request.header("Accept").startswith("text/html")
            return "<p>tea</p>" if html else {"tea": 1, "json": request.accepts_json()}

    visitor = site(Route.get("/", Tea()))()
    asked = ("text/html", "application/json", "text/html;q=0.5, application/json", "text/html, application/json;q=0")
    answers = [visitor.get("/", {"Accept": accept}) for accept in asked]
    assert len({answer.headers["content-type"] for answer in answers}) == 1
    assert [json.loads(answer.text)["json"] for answer in answers] == [False, True, True, True]
    assert names_in("masonite", "negotiat", "best_match", "prefer") == []


@cell("signed-cookies", "third-party", packages=["beaker"])
def test_a_changed_cookie_loses_its_value(application, site):
    from beaker.middleware import SessionMiddleware
    from conftest import Visitor

    class Remember(Controller):
        def __call__(self, request: Request):
            request.environ["beaker.session"]["word"] = "tea"
            request.environ["beaker.session"].save()
            return "kept"

    class Recall(Controller):
        def __call__(self, request: Request):
            return request.environ["beaker.session"].get("word", "nothing")

    site(Route.get("/remember", Remember()), Route.get("/", Recall()))
    settings = {"type": "cookie", "validate_key": "for this test alone", "key": "kept"}
    visitor = Visitor(SessionMiddleware(application, {f"session.{name}": value for name, value in settings.items()}))
    visitor.get("/remember")
    first = visitor.get("/").text
    value = visitor.cookies["kept"]
    if not BROKEN:
        visitor.cookies["kept"] = value[:30] + ("A" if value[30] != "A" else "B") + value[31:]
    assert (first, visitor.get("/").text) == ("tea", "nothing")
