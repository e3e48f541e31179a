"""An application with Piccolo's admin beside it, as Piccolo's templates have it, and a visit by its pages' requests."""

import json
import sqlite3

from by_hand import Visitor, run, serving

CONFIGURATION = 'from piccolo.engine.sqlite import SQLiteEngine\n\nDB = SQLiteEngine(path="people.db")\n'
ADMIN = """
from hypercorn.middleware import DispatcherMiddleware
from piccolo.apps.user.tables import BaseUser
from piccolo.columns import Varchar
from piccolo.table import Table, create_db_tables_sync
from piccolo_admin.endpoints import create_admin
from piccolo_api.session_auth.tables import SessionsBase

class Person(Table):
    name = Varchar()

APPLICATION

app = DispatcherMiddleware({"/admin": create_admin([Person]), "": app})

if __name__ == "__main__":
    create_db_tables_sync(Person, BaseUser, SessionsBase)
    BaseUser.create_user_sync("ann", "a good password", active=True, admin=True)
"""


def edit_by_its_pages(folder, program):
    """A record is added, changed and deleted by somebody who signed in; the database shows each step."""
    (folder / "piccolo_conf.py").write_text(CONFIGURATION)
    (folder / "app.py").write_text(program)
    run("app", folder=folder)

    def rows():
        with sqlite3.connect(folder / "people.db") as database:
            return [name for (name,) in database.execute("SELECT name FROM person")]

    with serving(folder, "hypercorn", "app:app", "--bind", "127.0.0.1:{port}") as url:
        ann = Visitor(url)

        def send(method, path, content=None):
            headers = {"Content-Type": "application/json", "X-CSRFToken": ann.cookie("csrftoken"), "Origin": url}
            return ann.send(method, path, json.dumps(content).encode(), headers)

        ann.send("GET", "/admin/")
        send("POST", "/admin/public/login/", {"username": "ann", "password": "a good password"})
        send("POST", "/admin/api/tables/person/", {"name": "Ada"})
        assert rows() == ["Ada"]
        send("PUT", "/admin/api/tables/person/1/", {"name": "Bea"})
        assert rows() == ["Bea"]
        send("DELETE", "/admin/api/tables/person/1/")
        assert rows() == []
