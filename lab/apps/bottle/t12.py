# break: the header has another name
# note: the wrapper stands around the application, because the hook after_request does not see the page of an unhandled error
import os
import re
import uuid

from bottle import Bottle, WSGIHeaderDict, request

HEADER = "X-Broken-ID" if os.getenv("BREAK") else "X-Request-ID"
GOOD_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIDMiddleware:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        request_id = WSGIHeaderDict(environ).get(HEADER, "")
        if not GOOD_ID.fullmatch(request_id):
            request_id = str(uuid.uuid4())
        environ["request_id"] = request_id

        def start_response_with_id(status, headers, exc_info=None):
            return start_response(status, [*headers, (HEADER, request_id)], exc_info)

        return self.app(environ, start_response_with_id)


bottle_app = Bottle()
app = RequestIDMiddleware(bottle_app)


@bottle_app.get("/")
def show_id():
    return {"request_id": request.environ["request_id"]}


@bottle_app.get("/fail")
def fail():
    raise RuntimeError("on purpose")
