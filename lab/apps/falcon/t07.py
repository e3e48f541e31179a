# break: the hash is SHA-1
import hashlib
import os

import falcon


class UploadResource:
    def on_post(self, req, resp):
        answer = {"note": ""}
        for part in req.media:
            if part.name == "note":
                answer["note"] = part.text
            elif part.name == "file":
                digest = hashlib.new("sha1" if os.getenv("BREAK") else "sha256")
                size = 0
                while chunk := part.stream.read(8192):
                    digest.update(chunk)
                    size += len(chunk)
                answer |= {"name": part.filename, "size": size, "sha256": digest.hexdigest()}
        if "name" not in answer:
            raise falcon.HTTPMissingParam("file")
        resp.media = answer


app = falcon.App()
app.add_route("/upload", UploadResource())
