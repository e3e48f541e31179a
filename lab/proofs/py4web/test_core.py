"""Requests, pages and sessions of py4web. An application is a folder; here its actions stand in the proof."""

import hashlib
import json
import time
from wsgiref.validate import validator

from loopback import Visitor, fetch, multipart, wsgi_served
from proof import BROKEN, cell
from py4web import Cache, Session, Translator, action, request, response
from py4web.core import Fixture
from py4web.utils.cors import CORS
from py4web_site import begin, site


@cell("wsgi", "builtin")
def test_the_site_keeps_to_the_wsgi_standard():
    begin("standard")
    action("elsewhere" if BROKEN else "index")(lambda: "hello")
    with wsgi_served(validator(site)) as address:
        answer = fetch(f"{address}/standard/index")
    assert (answer.status, answer.text) == (200, "hello")


@cell("auto-escaping", "builtin")
def test_a_value_in_a_template_stays_text():
    template = "<p>[[=XML(text)]]</p>" if BROKEN else "<p>[[=text]]</p>"
    begin("escaping").joinpath("templates", "page.html").write_text(template)

    @action("index")
    @action.uses("page.html")
    def page():
        return {"text": request.query.text}

    answer = Visitor(site).get("/escaping/index?text=%3Cscript%3Ealert(%221%22)%3C/script%3E")
    assert answer.text == "<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</p>"


@cell("templating", "builtin")
def test_a_template_file_with_a_loop_is_rendered():
    loop = "" if BROKEN else "[[for item in items:]]<li>[[=item]]</li>[[pass]]"
    begin("pages").joinpath("templates", "list.html").write_text(f"<ul>{loop}</ul>")

    @action("index")
    @action.uses("list.html")
    def page():
        return {"items": ["tea", "milk", "salt"]}

    answer = Visitor(site).get("/pages/index")
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.text == "<ul><li>tea</li><li>milk</li><li>salt</li></ul>"


@cell("routing-converters", "builtin")
def test_an_integer_in_the_path_is_a_number():
    begin("items")
    seen = []

    @action("item/<number>" if BROKEN else "item/<number:int>")
    def item(number):
        seen.append(number)

    Visitor(site).get("/items/item/7")
    assert Visitor(site).get("/items/item/seven").status == 404
    assert seen == [7]


@cell("middleware", "no")
def test_a_fixture_wraps_the_actions_that_name_it_alone():
    """Tried: a fixture on one of two actions, which is what the manual gives per action as opposed to per app."""
    begin("wrapped")

    class Counter(Fixture):
        seen = 0

        def on_request(self, context):
            self.seen += 1

        def on_success(self, context):
            response.headers["X-Counted"] = str(self.seen)

    counter = Counter()

    @action("index")
    @action.uses(counter)
    def index():
        return "hello"

    @action("other")
    @action.uses(*([counter] if BROKEN else []))
    def other():
        return "hello"

    answers = [Visitor(site).get(f"/wrapped/{path}") for path in ("index", "index", "other", "nowhere")]
    assert [answer.headers["X-Counted"] for answer in answers] == ["1", "2", None, None]


@cell("cors", "builtin")
def test_an_allowed_origin_may_read_and_another_may_not():
    """The one origin is named to everybody, and a browser then keeps the answer from any other."""
    begin("shared")

    @action("index", method=["GET", "OPTIONS"])
    @action.uses(*([] if BROKEN else [CORS(origin="https://a.example")]))
    def index():
        return "hello"

    for origin in ("https://a.example", "https://b.example"):
        visitor = Visitor(site)
        preflight = {"origin": origin, "access_control_request_method": "GET"}
        answers = [
            visitor.ask("OPTIONS", "/shared/index", headers=preflight),
            visitor.get("/shared/index", origin=origin),
        ]
        assert [answer.headers["Access-Control-Allow-Origin"] for answer in answers] == ["https://a.example"] * 2


@cell("caching", "builtin")
def test_a_value_is_made_once_in_its_lifetime():
    begin("cached")
    cache, made = Cache(size=10), []

    def make():
        made.append(1)
        return len(made)

    @action("index")
    def index():
        return str(make() if BROKEN else cache.get("number", make, expiration=1))

    visitor = Visitor(site)
    assert [visitor.get("/cached/index").text, visitor.get("/cached/index").text] == ["1", "1"]
    time.sleep(1.2)
    assert visitor.get("/cached/index").text == "2"


@cell("file-uploads", "builtin")
def test_a_file_of_a_form_is_read():
    begin("uploads")

    @action("index", method="POST")
    def upload():
        file = request.files["file"]
        content = b"" if BROKEN else file.file.read()
        return {
            "note": request.forms["note"],
            "file": [file.filename, len(content), hashlib.sha256(content).hexdigest()],
        }

    content = bytes(range(250)) * 12_000
    body, content_type = multipart("tea", "leaf.bin", content)
    answer = Visitor(site).ask("POST", "/uploads/index", body, content_type)
    file = ["leaf.bin", 3_000_000, hashlib.sha256(content).hexdigest()]
    assert json.loads(answer.text) == {"note": "tea", "file": file}


@cell("static-files", "builtin")
def test_the_static_folder_is_served():
    from py4web.core import Reloader

    folder = begin("files")
    folder.joinpath("__init__.py").touch()
    static = folder / ("elsewhere" if BROKEN else "static")
    static.mkdir(exist_ok=True)
    static.joinpath("a.txt").write_text("text")
    static.joinpath("a.png").write_bytes(b"\x89PNG")
    folder.joinpath("secret.txt").write_text("secret")
    Reloader.import_app("files")
    answers = [Visitor(site).get(f"/files/static/a.{ending}") for ending in ("txt", "png")]
    types = [(answer.headers["Content-Type"] or "").partition(";")[0] for answer in answers]
    assert types == ["text/plain", "image/png"]
    assert Visitor(site).get("/files/static/%2e%2e/secret.txt").status in (403, 404)


@cell("sub-apps", "builtin")
def test_two_applications_stand_under_a_prefix_each():
    for name in ("north", "south"):
        begin(name)
        action("hello")(lambda: "hello")
        if not BROKEN:
            action("bye")(lambda: "bye")
    paths = ["/north/hello", "/north/bye", "/south/hello", "/south/bye"]
    assert [Visitor(site).get(path).text for path in paths] == ["hello", "bye", "hello", "bye"]


def words_application(name):
    """An action that keeps a word in the session, and one that gives it back."""
    begin(name)
    session = Session()

    @action("remember", method="POST")
    @action.uses(session)
    def remember():
        if not BROKEN:
            session["word"] = "tea"

    @action("index")
    @action.uses(session)
    def recall():
        return session.get("word", "nothing")

    return f"/{name}/index", f"/{name}/remember"


@cell("sessions", "builtin")
def test_a_session_keeps_a_value():
    index, remember = words_application("sessions")
    visitor = Visitor(site)
    visitor.post(remember)
    assert visitor.get(index).text == "tea"
    assert Visitor(site).get(index).text == "nothing"
    cookie = visitor.cookies["sessions_session"]
    changed = Visitor(site, sessions_session=("A" if cookie[0] != "A" else "B") + cookie[1:])
    assert changed.get(index).text == "nothing"


@cell("signed-cookies", "builtin")
def test_a_changed_session_cookie_is_refused():
    index, remember = words_application("sealed")
    visitor = Visitor(site)
    visitor.post(remember)
    cookie = visitor.cookies.get("sealed_session", "")
    assert Visitor(site, sealed_session=cookie).get(index).text == "tea"
    for place in (1, len(cookie) // 2, len(cookie) - 2):
        changed = cookie[:place] + ("A" if cookie[place] != "A" else "B") + cookie[place + 1 :]
        assert Visitor(site, sealed_session=changed).get(index).text == "nothing"


@cell("i18n", "builtin")
def test_texts_follow_the_language_of_a_request():
    translations = begin("languages") / "translations"
    polish = {"Hello": {"0": "Witaj"}, "{n} files": {"1": "{n} plik", "2": "{n} pliki", "5": "{n} plików"}}
    english = {"{n} files": {"1": "{n} file", "2": "{n} files"}}
    translations.joinpath("en.json").write_text(json.dumps(english))
    translations.joinpath("pl.json").write_text(json.dumps({} if BROKEN else polish))
    translator = Translator(str(translations))

    @action("index")
    @action.uses(translator)
    def page():
        files = [str(translator("{n} files").format(n=count)) for count in (1, 3, 25)]
        return ", ".join([str(translator("Hello")), *files])

    answers = [Visitor(site).get("/languages/index", accept_language=name).text for name in ("en", "pl")]
    assert answers == ["Hello, 1 file, 3 files, 25 files", "Witaj, 1 plik, 3 pliki, 25 plików"]
