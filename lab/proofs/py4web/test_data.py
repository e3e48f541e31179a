"""Tables, forms and users of py4web."""

import re
import subprocess
import sys
from datetime import timedelta
from html import unescape

from loopback import Visitor
from proof import BROKEN, cell
from py4web import DAL, HTTP, Condition, Field, Session, action
from py4web.core import utcnow
from py4web.utils.auth import Auth, JwtTokenPlugin
from py4web.utils.form import Form
from py4web.utils.grid import Grid
from py4web_site import FOLDER, begin, site
from pydal.tools.tags import Tags
from pydal.validators import CRYPT, IS_LENGTH, IS_NOT_EMPTY


def hidden(page):
    """Names and values of the hidden fields of a page's form."""
    inputs = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]*>", page)]
    return {field["name"]: unescape(field.get("value", "")) for field in inputs if field.get("type") == "hidden"}


def form_application(name, rules):
    """One page with a form for a name."""
    begin(name)
    session = Session()

    @action("index", method=["GET", "POST"])
    @action.uses(session)
    def page():
        fields = [Field("name", requires=rules)]
        form = Form(fields, csrf_session=session, csrf_protection=name != "unguarded")
        return f"taken: {form.vars['name']}" if form.accepted else str(form)

    return f"/{name}/index"


@cell("forms", "builtin")
def test_a_form_comes_back_with_messages_and_text():
    rules = [] if BROKEN else [IS_NOT_EMPTY("Give a name"), IS_LENGTH(10, error_message="At most ten characters")]
    path, visitor = form_application("forms", rules), Visitor(site)
    page = visitor.get(path).text
    assert 'name="name"' in page
    empty = visitor.post(path, {**hidden(page), "name": ""}).text
    assert "Give a name" in empty
    long = visitor.post(path, {**hidden(empty), "name": "x" * 11}).text
    assert "At most ten characters" in long
    assert f'value="{"x" * 11}"' in long
    assert visitor.post(path, {**hidden(long), "name": "tea"}).text == "taken: tea"


@cell("csrf", "builtin")
def test_a_form_without_its_token_is_not_taken():
    """The form is shown again with status 200, and what was sent is not accepted."""
    path = form_application("unguarded" if BROKEN else "guarded", [])

    def taken(change, cookies=True):
        visitor = Visitor(site)
        fields = hidden(visitor.get(path).text)
        sender = visitor if cookies else Visitor(site)
        return sender.post(path, {**change(fields), "name": "tea"}).text == "taken: tea"

    assert taken(lambda fields: fields)
    assert not taken(lambda fields: {"_formname": fields["_formname"]})
    assert not taken(lambda fields: {**fields, "_formkey": fields["_formkey"][:-6] + "AAAAAA"})
    assert not taken(lambda fields: fields, cookies=False)


@cell("orm", "builtin")
def test_rows_are_objects_again_in_a_new_process(tmp_path):
    tables = "from py4web import DAL, Field\ndb = DAL('sqlite://shop.db', folder='.')\n"
    tables += "db.define_table('fruit', Field('name'), Field('number', 'integer'))\n"
    store = "[db.fruit.insert(name=n, number=i) for i, n in enumerate(['apple', 'plum', 'pear'])]\n"
    show = "row = db(db.fruit.name == 'pear').select().first()\nprint(row and (row.name, row.number))\n"

    def run(code):
        command = [sys.executable, "-c", tables + code]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=50).stdout.strip()

    run(store + ("db.rollback()" if BROKEN else "db.commit()"))
    assert run(show) == "('pear', 2)"


@cell("migrations", "builtin")
def test_a_new_field_becomes_a_column(tmp_path):
    """Changes are found by comparing the tables with notes in files; they carry no numbers."""

    def connect(*fields):
        db = DAL("sqlite://shop.db", folder=str(tmp_path), migrate=not (BROKEN and len(fields) > 1))
        db.define_table("fruit", *fields)
        return db

    db = connect(Field("name"))
    db.fruit.insert(name="pear")
    db.commit()
    db.close()
    names = []
    for _ in range(2):
        db = connect(Field("name"), Field("number", "integer"))
        names.append([column[1] for column in db.executesql("PRAGMA table_info(fruit)")])
        rows = db.executesql("SELECT name FROM fruit")
        db.close()
    log = (tmp_path / "sql.log").read_text()
    assert names == [["id", "name", "number"]] * 2
    assert rows == [("pear",)]
    assert (log.count("CREATE TABLE"), log.count("ALTER TABLE")) == (1, 1)


@cell("pagination", "builtin")
def test_the_third_page_is_the_last():
    folder = begin("grid")
    db = DAL("sqlite://shop.db", folder=str(folder / "databases"))
    db.define_table("fruit", Field("name"))
    db.fruit.bulk_insert([{"name": f"fruit-{number:02}"} for number in range(25)])
    db.commit()

    @action("index")
    @action.uses(Session(), db)
    def index():
        grid = Grid(db.fruit, rows_per_page=100 if BROKEN else 10, create=False, editable=False, deletable=False)
        return str(grid.render())

    def page(number):
        text = Visitor(site).get(f"/grid/index?page={number}").text
        return len(set(re.findall(r"fruit-\d\d", text))), f"page={number + 1}" in text

    assert [page(1), page(2), page(3)] == [(10, True), (10, True), (5, False)]


def users_application(name, **options):
    """Ann and Bob may sign in; what they see names them."""
    folder = begin(name)
    session = Session()
    db = DAL("sqlite://users.db", folder=str(folder / "databases"))
    auth = Auth(session, db, use_username=False, registration_requires_confirmation=False, **options)
    for user in ("ann", "bob"):
        if not db(db.auth_user.email == f"{user}@shop.example").count():
            password = CRYPT()("secret")[0]
            db.auth_user.insert(email=f"{user}@shop.example", password=password, first_name=user, last_name="x")
    db.commit()
    auth.enable(uses=(session, db), spa=not options)

    @action("me")
    @action.uses(*([session, auth] if BROKEN else [auth.user]))
    def me():
        return auth.get_user().get("email", "nobody")

    return auth, db, session


def sign_in(name, user, password="secret"):
    visitor = Visitor(site)
    visitor.post_json(f"/{name}/auth/api/login", {"email": f"{user}@shop.example", "password": password})
    return visitor


@cell("authentication", "builtin")
def test_a_login_names_the_user():
    users_application("users")
    assert Visitor(site).get("/users/me").status == 403
    assert sign_in("users", "ann", "wrong").get("/users/me").status == 403
    assert sign_in("users", "ann").get("/users/me").text == "ann@shop.example"


@cell("permissions", "builtin")
def test_a_group_decides():
    auth, db, session = users_application("groups")
    groups = Tags(db.auth_user, "groups")
    groups.add(db(db.auth_user.first_name == "ann").select().first().id, "manager")
    db.commit()
    manager = Condition(lambda: BROKEN or "manager" in groups.get(auth.user_id), exception=HTTP(403))

    @action("edit")
    @action.uses(auth, manager)
    def edit():
        return "edited"

    assert [sign_in("groups", user).get("/groups/edit").status for user in ("ann", "bob")] == [200, 403]


@cell("jwt", "builtin")
def test_a_signed_token_names_the_user():
    auth, db, session = users_application("tokens")
    plugin = JwtTokenPlugin(auth)
    auth.token_plugins.append(plugin)

    def answer(token):
        return Visitor(site).get("/tokens/me", authorization=f"Bearer {token}")

    user = {"id": 1, "email": "ann@shop.example"}
    token = plugin.make(user, utcnow() + timedelta(minutes=1))
    head, _, signature = token.rpartition(".")
    changed = f"{head}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"
    expired = plugin.make(user, utcnow() - timedelta(minutes=1))
    refused = [Visitor(site).get("/tokens/me").status, answer(changed).status, answer(expired).status]
    assert refused == [403, 403, 403]
    assert answer(token).text == "ann@shop.example"


@cell("second-factor", "builtin")
def test_a_sent_code_is_asked_for_after_the_password():
    """By the login page; the login of the API, which enable() exposes as well, asks for no code."""
    sent = []

    def send(user, code):
        sent.append(code)
        return code

    options = {} if BROKEN else {"two_factor_required": lambda user, request: True, "two_factor_send": send}
    users_application("factors", login_expiration_time=600, **options)
    (FOLDER / "factors" / "templates" / "auth.html").write_text("[[=form]]")
    visitor = Visitor(site)
    login = "/factors/auth/login"
    form = {**hidden(visitor.get(login).text), "email": "ann@shop.example", "password": "secret"}
    visitor.post(login, form)
    assert visitor.get("/factors/me").status == 403
    page = visitor.get("/factors/auth/two_factor").text
    wrong = visitor.post("/factors/auth/two_factor", {**hidden(page), "authentication_code": "x"}).text
    assert visitor.get("/factors/me").status == 403
    visitor.post("/factors/auth/two_factor", {**hidden(wrong), "authentication_code": sent[0]})
    assert visitor.get("/factors/me").text == "ann@shop.example"
