# break: the header has another name
import os
import re
import uuid

import falcon

HEADER = "X-Broken-ID" if os.getenv("BREAK") else "X-Request-ID"
GOOD_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIDMiddleware:
    def process_request(self, req, resp):
        req.context.request_id = req.get_header(HEADER, default="")
        if not GOOD_ID.fullmatch(req.context.request_id):
            req.context.request_id = str(uuid.uuid4())

    def process_response(self, req, resp, resource, req_succeeded):
        resp.set_header(HEADER, req.context.request_id)


class HomeResource:
    def on_get(self, req, resp):
        resp.media = {"request_id": req.context.request_id}


class FailResource:
    def on_get(self, req, resp):
        raise RuntimeError("on purpose")


app = falcon.App(middleware=RequestIDMiddleware())
app.add_route("/", HomeResource())
app.add_route("/fail", FailResource())
