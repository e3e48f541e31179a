"""Cutting the lab and all it starts off from every network but loopback (Linux, where the machine allows it)."""

import contextlib
import ctypes
import fcntl
import os
import socket
import struct
from pathlib import Path

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
GET_FLAGS, SET_FLAGS, UP = 0x8913, 0x8914, 1


def isolate() -> str:
    """Move into a network of its own that holds loopback alone; returns why that failed, or nothing."""
    try:
        enter_namespace()
        raise_loopback()
    except (OSError, AttributeError) as error:
        return f"programs are not cut off from other networks, because this machine does not allow it ({error})"
    return ""


def enter_namespace() -> None:
    user, group = os.getuid(), os.getgid()
    flags = NEW_NETWORK if user == 0 else NEW_NETWORK | NEW_USER
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(flags):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    if flags & NEW_USER:
        with contextlib.suppress(OSError):
            Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def raise_loopback() -> None:
    with socket.socket() as probe:
        request = struct.pack("16sh22x", b"lo", 0)
        flags = struct.unpack("16sh22x", fcntl.ioctl(probe, GET_FLAGS, request))[1]
        fcntl.ioctl(probe, SET_FLAGS, struct.pack("16sh22x", b"lo", flags | UP))
