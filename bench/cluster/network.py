"""
The network between the parts of a cluster: a namespace for each part where the machine allows it, loopback elsewhere.

A part in a namespace of its own can be cut off: it then refuses nobody and is silent, as behind a pulled cable.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

PROGRAM = shutil.which("ip", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") or ""
NEEDED = "Namespaces need the right of an administrator, and ip (Debian: iproute2)."
NOBODY = "02:00:00:00:00:01"
"""The hardware address of no interface: what is sent to it is lost."""


class IpFailed(Exception):
    """The machine does not let its network be changed."""


def ip(*arguments: str) -> None:
    try:
        subprocess.run([PROGRAM, *arguments], check=True, capture_output=True, text=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        raise IpFailed(f"ip {' '.join(arguments)}: {getattr(error, 'stderr', error)}") from error


@dataclass(frozen=True)
class Namespace:
    """A namespace with an address, and the end of its cable on this machine."""

    name: str
    address: str
    cable: str

    def enter(self, user: str | None) -> list[str]:
        """Return what a command begins with that runs here, as a user."""
        owner = pwd.getpwnam(user) if user else None
        rights = [f"--setuid={owner.pw_uid}", f"--setgid={owner.pw_gid}"] if owner else []
        return ["nsenter", f"--net=/run/netns/{self.name}", *rights, "--"]

    @contextmanager
    def unplugged(self) -> Iterator[None]:
        """Pull the cable for a block."""
        ip("link", "set", self.cable, "down")
        try:
            yield
        finally:
            ip("link", "set", self.cable, "up")

    @contextmanager
    def apart_from(self, other: "Namespace") -> Iterator[None]:
        """Lose every packet between this namespace and another for a block; both hear everybody else."""
        pairs = [(self.name, other.address), (other.name, self.address)]
        for name, address in pairs:
            ip("-n", name, "neigh", "replace", address, "lladdr", NOBODY, "nud", "permanent", "dev", "eth0")
        try:
            yield
        finally:
            for name, address in pairs:
                ip("-n", name, "neigh", "del", address, "dev", "eth0")


class Network:
    """A bridge of this machine with namespaces behind it, in addresses set apart for trying networks (RFC 2544)."""

    def __init__(self) -> None:
        self.name = f"pl{os.getpid()}"
        self.addresses = f"198.18.{os.getpid() % 256}"
        self.namespaces: list[Namespace] = []

    @property
    def range(self) -> str:
        return f"{self.addresses}.0/24"

    def begin(self) -> bool:
        """Make the bridge; tell whether this machine lets anybody do so."""
        try:
            ip("link", "add", self.name, "type", "bridge")
            ip("address", "add", f"{self.addresses}.1/24", "dev", self.name)
            ip("link", "set", self.name, "up")
        except IpFailed:
            return False
        return True

    def namespace(self, name: str) -> Namespace:
        """Make a namespace for a part."""
        number = len(self.namespaces) + 2
        namespace = Namespace(f"{self.name}-{name}", f"{self.addresses}.{number}", f"{self.name}-{number}")
        ip("netns", "add", namespace.name)
        self.namespaces.append(namespace)
        peer = ("peer", "name", "eth0", "netns", namespace.name)
        ip("link", "add", namespace.cable, "master", self.name, "type", "veth", *peer)
        ip("-n", namespace.name, "address", "add", f"{namespace.address}/24", "dev", "eth0")
        for interface in ("lo", "eth0"):
            ip("-n", namespace.name, "link", "set", interface, "up")
        ip("link", "set", namespace.cable, "up")
        return namespace

    def end(self) -> None:
        """Take everything away that was made; cables go with their namespaces."""
        made = [["netns", "del", namespace.name] for namespace in self.namespaces] + [["link", "del", self.name]]
        for arguments in made:
            with suppress(IpFailed):
                ip(*arguments)


@contextmanager
def network() -> Iterator[Network | None]:
    """Give a network for a block and take it away; None where this machine does not let one be made."""
    made = Network()
    try:
        yield made if made.begin() else None
    finally:
        made.end()
