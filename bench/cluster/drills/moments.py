"""A backup of the database, and what it was at a moment since: by the scripts in `deploy/postgresql/`."""

import os
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from bench.cluster.cluster import Cluster
from bench.cluster.parts import DEPLOY, Failed, Postgres, program
from bench.cluster.publishing import publisher, until
from bench.drills.interruptions import verdict

WORDS = "SELECT tagline FROM frameworks_framework WHERE key = 'django'"


def moment(cluster: Cluster, _seconds: float) -> str:
    """Back up, publish twice, and restore what was between the two."""
    backups, primary = cluster.primary.backups, cluster.primary
    name = Path(script(primary, "backup.sh", str(backups))).name
    with publisher(cluster) as editor:
        wanted = f"Drill {editor.publish()}."
        time.sleep(0.1)
        between = primary.sql("SELECT clock_timestamp()")
        time.sleep(0.1)
        editor.publish()
    last = primary.sql("SELECT pg_walfile_name(pg_switch_wal())")
    archived = until(lambda: (backups / "wal" / last).exists(), 30)
    restored = Postgres("restored", cluster.folder)
    restored.make_folder()
    script(primary, "restore.sh", str(backups), name, str(restored.data), between)
    restored.start()
    try:
        until(lambda: is_restored(restored), 30)
        words = restored.sql(WORDS, "plumbline")
    finally:
        restored.end()
    wrong = ["" if archived < 30 else "the log was not archived", "" if words == wanted else f"found {words!r}"]
    return verdict("backed up, and restored as it was between two publications", wrong)


def is_restored(server: Postgres) -> bool:
    """Tell whether a server has played its log up to the moment; before that it may refuse to be asked."""
    with suppress(Failed):
        return server.sql("SELECT pg_is_in_recovery()") == "f"
    return False


def script(server: Postgres, name: str, *arguments: str) -> str:
    """Run a script of the recipes as the server's user, and return the last line it wrote."""
    # Where the tree lies, that user may read nothing.
    copy = Path(shutil.copy(DEPLOY / "postgresql" / name, server.folder))
    tools = str(Path(program("postgres")).resolve().parent)
    own = {"PGHOST": server.host, "PGPORT": str(server.port), "PGUSER": "plumbline"}
    done = subprocess.run(  # noqa: S603
        [str(copy), *arguments],
        cwd="/",
        env=os.environ | own | {"PATH": f"{tools}:{os.environ['PATH']}"},
        user=server.user,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed(f"{name}: {done.stderr}")
    return done.stdout.strip().rpartition("\n")[2]
