"""Databases, forms and texts with Quart."""

import asyncio
import subprocess
import sys
import time

from proof import BROKEN, cell
from quart import Quart, g, render_template_string, request


async def text_of(app, path, **options):
    return await (await app.test_client().get(path, **options)).get_data(as_text=True)


STORED = """
import asyncio
from peewee_aio.fields import CharField, IntegerField
from quart import Quart
from quart_peewee import QuartPeewee

app = Quart(__name__)
db = QuartPeewee("aiosqlite:///" + app.root_path + "/site.sqlite")
db.init_app(app)


class Person(db.Model):
    name = CharField()
    age = IntegerField()


@app.post("/store")
async def store():
    await db.create_tables()
    for name, age in [("Ada", 1), ("Bea", 2), ("Cy", 3)]:
        await Person.create(name=name, age=age)
    return "stored"


@app.get("/<int:age>")
async def find(age):
    person = await Person.get_or_none(Person.age == age)
    return f"{type(person).__name__} {person.name}" if person else "nobody"


async def ask(method, path):
    async with app.test_app() as served:
        answer = await served.test_client().open(path, method=method)
        print(await answer.get_data(as_text=True))
"""


@cell("orm", "third-party", packages=["quart-peewee", "aiosqlite"])
def test_a_stored_object_is_found_by_another_process(tmp_path):
    text = STORED.replace("await Person.create(name=name, age=age)", "pass") if BROKEN else STORED
    (tmp_path / "site_app.py").write_text(text)

    def fresh(method, path):
        program = f"import asyncio, site_app; asyncio.run(site_app.ask({method!r}, {path!r}))"
        return subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True).stdout

    assert fresh("POST", "/store") == "stored\n"
    assert fresh("GET", "/2") == "Person Bea\n"


@cell("async-database", "official-extension", packages=["quart-db[sqlite]"])
def test_a_query_is_awaited_while_others_are_answered(tmp_path):
    from quart_db import QuartDB

    app, counted = Quart(__name__), "with recursive n(i) as (select 1 union all select i + 1 from n where i < {})"
    QuartDB(app, url=f"sqlite:///{tmp_path}/site.sqlite")

    @app.get("/store")
    async def store():
        await g.connection.execute("create table if not exists person (name text)")
        await g.connection.execute("insert into person values (:name)", {"name": "Ada"})
        return {"name": await g.connection.fetch_val("select name from person")}

    @app.get("/slow/<int:count>")
    async def slow(count):
        if BROKEN:
            time.sleep(0.5)
        return str(await g.connection.fetch_val(f"{counted.format(count)} select count(*) from n"))

    @app.get("/quick")
    async def quick():
        return "quick"

    async def talk():
        async with app.test_app() as served:
            client = served.test_client()
            assert await (await client.get("/store")).get_json() == {"name": "Ada"}
            began = time.monotonic()
            slow_answer = asyncio.create_task(client.get("/slow/6000000"))
            await asyncio.sleep(0.02)
            await served.test_client().get("/quick")
            quickly = time.monotonic() - began
            await slow_answer
            return quickly, time.monotonic() - began

    quickly, slowly = asyncio.run(talk())
    assert quickly < 0.15
    assert slowly > 0.3


@cell("migrations", "official-extension", packages=["quart-db[sqlite]"])
def test_a_migration_adds_a_column_and_keeps_the_rows(tmp_path):
    from quart_db import QuartDB

    folder = tmp_path / "migrations"
    folder.mkdir()
    migration = "async def migrate(connection):\n    await connection.execute({!r})\n"
    (folder / "0.py").write_text(migration.format("create table person (name text)"))

    async def start(statement):
        app = Quart("site", root_path=str(tmp_path))
        db = QuartDB(app, url=f"sqlite:///{tmp_path}/site.sqlite", migrations_folder=str(folder))
        async with app.test_app(), db.connection() as connection:
            return await connection.fetch_all(statement)

    asyncio.run(start("insert into person values ('Ada') returning name"))
    if not BROKEN:
        (folder / "1.py").write_text(migration.format("alter table person add column town text"))
    for _ in range(2):
        rows = asyncio.run(start("select * from person"))
        assert [dict(row) for row in rows] == [{"name": "Ada", "town": None}]


def title_form(app):
    """A page with a form that asks for a title of at most ten characters."""
    from quart_wtf import QuartForm
    from wtforms import StringField
    from wtforms.validators import DataRequired, Length

    class TitleForm(QuartForm):
        title = StringField("Title", [] if BROKEN else [DataRequired(), Length(max=10)])

    app.secret_key = "for this test alone"

    @app.route("/", methods=["GET", "POST"])
    async def page():
        form = await TitleForm.create_form()
        if await form.validate_on_submit():
            return f"taken: {form.title.data}"
        return await render_template_string("{{ form.title }}{{ form.title.errors }}", form=form)


@cell("forms", "third-party", packages=["quart-wtforms"])
def test_a_wrong_form_comes_back_with_messages_and_the_typed_text():
    app = Quart(__name__)
    app.config["WTF_CSRF_ENABLED"] = False
    title_form(app)

    async def sent(title):
        answer = await app.test_client().post("/", form={"title": title})
        return await answer.get_data(as_text=True)

    assert '<input id="title"' in asyncio.run(text_of(app, "/"))
    assert "This field is required." in asyncio.run(sent(""))
    long = asyncio.run(sent("elevenchars"))
    assert "longer than 10 characters" in long and 'value="elevenchars"' in long
    assert asyncio.run(sent("right")) == "taken: right"


@cell("csrf", "third-party", packages=["quart-wtforms"])
def test_a_post_needs_the_token_and_its_cookie():
    from quart_wtf import CSRFProtect
    from quart_wtf.csrf import generate_csrf

    app = Quart(__name__)
    app.secret_key = "for this test alone"
    if not BROKEN:
        CSRFProtect(app)

    @app.route("/", methods=["GET", "POST"])
    async def page():
        return "taken" if request.method == "POST" else generate_csrf()

    async def talk():
        client = app.test_client()
        token = await (await client.get("/")).get_data(as_text=True)
        sent = [{"csrf_token": token}, {"title": "tea"}, {"csrf_token": f"x{token}"}]
        statuses = [(await client.post("/", form=form)).status_code for form in sent]
        return [*statuses, (await app.test_client().post("/", form=sent[0])).status_code]

    assert asyncio.run(talk()) == [200, 400, 400, 400]


@cell("i18n", "third-party", packages=["quart-babel"])
def test_a_message_is_translated_with_its_plural_forms(tmp_path):
    from pallets_starlette import catalogues
    from quart_babel import Babel, gettext, ngettext

    catalogues(tmp_path / "translations")
    app = Quart("site", root_path=str(tmp_path))
    Babel(app, locale_selector=None if BROKEN else lambda: request.accept_languages.best_match(["en", "pl"]))

    @app.get("/")
    async def texts():
        return [gettext("Hello"), *(ngettext("%(num)d file", "%(num)d files", count) for count in (1, 3, 25))]

    async def asked(language):
        return await (await app.test_client().get("/", headers={"Accept-Language": language})).get_json()

    assert asyncio.run(asked("en")) == ["Hello", "1 file", "3 files", "25 files"]
    assert asyncio.run(asked("pl")) == ["Witaj", "1 plik", "3 pliki", "25 plików"]


@cell("partial-pages", "third-party", packages=["asgi-htmx"])
def test_htmx_gets_the_part_and_others_the_page():
    from asgi_htmx import HtmxMiddleware

    app = Quart(__name__)
    app.asgi_app = HtmxMiddleware(app.asgi_app)

    @app.get("/")
    async def rows():
        part = "<li>tea</li>"
        return part if request.scope["htmx"] and not BROKEN else f"<html><ul>{part}</ul></html>"

    assert asyncio.run(text_of(app, "/", headers={"HX-Request": "true"})) == "<li>tea</li>"
    assert asyncio.run(text_of(app, "/")) == "<html><ul><li>tea</li></ul></html>"
