"""
Record what every address of the site says, and compare two records: what a change altered, and nothing else.

    python -m bench.walk record before.jsonl --tree ../older-checkout
    python -m bench.walk record after.jsonl
    python -m bench.walk compare before.jsonl after.jsonl

The walk asks for all that the site map names, what each of those pages names as its own in another form, and the API
from its table of contents on, list after list. Of a page its text is kept, of all else what was answered. The site runs
with production's settings and without limits, in the folder of a checkout, on a new database or the one that
DATABASE_URL names. Two records are alike only where they were made on one day, from copies of one database.
"""

import argparse
import difflib
import json
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

from bench.server import HOST, ServerFailedError, prepare, running_server

FIRST = [
    "/sitemap.xml",
    "/robots.txt",
    "/api/v1/",
    "/api/v1/changes/?since_version=0",
    "/api/v1/comparisons/?frameworks=django,fastapi,flask",
    "/api/v1/search/?q=orm",
    "/search/?q=orm",
    "/finder/?v=2&build=api&need=openapi&team=sync",
]
"""Where the walk begins; behind the table of contents, some lists answer nothing without a parameter."""
SHOWN = 12
"""How many differing addresses are shown with their first differing words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered: of HTML the text that it shows, of all else the body as it is."""

    address: str
    status: int
    kind: str
    text: str


class PageReader(HTMLParser):
    """Takes the words of a page, and the addresses at which it says that it stands in another form."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.alternates: list[str] = []
        self.unseen: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        if tag in {"script", "style"}:
            self.unseen = tag
        if tag == "link" and named.get("rel") == "alternate":
            self.alternates.append(named.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.unseen:
            self.unseen = None

    def handle_data(self, data: str) -> None:
        if self.unseen is None:
            self.words += data.split()


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk over the site that a connection reaches."""

    connection: HTTPConnection

    def answers(self) -> Iterator[Answer]:
        """Ask for each address once, and for those that the answers name."""
        waiting, seen = list(FIRST), set(FIRST)
        while waiting:
            answer, named = self.ask(waiting.pop())
            yield answer
            new = [address for address in dict.fromkeys(named) if address not in seen]
            seen.update(new)
            waiting += new

    def ask(self, address: str) -> tuple[Answer, list[str]]:
        """Return what an address answers, and which others of this site it names."""
        self.connection.request("GET", address)
        response = self.connection.getresponse()
        kind = response.headers.get_content_type()
        packed = response.read()
        body = unpacked(packed) if kind == "application/zip" else packed.decode(errors="replace")
        text, named = body, list[str]()
        if kind == "text/html":
            reader = PageReader()
            reader.feed(body)
            text, named = " ".join(reader.words), reader.alternates
        elif address.startswith("/sitemap"):
            named = re.findall(r"<loc>([^<]+)</loc>", body)
        elif kind == "application/json" and address.startswith("/api/"):
            named = re.findall(r'"(https?://[^"]+/api/v1/[^"{]*)"', body)
        return Answer(address, response.status, kind, text), list(self.own(address, named))

    def own(self, address: str, named: list[str]) -> Iterator[str]:
        """Keep of some addresses those of this site, as they are asked for."""
        host = f"{self.connection.host}:{self.connection.port}"
        for name in named:
            parts = urlsplit(urljoin(f"http://{host}{address}", name.replace("&amp;", "&")))
            if parts.netloc == host:
                yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def unpacked(archive: bytes) -> str:
    """Return the files of an archive one after the other: packed, the address of the site in them looks otherwise."""
    with ZipFile(BytesIO(archive)) as files:
        return "\n".join(f"{name}\n{files.read(name).decode()}" for name in sorted(files.namelist()))


def record(tree: Path, out: Path) -> None:
    """Serve the site of a checkout and write down what each address answers."""
    out = out.resolve()
    os.chdir(tree)
    with tempfile.TemporaryDirectory(prefix="plumbline-walk-") as folder:
        prepare(Path(folder), scale=1)
        with running_server(Path(folder), cache_pages=False) as (_, port), out.open("w") as file:
            origin = f"http://{HOST}:{port}"
            for answer in Walk(HTTPConnection(HOST, port, timeout=120)).answers():
                file.write(json.dumps(asdict(answer)).replace(origin, "http://site") + "\n")


def compare(before: Path, after: Path) -> tuple[list[str], bool]:
    """Return what to say of two records, and whether they are alike."""
    old, new = read(before), read(after)
    both = sorted(old.keys() & new.keys())
    differing = [address for address in both if old[address] != new[address]]
    alike = Counter(old[address].kind for address in both if old[address] == new[address])
    lines = [f"{count:6} the same: {kind}" for kind, count in sorted(alike.items())]
    lines += [f"   only in the first: {address}" for address in sorted(old.keys() - new.keys())]
    lines += [f"   only in the second: {address}" for address in sorted(new.keys() - old.keys())]
    lines += [f"{len(differing):6} differ"]
    lines += [f"   {address}" for address in differing]
    for address in differing[:SHOWN]:
        lines += [f"== {address}", *difference(old[address], new[address])]
    return lines, old == new


def read(path: Path) -> dict[str, Answer]:
    answers = (Answer(**json.loads(line)) for line in path.read_text().splitlines())
    return {answer.address: answer for answer in answers}


def difference(old: Answer, new: Answer) -> list[str]:
    """Return the first words in which two answers differ, each side with some words around them."""
    sides = [f"{answer.status} {answer.kind} {answer.text}".split() for answer in (old, new)]
    steps = difflib.SequenceMatcher(a=sides[0], b=sides[1], autojunk=False).get_opcodes()
    _, first, last, new_first, new_last = next(step for step in steps if step[0] != "equal")
    spans = zip("-+", sides, [(first, last), (new_first, new_last)], strict=True)
    return [f"   {sign} {' '.join(words[max(0, begin - 6) : end + 6])[:300]}" for sign, words, (begin, end) in spans]


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.walk", description=__doc__.strip().splitlines()[0])
    words = parser.add_subparsers(dest="word", required=True)
    recording = words.add_parser("record", help="write down what each address answers")
    recording.add_argument("out", type=Path)
    recording.add_argument("--tree", type=Path, default=Path(), help="the checkout whose site is asked (this one)")
    comparing = words.add_parser("compare", help="say in what two records differ")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    return parser.parse_args()


def main() -> None:
    arguments = read_arguments()
    if arguments.word == "compare":
        lines, is_alike = compare(arguments.before, arguments.after)
        sys.stdout.write("\n".join([*lines, ""]))
        sys.exit(0 if is_alike else 1)
    try:
        record(arguments.tree, arguments.out)
    except ServerFailedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
