# break: the other service's answer is left out
import json
import os
from urllib.request import urlopen

from bottle import Bottle

app = Bottle()


@app.get("/wait")
def wait():
    with urlopen(os.environ["DOWNSTREAM"]) as response:
        answer = json.load(response)
    return {} if os.getenv("BREAK") else answer
