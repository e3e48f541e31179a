"""The end of an upgrade: what nodes of the last release cannot read is changed only once the last of them has gone.

Migrations that do so say ``finishes_upgrade = True``. On a site in use they wait until somebody says that no such node
runs. A program cannot know, because nodes of 0.1.0 leave no sign of life, and to be wrong costs readers pages, while to
wait costs nothing. One on which another migration depends waits no longer: the nodes before its release have gone then.
"""

from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Name = tuple[str, str]
"""An app and one of its migrations."""
WAITS = "The upgrade waits to be finished. Once no node of the earlier release runs: manage.py migrate --finish"
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


@cache
def finishing() -> frozenset[Name]:
    """Return the migrations that finish the upgrade to this release."""
    graph = MigrationLoader(None).graph
    marked = {name for name, migration in graph.nodes.items() if getattr(migration, "finishes_upgrade", False)}
    return frozenset(name for name in marked if marked.issuperset(graph.backwards_plan(name)))


def waiting() -> set[Name]:
    """Return those that have not been applied."""
    names = finishing()
    applied = MigrationRecorder(connection).migration_qs.filter(name__in=[name for _app, name in names])
    return {*names} - {*applied.values_list("app", "name")}


def is_alone() -> bool:
    """Tell whether nobody is connected to the database, this process neither; a file is one machine's own."""
    if connection.vendor != "postgresql":
        return True
    # A pool opens more than one, and cannot tell which are its own.
    own = connection.copy()
    own.settings_dict["OPTIONS"].pop("pool", None)
    try:
        with own.cursor() as cursor:
            cursor.execute(OTHERS)
            return bool(cursor.fetchone() == (0,))
    finally:
        own.close()
