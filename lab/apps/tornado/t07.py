# break: the note is lost
import asyncio
import hashlib
import os
import sys

from tornado.web import Application, HTTPError, RequestHandler


class UploadHandler(RequestHandler):
    def post(self) -> None:
        if "file" not in self.request.files:
            raise HTTPError(400)
        file = self.request.files["file"][0]
        note = "" if os.getenv("BREAK") else self.get_body_argument("note", "", strip=False)
        sha256 = hashlib.sha256(file.body).hexdigest()
        self.write({"name": file.filename, "size": len(file.body), "sha256": sha256, "note": note})


def make_app() -> Application:
    return Application([(r"/upload", UploadHandler)])


async def main() -> None:
    make_app().listen(int(sys.argv[1]), address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
