"""The programs of a cluster, each in a namespace and a folder of its own, from the recipes in `deploy/`."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.cluster.network import Namespace
from bench.server import HOST, free_port
from config.environment import BASE_DIR

DEPLOY = BASE_DIR / "deploy"
START_SECONDS = 180
DEBIAN = {
    "postgres": "postgresql",
    "redis-server": "redis-server",
    "varnishd": "varnish varnish-modules",
    "nginx": "nginx",
    "openssl": "openssl",
}
"""The programs that a cluster needs, and the packages of Debian that have them."""
PLACES = ("/usr/sbin", "/sbin", *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)))
SEARCHED = os.pathsep.join((os.environ.get("PATH", ""), *PLACES))


class Failed(Exception):
    """A program of the cluster did not start or did not do what it was told."""


def program(name: str) -> str:
    """Return where a program is; debian keeps several away from the path of ordinary users."""
    path = shutil.which(name, path=SEARCHED)
    if not path:
        raise Failed(f"There is no {name} here. Install it: apt-get install --no-install-recommends {DEBIAN[name]}")
    return path


def missing() -> list[str]:
    """Return the packages of Debian that are not here."""
    return [package for name, package in DEBIAN.items() if not shutil.which(name, path=SEARCHED)]


@dataclass
class Part:
    """A program of the cluster and its process."""

    name: str
    folder: Path
    port: int = field(default_factory=free_port)
    namespace: Namespace | None = None
    """Its namespace; None where it shares the machine's own."""
    process: "subprocess.Popen[bytes] | None" = None
    user: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    def command(self) -> list[str]:
        raise NotImplementedError

    @property
    def host(self) -> str:
        return self.namespace.address if self.namespace else HOST

    @property
    def is_open(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            return probe.connect_ex((self.host, self.port)) == 0

    @property
    def is_up(self) -> bool:
        return self.process is not None and self.process.poll() is None and self.is_open

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"

    def begin(self) -> None:
        """Start it without waiting for it."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(  # noqa: S603
                [*(self.namespace.enter(self.user) if self.namespace else ()), *self.command()],
                cwd=BASE_DIR,
                env=os.environ | self.environment,
                stdout=output,
                stderr=output,
                user=None if self.namespace else self.user,
                start_new_session=True,
            )

    def start(self) -> None:
        self.begin()
        self.wait()

    @property
    def is_ready(self) -> bool:
        return self.is_open

    def wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while not self.is_ready:
            if (self.process and self.process.poll() is not None) or time.monotonic() > until:
                raise Failed(f"{self.name} did not start:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.1)

    def end(self, number: int = signal.SIGTERM) -> None:
        """Send the process group a signal, and wait until its first process is gone."""
        if self.process and self.process.poll() is None:
            # A server that is told to stop tells its workers itself; one that is killed cannot.
            send = os.killpg if number == signal.SIGKILL else os.kill
            send(self.process.pid, number)
            try:
                self.process.wait(timeout=START_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


@dataclass
class Postgres(Part):
    """A primary, or with ``follows`` a replica of it that streams its log."""

    follows: "Postgres | None" = None

    def __post_init__(self) -> None:
        # The server refuses to run as root.
        self.user = "postgres" if os.geteuid() == 0 else None

    @property
    def data(self) -> Path:
        return self.folder / self.name / "data"

    def url_of(self, database: str) -> str:
        return f"postgresql://plumbline@{self.host}:{self.port}/{database}"

    def command(self) -> list[str]:
        settings = [f"port={self.port}", f"listen_addresses={self.host}", f"unix_socket_directories={self.data}"]
        # Nothing here has to survive a power cut.
        settings += ["fsync=off", "max_connections=60", "shared_buffers=32MB"]
        return [program("postgres"), "-D", str(self.data), *(word for setting in settings for word in ("-c", setting))]

    def tool(self, name: str, *arguments: str) -> str:
        tool = str(Path(program("postgres")).resolve().parent / name)
        done = subprocess.run(  # noqa: S603
            [tool, *arguments], cwd="/", user=self.user, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Failed(f"{name}: {done.stderr}")
        return done.stdout

    @property
    def backups(self) -> Path:
        """Where the primary archives its log, and base backups lie."""
        return self.folder / "backups"

    @property
    def is_ready(self) -> bool:
        """Whether it takes statements; its port is open before that."""
        with suppress(Failed):
            self.tool("pg_isready", "--quiet", f"--host={self.host}", f"--port={self.port}")
            return True
        return False

    def sql(self, statement: str, database: str = "postgres") -> str:
        return self.tool("psql", "-Atqc", statement, self.url_of(database)).strip()

    def make_folder(self, folder: Path | None = None) -> None:
        """Make a folder that is the server's alone."""
        folder = folder or self.data.parent
        folder.mkdir(mode=0o700)
        if self.user:
            shutil.chown(folder, self.user)

    def prepare(self) -> None:
        self.make_folder()
        if self.follows:
            source = self.follows.url_of("postgres")
            self.tool("pg_basebackup", "-D", str(self.data), "-R", "-X", "stream", "-c", "fast", "-d", source)
            return
        self.tool("initdb", "-D", str(self.data), "-U", "plumbline", "-A", "trust", "--no-sync")
        for folder in (self.backups, self.backups / "wal"):
            self.make_folder(folder)
        shared, own = DEPLOY / "postgresql" / "primary.conf", self.data / "postgresql.conf"
        recipe = shared.read_text().replace("/var/backups/plumbline", str(self.backups))
        own.write_text(f"{own.read_text()}\n{recipe}")
        with (self.data / "pg_hba.conf").open("a") as file:
            file.writelines(f"host {what} plumbline samenet trust\n" for what in ("all", "replication"))

    def end(self, number: int = signal.SIGINT) -> None:
        super().end(number)


@dataclass
class Redis(Part):
    def command(self) -> list[str]:
        recipe = self.folder / "redis.conf"
        recipe.write_text((DEPLOY / "redis.conf").read_text())
        own = ["--bind", self.host, "--protected-mode", "no", "--port", str(self.port), "--dir", str(self.folder)]
        return [program("redis-server"), str(recipe), *own]


@dataclass
class Node(Part):
    """A node: what its unit starts before the server, and the server."""

    catalogue: Path | None = None

    def command(self) -> list[str]:
        python, manage = sys.executable, "manage.py"
        catalogue = f" {self.catalogue}" if self.catalogue else ""
        unit = (DEPLOY / "systemd" / "plumbline@.service").read_text()
        server = re.search(r"^ExecStart=\S+/granian((?:.*\\\n)*.*)$", unit, re.MULTILINE)
        assert server is not None  # noqa: S101
        options = server[1].replace("\\\n", " ").replace("%i", str(self.port)).replace("--workers 2", "--workers 1")
        options = options.replace("127.0.0.1", self.host)
        lines = [
            f"{python} {manage} migrate --verbosity 0",
            f"{python} {manage} load_catalogue --once{catalogue}",
            *([f"{python} {manage} import_lab_results --once"] if not self.catalogue else []),
            f"exec {python} -m granian {options}",
        ]
        return ["sh", "-c", " && ".join(lines)]


@dataclass
class Scheduler(Part):
    def command(self) -> list[str]:
        return [sys.executable, "manage.py", "run_scheduled", "--keep-on"]

    @property
    def is_up(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait(self) -> None:
        """It listens nowhere."""


@dataclass
class Varnish(Part):
    nodes: list[Node] = field(default_factory=list)
    publishers: str = ""
    """Who may purge, as an acl says it, where that is not this machine alone."""

    def command(self) -> list[str]:
        recipe = (DEPLOY / "varnish" / "plumbline.vcl").read_text()
        for number, node in enumerate(self.nodes, 1):
            recipe = recipe.replace(
                f'.host = "127.0.0.1"; .port = "800{number}"', f'.host = "{node.host}"; .port = "{node.port}"'
            )
        if self.publishers:
            recipe = recipe.replace('"127.0.0.1";\n}', f"{self.publishers};\n}}")
        file = self.folder / "varnish.vcl"
        file.write_text(recipe)
        work, size = self.folder / "varnish", "malloc,64m"
        work.mkdir(exist_ok=True)
        options = ["-F", "-j", "none", "-n", str(work), "-a", f"{self.host}:{self.port}", "-f", str(file), "-s", size]
        tuning = ["-p", "http_gzip_support=off", "-p", "backend_idle_timeout=4"]
        return [program("varnishd"), *options, *tuning, "-T", "none"]


@dataclass
class Nginx(Part):
    """An entrance with TLS, by one of the recipes."""

    recipe: str = "plumbline.conf"
    behind: Part | None = None
    nodes: list[Node] = field(default_factory=list)
    plain_port: int = field(default_factory=free_port)

    def command(self) -> list[str]:
        text = (DEPLOY / "nginx" / self.recipe).read_text()
        text = text.replace("listen 443 ", f"listen {self.host}:{self.port} ").replace(
            "listen 80;", f"listen {self.host}:{self.plain_port};"
        )
        text = text.replace("plumbline.example", "localhost").replace("/etc/plumbline/tls", str(self.folder / "tls"))
        text = text.replace("/var/log/nginx", str(self.folder)).replace("/var/cache/nginx", str(self.folder))
        if self.behind:
            text = text.replace("127.0.0.1:6081", f"{self.behind.host}:{self.behind.port}")
        for number, node in enumerate(self.nodes, 1):
            text = text.replace(f"127.0.0.1:800{number}", f"{node.host}:{node.port}")
        work = self.folder / f"{self.name}-work"
        work.mkdir(exist_ok=True)
        paths = "".join(
            f"{name}_temp_path {work}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        file = self.folder / f"{self.name}.conf"
        file.write_text(
            f"daemon off;\npid {work}/pid;\nerror_log stderr warn;\nworker_processes 1;\n"
            f"events {{ worker_connections 1024; }}\nhttp {{\n{paths}access_log off;\n{text}\n}}\n"
        )
        return [program("nginx"), "-p", str(work), "-c", str(file), "-e", "stderr"]
