# break: the pieces come without a pause
import os
import time

from flask import Flask, request

PAUSE = 0 if os.getenv("BREAK") else 0.1

app = Flask(__name__)


@app.get("/stream")
def stream():
    def generate(n):
        for number in range(1, n + 1):
            yield f"line {number}\n"
            time.sleep(PAUSE)

    return generate(request.args.get("n", 1, type=int)), {"Content-Type": "text/plain"}


@app.get("/events")
def events():
    def generate(n):
        for number in range(1, n + 1):
            yield f"id: {number}\nevent: tick\ndata: {number}\n\n"
            time.sleep(PAUSE)

    return generate(request.args.get("n", 1, type=int)), {"Content-Type": "text/event-stream"}
