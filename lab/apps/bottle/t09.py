# needs: gevent, gevent-websocket
# serve: own
# break: the echo is in capitals
# note: gevent-websocket, which Bottle's documentation shows, was last released in 2017
import os
import sys

from bottle import Bottle, abort, request
from gevent.pywsgi import WSGIServer
from geventwebsocket import WebSocketError
from geventwebsocket.handler import WebSocketHandler

app = Bottle()


@app.route("/ws")
def handle_websocket():
    wsock = request.environ.get("wsgi.websocket")
    if not wsock:
        abort(400, "Expected WebSocket request.")
    try:
        while (text := wsock.receive()) not in ("bye", None):
            answer = f"echo: {text}"
            wsock.send(answer.upper() if os.getenv("BREAK") else answer)
        wsock.close(1000)
    except WebSocketError:
        pass


if __name__ == "__main__":
    server = WSGIServer(
        ("127.0.0.1", int(sys.argv[1])), app, handler_class=WebSocketHandler, log=None
    )
    server.serve_forever()
