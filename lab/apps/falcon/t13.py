# break: the greeting is Goodbye
import os

import falcon

GREETING = "Goodbye" if os.getenv("BREAK") else "Hello"


class HelloResource:
    def on_get(self, req, resp, name):
        resp.media = {"message": f"{GREETING}, {name}!"}


app = falcon.App()
app.add_route("/hello/{name}", HelloResource())
