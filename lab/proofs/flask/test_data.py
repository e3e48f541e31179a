"""Databases, forms and pages for staff with Flask."""

import subprocess
import sys

from flask import Flask, render_template_string
from pallets_starlette import run
from proof import BROKEN, cell


def database(tmp_path):
    """An application with Flask-SQLAlchemy and a table of persons."""
    from flask_sqlalchemy import SQLAlchemy
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    class Base(DeclarativeBase): ...

    app, db = Flask(__name__), SQLAlchemy(model_class=Base)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{tmp_path}/site.sqlite"
    app.secret_key = "for this test alone"
    db.init_app(app)

    class Person(db.Model):
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]
        age: Mapped[int] = mapped_column(default=1)

    with app.app_context():
        db.create_all()
    return app, db, Person


STORED = """
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase): ...


app, db = Flask(__name__), SQLAlchemy(model_class=Base)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///site.sqlite"
app.instance_path = app.root_path
db.init_app(app)


class Person(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    age: Mapped[int]


@app.post("/store")
def store():
    db.create_all()
    db.session.add_all([Person(name=name, age=age) for name, age in [("Ada", 1), ("Bea", 2), ("Cy", 3)]])
    db.session.commit()
    return "stored"


@app.get("/<int:age>")
def find(age):
    person = db.session.execute(db.select(Person).filter_by(age=age)).scalar_one_or_none()
    return f"{type(person).__name__} {person.name}" if person else "nobody"
"""


@cell("orm", "official-extension", packages=["flask-sqlalchemy"])
def test_a_stored_object_is_found_by_another_process(tmp_path):
    (tmp_path / "site_app.py").write_text(STORED.replace("commit", "rollback") if BROKEN else STORED)

    def fresh(call):
        command = [sys.executable, "-c", f"from site_app import app; print(app.test_client().{call}.text)"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stdout

    assert fresh("post('/store')") == "stored\n"
    assert fresh("get('/2')") == "Person Bea\n"


@cell("pagination", "official-extension", packages=["flask-sqlalchemy"])
def test_the_third_page_of_25_rows_has_five(tmp_path):
    app, db, Person = database(tmp_path)

    @app.get("/<int:page>")
    def persons(page):
        found = db.paginate(db.select(Person), page=page, per_page=25 if BROKEN else 10, error_out=page != 3)
        return {"names": len(found.items), "next": found.has_next, "pages": found.pages, "total": found.total}

    with app.app_context():
        db.session.add_all([Person(name=f"Person {number}") for number in range(25)])
        db.session.commit()
    client = app.test_client()
    assert client.get("/3").json == {"names": 5, "next": False, "pages": 3, "total": 25}
    assert client.get("/4").status_code == 404


@cell("migrations", "official-extension", packages=["flask-alembic", "flask-sqlalchemy"])
def test_a_migration_adds_a_column_and_keeps_the_rows(tmp_path):
    import sqlite3

    wired = "\nfrom flask_alembic import Alembic\n\nAlembic(app, metadatas=Base.metadata)\n"
    flask, site = ("flask", "--app", "site_app", "db"), tmp_path / "site_app.py"
    site.write_text(STORED + wired)
    run(*flask, "revision", "make persons", folder=tmp_path)
    run(*flask, "upgrade", folder=tmp_path)
    with sqlite3.connect(tmp_path / "site.sqlite") as kept:
        kept.execute("insert into person (name, age) values ('Ada', 1)")
    if not BROKEN:
        site.write_text(STORED.replace("    age: Mapped[int]\n", "    age: Mapped[int]\n    town: Mapped[str | None]\n") + wired)
    run(*flask, "revision", "add the town", folder=tmp_path)
    run(*flask, "upgrade", folder=tmp_path)
    again = run(*flask, "upgrade", folder=tmp_path)
    with sqlite3.connect(tmp_path / "site.sqlite") as kept:
        rows = kept.execute("select * from person").fetchall()
    assert rows == [(1, "Ada", 1, None)]
    assert "Running upgrade" not in again


@cell("admin-ui", "official-extension", packages=["flask-admin", "flask-sqlalchemy"])
def test_records_are_added_changed_and_deleted_in_the_admin(tmp_path):
    from flask_admin import Admin
    from flask_admin.contrib.sqla import ModelView

    app, db, Person = database(tmp_path)
    admin = Admin(app)
    if not BROKEN:
        admin.add_view(ModelView(Person, db.session))
    client = app.test_client()

    def names():
        with app.app_context():
            return [person.name for person in db.session.scalars(db.select(Person))]

    client.post("/admin/person/new/", data={"name": "Ada", "age": "36"})
    assert names() == ["Ada"]
    assert "Ada" in client.get("/admin/person/").text
    client.post("/admin/person/edit/?id=1", data={"name": "Bea", "age": "36"})
    assert names() == ["Bea"]
    client.post("/admin/person/delete/", data={"id": "1"})
    assert names() == []


def title_form(app):
    """A page with a form that asks for a title of at most ten characters."""
    from flask_wtf import FlaskForm
    from wtforms import StringField
    from wtforms.validators import DataRequired, Length

    class TitleForm(FlaskForm):
        title = StringField("Title", [] if BROKEN else [DataRequired(), Length(max=10)])

    @app.route("/", methods=["GET", "POST"])
    def page():
        form = TitleForm()
        if form.validate_on_submit():
            return f"taken: {form.title.data}"
        return render_template_string("<form>{{ form.csrf_token }}{{ form.title }}{{ form.title.errors }}</form>", form=form)

    app.secret_key = "for this test alone"
    return app.test_client()


@cell("forms", "official-extension", packages=["flask-wtf"])
def test_a_wrong_form_comes_back_with_messages_and_the_typed_text():
    app = Flask(__name__)
    app.config["WTF_CSRF_ENABLED"] = False
    client = title_form(app)
    assert '<input id="title"' in client.get("/").text
    assert "This field is required." in client.post("/", data={"title": ""}).text
    long = client.post("/", data={"title": "elevenchars"}).text
    assert "longer than 10 characters" in long and 'value="elevenchars"' in long
    assert client.post("/", data={"title": "right"}).text == "taken: right"


@cell("csrf", "official-extension", packages=["flask-wtf"])
def test_a_post_needs_the_token_and_its_cookie():
    from flask_wtf import CSRFProtect
    from flask_wtf.csrf import generate_csrf

    app = Flask(__name__)
    app.secret_key = "for this test alone"
    if not BROKEN:
        CSRFProtect(app)
    app.add_url_rule("/", view_func=lambda: generate_csrf(), endpoint="form")
    app.add_url_rule("/", view_func=lambda: "taken", endpoint="send", methods=["POST"])
    client = app.test_client()
    token = client.get("/").text
    sent = [{"csrf_token": token}, {}, {"csrf_token": f"x{token}"}]
    statuses = [client.post("/", data=data).status_code for data in sent]
    assert statuses == [200, 400, 400]
    assert app.test_client().post("/", data={"csrf_token": token}).status_code == 400


@cell("i18n", "third-party", packages=["flask-babel"])
def test_a_message_is_translated_with_its_plural_forms(tmp_path):
    from flask import request
    from flask_babel import Babel, gettext, ngettext
    from pallets_starlette import catalogues

    app = Flask(__name__)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(catalogues(tmp_path / "texts"))
    choose = None if BROKEN else lambda: request.accept_languages.best_match(["en", "pl"])
    Babel(app, locale_selector=choose)

    @app.get("/")
    def texts():
        return [gettext("Hello"), *(ngettext("%(num)d file", "%(num)d files", count) for count in (1, 3, 25))]

    client = app.test_client()
    english, polish = (client.get("/", headers={"Accept-Language": language}).json for language in ("en", "pl"))
    assert english == ["Hello", "1 file", "3 files", "25 files"]
    assert polish == ["Witaj", "1 plik", "3 pliki", "25 plików"]


@cell("partial-pages", "third-party", packages=["flask-htmx"])
def test_htmx_gets_the_part_and_others_the_page():
    from flask_htmx import HTMX

    app = Flask(__name__)
    htmx = HTMX(app)

    @app.get("/")
    def rows():
        part = "<li>tea</li>"
        return part if htmx and not BROKEN else f"<html><ul>{part}</ul></html>"

    client = app.test_client()
    assert client.get("/", headers={"HX-Request": "true"}).text == "<li>tea</li>"
    assert client.get("/").text == "<html><ul><li>tea</li></ul></html>"



@cell("multi-tenancy", "none-found", packages=["tenori"])
def test_tenori_picks_no_tenant_of_a_request():
    """Tried: tenori: it makes a database and its user on MySQL alone, and no request is given to it."""
    from flask_sqlalchemy import SQLAlchemy
    from tenori import DatabaseCreationError, MultiTenantManager

    app, refusal = Flask(__name__), ""
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    manager = MultiTenantManager(SQLAlchemy(app))
    tenant = type("User", (), {"id": 1, "username": "north", "password": "secret tea"})()
    with app.app_context():
        try:
            manager.create_tenant(tenant)
        except DatabaseCreationError as error:
            refusal = str(error)
    assert "CREATE USER" in refusal
    assert (app.before_request_funcs, app.url_value_preprocessors) == ({}, {})
