# note: the least that a WSGI application can do: it reads the request and answers with bytes made beforehand
from payload import BODIES


def app(environ, start_response):
    if length := int(environ.get("CONTENT_LENGTH") or 0):
        environ["wsgi.input"].read(length)
    status, kind, body = BODIES[environ["PATH_INFO"]]
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]
