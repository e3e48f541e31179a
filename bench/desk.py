"""
Measure the pages of the admin on the whole catalogue with hundreds of changes: queries and processor time of each.

The pages are asked in this process, through all middleware, by a publisher. `first` is the first request of a page in a
new process, which also compiles its templates; `then` is the median of those that follow. A page that takes more
queries or time than it may is marked, and the command fails.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.cpu import table
from bench.server import ServerFailedError, bench_environment, prepare

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.test import Client

CHANGES = 500
WAITING = 60
"""How many of them wait for a publisher."""
MOST_QUERIES, MOST_MS, MOST_MS_OF_SEARCH = 25, 300, 100
BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
"""What holds queries together and is none."""
SEARCH = "/admin/curation/change/?q=falcon/orm"
PAGES = [
    "/admin/",
    "/admin/desk/",
    "/admin/desk/queue/",
    "/admin/desk/settle/",
    "/admin/desk/find/?q=orm",
    "/admin/desk/find/?q=flask+sessions",
    "/admin/desk/sheets/",
    "/admin/desk/columns/falcon/",
    "/admin/desk/rows/orm/",
    "/admin/desk/facts/falcon/",
    "/admin/desk/ratings/ps/django/",
    "/admin/desk/read/falcon-docs/?claims=all",
    "/admin/desk/tables/",
    "/admin/desk/add/",
    "/admin/desk/notices/",
    "/admin/curation/change/",
    SEARCH,
    "/admin/curation/change/?q=Falcon",
    "/admin/curation/revision/?q=falcon/orm",
    "/admin/frameworks/support/",
    "/admin/frameworks/support/?q=falcon+orm",
    "/admin/frameworks/support/falcon_2Form/change/",
    "/admin/frameworks/support/falcon_2Form/history/",
    "/admin/frameworks/framework/falcon/change/",
    "/admin/frameworks/source/?q=docs",
    "/admin/reviews/guide/ps/change/",
    "/admin/reviews/rating/",
]
HEADINGS = ["page", "queries", "first ms", "then ms", ""]


def make_changes(editor: "User", publisher: "User") -> list[Any]:
    """Propose many changes of cells, publish most of them, and return a small and a large one that wait."""
    from curation.changes.checks import Edit
    from curation.changes.workflow import approve, propose
    from curation.documents import document_of
    from frameworks.models import Support

    def edits(rows: list[Any], number: int) -> list[Edit]:
        return [Edit(Support, row.pk, {**document_of(row), "note": f"Words {number} on it."}) for row in rows]

    cells = list(Support.objects.order_by("pk"))
    for number in range(CHANGES):
        change = propose(edits(cells[number : number + 1], number), author=editor, reason=f"Reading {number}.")
        if number < CHANGES - WAITING:
            approve(change, reviewer=publisher)
    column = [row for row in cells if row.framework_id == "tornado"]
    return [change, propose(edits(column, CHANGES), author=editor, reason="A whole column.")]


def person(name: str, group: str) -> "User":
    from django.contrib.auth.models import Group, User

    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def browser_of(user: "User") -> "Client":
    from django.test import Client
    from django_otp import DEVICE_ID_SESSION_KEY
    from django_otp.plugins.otp_static.models import StaticDevice

    client = Client(headers={"host": os.environ["PLUMBLINE_ORIGIN"].partition("//")[2]})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = StaticDevice.objects.create(user=user, name="Codes").persistent_id
    session.save()
    return client


def request(client: "Client", path: str) -> tuple[int, float]:
    """Return the queries and the milliseconds of processor time that a page takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        began = time.process_time()
        response = client.get(path)
        spent = (time.process_time() - began) * 1000
    if response.status_code != 200:
        sys.exit(f"{path} answered {response.status_code}.")
    return sum(not query["sql"].startswith(BRACKETS) for query in queries), spent


def row_of(client: "Client", path: str, repeats: int) -> list[str]:
    number, first = request(client, path)
    spent = statistics.median(request(client, path)[1] for _ in range(repeats))
    most = MOST_MS_OF_SEARCH if path.startswith(SEARCH.partition("=")[0]) else MOST_MS
    over = [name for name, is_over in (("queries", number > MOST_QUERIES), ("CPU", spent > most)) if is_over]
    return [path, str(number), f"{first:.0f}", f"{spent:.0f}", f"over: {', '.join(over)}" if over else ""]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description="Cost of each page of the admin.")
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plumbline-bench-") as folder:
        try:
            prepare(Path(folder), 1)
        except ServerFailedError as error:
            sys.exit(str(error))
        os.environ |= bench_environment(Path(folder), 80, cache_pages=False)
        # As the server does it, with its thresholds of the garbage collector.
        import_module("config.wsgi")
        rows = measured(arguments.repeats)
    sys.stdout.write("\n".join([*table([HEADINGS, *rows]), f"{CHANGES} changes, {WAITING} of them wait.", ""]))
    sys.exit(any(row[-1] for row in rows))


def measured(repeats: int) -> list[list[str]]:
    from django.apps import apps
    from django.contrib.contenttypes.models import ContentType

    from curation.search.index import bring_up_to_date

    editor, publisher = person("editor", "Editors"), person("publisher", "Publishers")
    client = browser_of(publisher)
    few, many = make_changes(editor, publisher)
    # The scheduler does so after a publication, and a process reads the types of rows once.
    bring_up_to_date()
    ContentType.objects.get_for_models(*apps.get_models())
    # Reviews come first: theirs is the first page that a publisher opens in the morning.
    paths = [*(change.get_absolute_url() for change in (few, many)), *PAGES]
    return [row_of(client, path, repeats) for path in paths]


if __name__ == "__main__":
    main()
