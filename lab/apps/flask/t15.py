# break: the answer is empty
import os
from urllib.request import urlopen

from flask import Flask

app = Flask(__name__)


@app.get("/wait")
def wait():
    with urlopen(os.environ["DOWNSTREAM"]) as response:
        text = response.read().decode()
    return {"downstream": "" if os.getenv("BREAK") else text}
