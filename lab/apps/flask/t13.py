# break: the greeting is Goodbye
import os

from flask import Flask

GREETING = "Goodbye" if os.getenv("BREAK") else "Hello"

app = Flask(__name__)


@app.get("/hello/<name>")
def hello(name):
    return {"message": f"{GREETING}, {name}!"}
