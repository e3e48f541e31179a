"""Routes, views and settings of Pyramid, asked in process by its own request class."""

import hashlib
import io

from catalogues import write_catalogue
from proof import BROKEN, cell
from pyramid.config import Configurator
from pyramid.paster import get_app
from pyramid.request import Request
from pyramid.response import Response


def get(app, path, **options):
    return Request.blank(path, **options).get_response(app)


@cell("class-based-views", "builtin")
def test_a_class_answers_get_and_post():
    class Book:
        def __init__(self, request):
            self.request = request

        def show(self):
            return Response(f"book {self.request.matchdict['id']}")

        def change(self):
            return Response("changed")

    with Configurator() as config:
        config.add_route("book", "/books/{id}")
        config.add_view(Book, attr="show", route_name="book", request_method="GET")
        if not BROKEN:
            config.add_view(Book, attr="change", route_name="book", request_method="POST")
    app = config.make_wsgi_app()
    assert get(app, "/books/7").text == "book 7"
    assert get(app, "/books/7", method="POST").text == "changed"
    assert get(app, "/books/7", method="DELETE").status_code == 404


def main(global_config, **settings):
    with Configurator(settings=settings) as config:
        config.add_route("home", "/")
        config.add_view(lambda request: Response(request.registry.settings["greeting"]), route_name="home")
    return config.make_wsgi_app()


@cell("configuration", "builtin")
def test_a_setting_of_the_file_reaches_a_view(tmp_path):
    """main above is the application; the file names it and gives the setting."""
    answers = []
    for greeting in ("hello", "hello" if BROKEN else "welcome"):
        file = tmp_path / "app.ini"
        file.write_text(f"[app:main]\nuse = call:{__name__}:main\ngreeting = {greeting}\n")
        answers.append(get(get_app(str(file)), "/").text)
    assert answers == ["hello", "welcome"]


@cell("content-negotiation", "builtin")
def test_the_view_that_fits_the_accept_header_answers():
    with Configurator() as config:
        config.add_route("book", "/book")
        for kind, text in (("text/html", "<b>tea</b>"), ("application/json", '"tea"')):
            body = Response(text, content_type=kind, charset="utf-8")
            config.add_view(lambda request, body=body: body, route_name="book", accept=None if BROKEN else kind)
            if BROKEN:
                config.commit()
    app = config.make_wsgi_app()
    asked = ("text/html", "application/json", "text/html;q=0.5, application/json")
    kinds = [get(app, "/book", accept=accept).content_type for accept in asked]
    assert kinds == ["text/html", "application/json", "application/json"]


@cell("file-uploads", "builtin")
def test_an_uploaded_file_is_read_whole():
    def upload(request):
        file = request.POST["file"]
        content = file.file.read(1000 if BROKEN else -1)
        return {"name": file.filename, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}

    with Configurator() as config:
        config.add_route("upload", "/upload")
        config.add_view(upload, route_name="upload", renderer="json")
    content = bytes(range(250)) * 12_000
    form = {"title": "tea", "file": ("leaves.bin", io.BytesIO(content))}
    answer = get(config.make_wsgi_app(), "/upload", POST=form).json
    assert answer == {"name": "leaves.bin", "size": 3_000_000, "sha256": hashlib.sha256(content).hexdigest()}


@cell("i18n", "builtin")
def test_a_message_in_the_language_of_the_request(tmp_path):
    forms = "Plural-Forms: nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;\n"
    head = "Content-Type: text/plain; charset=utf-8\n" + forms
    polish = {"": head, "file\0files": "plik\0pliki\0plików", "Hello": "Cześć"}
    if not BROKEN:
        write_catalogue(tmp_path / "pl" / "LC_MESSAGES" / "shop.mo", polish)

    def page(request):
        translate, plural = request.localizer.translate, request.localizer.pluralize
        words = [plural("file", "files", n, domain="shop") for n in (1, 3, 25)]
        return [translate("Hello", domain="shop"), *words]

    def negotiate(request):
        return request.accept_language.lookup(["en", "pl"], default="en")

    with Configurator(locale_negotiator=negotiate) as config:
        config.add_translation_dirs(str(tmp_path))
        config.add_route("page", "/")
        config.add_view(page, route_name="page", renderer="json")
    app = config.make_wsgi_app()
    assert get(app, "/", accept_language="en").json == ["Hello", "file", "files", "files"]
    assert get(app, "/", accept_language="pl").json == ["Cześć", "plik", "pliki", "plików"]


def counting_tween(handler, registry):
    registry.count = 0

    def tween(request):
        registry.count += 1
        response = handler(request)
        response.headers["X-Count"] = str(registry.count)
        return response

    return tween


@cell("middleware", "builtin")
def test_a_tween_sees_every_request():
    """counting_tween above wraps all views, and the answer for an unknown address too."""
    with Configurator() as config:
        if not BROKEN:
            config.add_tween(f"{__name__}.counting_tween")
        config.add_route("home", "/")
        config.add_view(lambda request: Response("home"), route_name="home")
    app = config.make_wsgi_app()
    seen = [(answer.status_code, answer.headers.get("X-Count")) for answer in (get(app, "/"), get(app, "/nowhere"))]
    assert seen == [(200, "1"), (404, "2")]


@cell("static-files", "builtin")
def test_a_folder_is_served_under_a_prefix(tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "note.txt").write_text("tea")
    (tmp_path / "files" / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "secret.txt").write_text("secret")
    with Configurator() as config:
        if not BROKEN:
            config.add_static_view("static", str(tmp_path / "files"))
    app = config.make_wsgi_app()
    note, dot = get(app, "/static/note.txt"), get(app, "/static/dot.png")
    assert (note.status_code, note.text, note.content_type) == (200, "tea", "text/plain")
    assert (dot.body[:4], dot.content_type) == (b"\x89PNG", "image/png")
    assert get(app, "/static/../secret.txt").status_code == 404
    assert get(app, "/static/%2e%2e/secret.txt").status_code == 404


@cell("sub-apps", "builtin")
def test_units_are_attached_under_prefixes():
    def shelf(config, kind):
        config.add_route(f"{kind}-list", "/")
        config.add_route(f"{kind}-one", "/{id}")
        config.add_view(lambda request: Response(f"all {kind}"), route_name=f"{kind}-list")
        config.add_view(lambda request: Response(f"{kind} {request.matchdict['id']}"), route_name=f"{kind}-one")

    def books(config):
        shelf(config, "books")

    def films(config):
        shelf(config, "films")

    with Configurator() as config:
        config.include(books, route_prefix="/a")
        config.include(films, route_prefix=None if BROKEN else "/b")
    app = config.make_wsgi_app()
    answers = [get(app, path).text for path in ("/a/", "/a/1", "/b/", "/b/2")]
    assert answers == ["all books", "books 1", "all films", "films 2"]
