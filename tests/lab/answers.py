"""What the server of site.py answers to each task; WRONG names one thing that it then does wrong."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import sqlite3
import threading
import time
import uuid
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from urllib.request import urlopen

WRONG = os.environ.get("WRONG", "")
DATABASE = Path(os.environ["LAB_DATA"], "site.sqlite3")
PASSWORDS = {"ann": "correct horse 42", "bob": "battery staple 43"}
Reply = tuple[int, str, str]
jobs: dict[str, Any] = {}
orders: list[Reply] = []


def as_json(value: Any, status: int = 200) -> Reply:
    return status, "application/json", json.dumps(value)


def as_page(body: str, status: int = 200, title: str = "") -> Reply:
    return status, "text/html; charset=utf-8", f"<title>{title}</title><nav></nav>{body}"


def escape(text: str, hole: str) -> str:
    return text if hole == WRONG else html.escape(text)


def item(number: str, query: dict[str, str]) -> Reply:
    q, limit = query.get("q", ""), query.get("limit", "10")
    q = unquote(q) if WRONG == "decodes twice" else q
    most = 51 if WRONG == "accepts a limit of 51" else 50
    if not re.fullmatch(r"\d+", limit) or not 1 <= int(limit) <= most:
        return as_json({"limit": f"1 to {most}"}, 400)
    if not re.fullmatch(r"\d+", number) or int(number) > 999_999:
        return as_page("none", 404) if WRONG == "answers 404 as a page" else as_json({}, 404)
    key: Any = number if WRONG == "answers the id as text" else int(number)
    items = [{"n": n, "label": f"{q}-{number}-{n}"} for n in range(1, int(limit) + 1)]
    return as_json({"id": key, "q": q, "limit": int(limit), "items": items})


def faults(order: Any) -> list[str]:
    """The fields of an order that are not as they should be."""
    if not isinstance(order, dict):
        return ["body"]
    customer, quantity = order.get("customer"), order.get("quantity")
    lines: Any = order.get("lines")
    listed = isinstance(lines, list) and 1 <= len(lines) <= 20
    right = {
        "customer": isinstance(customer, str) and 1 <= len(customer) <= 40,
        "email": re.match(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", str(order.get("email"))),
        "quantity": isinstance(quantity, int) and 1 <= quantity <= 99,
        "lines": listed,
    }
    nested = [field for line in lines for field in line_faults(line)] if listed else []
    return [field for field, ok in right.items() if not ok] + nested


def line_faults(line: dict[str, Any]) -> list[str]:
    if WRONG == "does not look into lines":
        return []
    price = line.get("price")
    right = {
        "sku": re.match(r"^[A-Z]{3}-\d{4}$", str(line.get("sku"))),
        "price": isinstance(price, int | float) and price > 0,
    }
    return [field for field, ok in right.items() if not ok]


def order(body: bytes) -> Reply:
    try:
        sent = json.loads(body)
    except ValueError:
        refusal = as_json({"body": "no JSON"}, 500 if WRONG == "answers 500 to a bad body" else 400)
        return orders[-1] if WRONG == "repeats itself" and orders else refusal
    if found := faults(sent):
        return as_json(dict.fromkeys(found, "refused"), 422)
    total = sent["quantity"] * sum(line["price"] for line in sent["lines"])
    answer = {"customer": sent["customer"], "lines": len(sent["lines"]), "total": round(total, 2)}
    orders.append(as_json(answer, 201))
    return orders[-1]


def products(query: dict[str, str]) -> Reply:
    q = query.get("q", "")
    safe, rows = escape(q, "does not escape rows"), 19 if WRONG == "shows 19 rows" else 20
    listed = "".join(f'<li class="product">{safe} #{n} <b>{n}.50</b></li>' for n in range(1, rows + 1))
    return as_page(
        f"<h1>Products: {html.escape(q)}</h1><ul>{listed}</ul>", title=escape(q, "does not escape the title")
    )


def form(typed: dict[str, str], token: str) -> Reply:
    name = "" if WRONG == "forgets what was typed" else escape(typed.get("name", ""), "does not escape the form")
    message = html.escape(typed.get("message", ""))
    return as_page(
        f'<form method="post"><input type="hidden" name="token" value="{token}"><input name="name" value="{name}">'
        f'<textarea name="message">{message}</textarea></form>'
    )


def with_database(statement: str, *values: object) -> list[Any]:
    with sqlite3.connect(DATABASE) as connection:
        rows = connection.execute(statement, values).fetchall()
    connection.close()
    return rows


def prepare_database() -> None:
    if WRONG == "forgets notes at a restart":
        DATABASE.unlink(missing_ok=True)
    with_database("create table if not exists notes (id integer primary key, title text)")
    with_database("create table if not exists users (name text primary key, password text)")
    for name, password in PASSWORDS.items():
        stored = password if WRONG == "stores passwords" else hashlib.sha256(password.encode()).hexdigest()
        with_database("insert or replace into users values (?, ?)", name, stored)


def notes(method: str, number: str, body: bytes) -> Reply:
    if method == "GET":
        rows = with_database("select id, title from notes where ? in ('', cast(id as text)) order by id", number)
        found = [{"id": row[0], "title": row[1], "done": False} for row in rows]
        return as_json({}, 404) if number and not found else as_json(found[0] if number else found)
    sent = json.loads(body)
    title = sent.get("title") if isinstance(sent, dict) else None
    refused = not isinstance(title, str) or not 1 <= len(title) <= 80
    if not refused or WRONG == "stores refused notes":
        with_database("insert into notes (title) values (?)", str(title))
    if refused:
        return as_json({"title": "refused"}, 400)
    row = with_database("select max(id) from notes")[0]
    return as_json({"id": row[0], "title": title, "done": False}, 201)


def upload(kind: str, body: bytes) -> Reply:
    message = BytesParser().parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    parts: dict[str, Message] = {}
    for part in message.get_payload() if message.is_multipart() else []:
        named = re.search(r'name="(\w+)"', str(part["Content-Disposition"]))
        parts[named[1] if named else ""] = part  # type: ignore[assignment]
    if "file" not in parts:
        return as_json({"file": "missing"}, 400)
    # The parser of mail changes line endings, so the file is cut out of the body itself.
    head = re.search(rb'name="file"; filename="([^"]*)"\r\n[^\r]*\r\n\r\n', body)
    content, name = (body[head.end() :].rsplit(b"\r\n--", 2)[0], head[1].decode()) if head else (b"", "")
    content = content[:1_000_000] if WRONG == "cuts large files" else content
    noted = re.search(rb'name="note"\r\n\r\n(.*?)\r\n--', body, re.DOTALL)
    note = noted[1].decode() if noted else ""
    return as_json({"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "note": note})


def work(job: str, number: int) -> None:
    time.sleep(0.3)
    jobs[job] = {"state": "done", "result": number * number + (WRONG == "computes wrongly")}


def start_job(body: bytes) -> Reply:
    job, number = str(uuid.uuid4()), json.loads(body)["n"]
    jobs[job] = {"state": "pending"}
    if WRONG == "works inside the request":
        work(job, number)
    else:
        threading.Thread(target=work, args=(job, number)).start()
    return as_json({"id": job}, 202)


def hello(accepted: str, query: dict[str, str]) -> Reply:
    wanted = [part.strip().partition(";q=") for part in accepted.split(",")]
    weights = {
        name[:2]: 1.0 if WRONG == "ignores weights" else float(weight or 1) for name, _, weight in wanted if name
    }
    language = max((name for name in weights if name in ("en", "pl")), key=lambda name: weights[name], default="en")
    n = int(query["n"])
    words = {"en": ("message", "messages"), "pl": ("wiadomość", "wiadomości")}[language]
    return 200, "text/plain; charset=utf-8", f"{n} {words[n != 1 and WRONG != 'has no plurals']}"


def wait() -> Reply:
    with urlopen(os.environ["DOWNSTREAM"]) as answer:
        return as_json({"n": 1} if WRONG == "makes answers up" else json.load(answer))
