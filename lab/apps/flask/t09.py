# needs: flask-sock
# serve: gunicorn
# break: the echo is in capitals
# note: Flask-Sock needs the socket of the server, which Granian does not hand out
import os

from flask import Flask
from flask_sock import Sock

app = Flask(__name__)
sock = Sock(app)


@sock.route("/ws")
def echo(ws):
    while (text := ws.receive()) != "bye":
        answer = f"echo: {text}"
        ws.send(answer.upper() if os.getenv("BREAK") else answer)
    ws.close(1000)
