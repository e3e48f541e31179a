"""A small OpenID Connect provider on this machine, and a client that speaks HTTP/2 alone."""

import json
import socket
import ssl
import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def provider(name):
    """An identity provider that signs everybody in under one name; gives its address."""

    class Answer(BaseHTTPRequestHandler):
        def answer(self):
            length = int(self.headers.get("Content-Length") or 0)
            self.rfile.read(length)
            base = f"http://127.0.0.1:{self.server.server_port}"
            documents = {
                "/.well-known/openid-configuration": {
                    "issuer": base,
                    "authorization_endpoint": f"{base}/authorize",
                    "token_endpoint": f"{base}/token",
                    "userinfo_endpoint": f"{base}/userinfo",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                },
                "/token": {"access_token": "good", "token_type": "Bearer", "expires_in": 600},
                "/userinfo": {"sub": "1", "preferred_username": name, "name": name},
            }
            body = json.dumps(documents[self.path]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def certificate(folder):
    """Write key.pem and cert.pem for this machine."""
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout key.pem -out cert.pem"
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True, timeout=30)


def get_over_tls(port, path, protocol):
    """The protocol that TLS agreed on and, if it is HTTP/2, the status and the body."""
    from h2.connection import H2Connection
    from h2.events import DataReceived, ResponseReceived, StreamEnded

    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols([protocol])
    with context.wrap_socket(socket.create_connection(("127.0.0.1", port), 10)) as tls:
        if tls.selected_alpn_protocol() != "h2":
            return tls.selected_alpn_protocol(), "", b""
        http, status, body, ended = H2Connection(), "", b"", False
        http.initiate_connection()
        asked = {":method": "GET", ":path": path, ":authority": "localhost", ":scheme": "https"}
        http.send_headers(1, list(asked.items()), end_stream=True)
        while not ended:
            tls.sendall(http.data_to_send())
            for event in http.receive_data(tls.recv(65535)):
                if isinstance(event, ResponseReceived):
                    status = dict(event.headers)[b":status"].decode()
                elif isinstance(event, DataReceived):
                    body += event.data
                ended = ended or isinstance(event, StreamEnded)
        return "h2", status, body
