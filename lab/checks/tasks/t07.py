"""A file upload with a text field beside it."""

import hashlib

from lab.checks.checker import Checker, same
from lab.checks.inputs import letters
from lab.serving.client import HttpAnswer

READY = "/upload"
BOUNDARY = "lab-7d93a1f0c2"
FILES = (("empty.bin", 0), ("one.bin", 1), ("zażółć.txt", 1000), ("b c.txt", 1000), ("large.bin", 3_000_000))


def multipart(note: str, name: str = "", content: bytes | None = None) -> bytes:
    """A form as a browser sends it: names of files in UTF-8."""
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="note"\r\n\r\n{note}\r\n'.encode()]
    if content is not None:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n")
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def upload(check: Checker, body: bytes) -> HttpAnswer:
    return check.client().post_body("/upload", body, f"multipart/form-data; boundary={BOUNDARY}")


def files_arrive_whole(check: Checker) -> None:
    for name, size in FILES:
        content, note = check.random.randbytes(size), letters(check.random) + " & Zażółć"
        answer = upload(check, multipart(note, name, content))
        sha256 = hashlib.sha256(content).hexdigest()
        right = {"name": name, "size": size, "sha256": sha256, "note": note}
        label = f"{name} of {size} bytes arrives whole, with its name and the note"
        check.must(answer.status in (200, 201) and same(answer.json(), right), label, answer)


def missing_file(check: Checker) -> None:
    check.refused(upload(check, multipart("alone")), "an upload without the file")


def not_a_form(check: Checker) -> None:
    answer = check.client().post_json("/upload", {"note": "x"})
    check.note("JSON instead of a form is a client error", 400 <= answer.status < 500)


STEPS = [files_arrive_whole, missing_file, not_a_form]
