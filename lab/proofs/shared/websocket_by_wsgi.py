"""A WebSocket of a WSGI application in Gunicorn's threads, spoken to by simple-websocket's client."""

from by_hand import serving


def echo_and_close(folder, program, path="/echo"):
    """Each text comes back with "echo: " before it, "bye" closes with 1000, and another address is no WebSocket."""
    from simple_websocket import Client, ConnectionClosed, ConnectionError

    (folder / "chat.py").write_text(program)
    reason = refused = None
    with serving(folder, "gunicorn", "--threads", "4", "--bind", "127.0.0.1:{port}", "chat:app") as url:
        address = url.replace("http", "ws", 1)
        socket = Client.connect(f"{address}{path}")
        for text in ("hi", "", "x" * 70_000):
            socket.send(text)
            assert socket.receive(timeout=5) == f"echo: {text}"
        socket.send("bye")
        try:
            socket.receive(timeout=5)
        except ConnectionClosed as closed:
            reason = closed.reason
        try:
            Client.connect(f"{address}/elsewhere")
        except ConnectionError as error:
            refused = error.status_code
    assert (reason, refused) == (1000, 404)
