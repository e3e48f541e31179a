# break: the other service's answer is left out
import json
import os
from urllib.request import urlopen

import falcon


class WaitResource:
    def on_get(self, req, resp):
        with urlopen(os.environ["DOWNSTREAM"]) as response:
            answer = json.load(response)
        resp.media = {} if os.getenv("BREAK") else answer


app = falcon.App()
app.add_route("/wait", WaitResource())
