# break: the header has another name
import os
import re
import uuid

from flask import Flask, g, request

HEADER = "X-Broken-ID" if os.getenv("BREAK") else "X-Request-ID"
GOOD_ID = re.compile(r"[A-Za-z0-9-]{8,64}")

app = Flask(__name__)


@app.before_request
def read_request_id():
    g.request_id = request.headers.get(HEADER, "")
    if not GOOD_ID.fullmatch(g.request_id):
        g.request_id = str(uuid.uuid4())


@app.after_request
def write_request_id(response):
    response.headers[HEADER] = g.request_id
    return response


@app.get("/")
def show_id():
    return {"request_id": g.request_id}


@app.get("/fail")
def fail():
    raise RuntimeError("on purpose")
