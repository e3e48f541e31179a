# needs: webtest
# break: the greeting is Goodbye
# note: Bottle has no test client; any tester of WSGI applications works, WebTest is a common one
import os

from bottle import Bottle

GREETING = "Goodbye" if os.getenv("BREAK") else "Hello"

app = Bottle()


@app.get("/hello/<name>")
def hello(name):
    return {"message": f"{GREETING}, {name}!"}
