# break: the pieces come without a pause
import os
import time

from bottle import Bottle, request, response

PAUSE = 0 if os.getenv("BREAK") else 0.1

app = Bottle()


@app.get("/stream")
def stream():
    response.content_type = "text/plain; charset=UTF-8"
    for number in range(1, int(request.query.n) + 1):
        yield f"line {number}\n"
        time.sleep(PAUSE)


@app.get("/events")
def events():
    response.content_type = "text/event-stream"
    for number in range(1, int(request.query.n) + 1):
        yield f"id: {number}\nevent: tick\ndata: {number}\n\n"
        time.sleep(PAUSE)
