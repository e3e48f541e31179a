# needs: sqlalchemy, alembic, jsonschema
# prepare: {bin}/alembic -c t05_alembic.ini upgrade head
# break: the list is sorted by the newest note first
import os

import falcon
from falcon.media.validators import jsonschema
from sqlalchemy import select
from t05_models import Note, Session

ORDER = Note.id.desc() if os.getenv("BREAK") else Note.id

NOTE_SCHEMA = {
    "type": "object",
    "properties": {"title": {"type": "string", "minLength": 1, "maxLength": 80}},
    "required": ["title"],
}


class NotesResource:
    def on_get(self, req, resp):
        with Session() as session:
            resp.media = [note.to_dict() for note in session.scalars(select(Note).order_by(ORDER))]

    @jsonschema.validate(NOTE_SCHEMA)
    def on_post(self, req, resp):
        with Session() as session:
            note = Note(title=req.media["title"])
            session.add(note)
            session.commit()
            resp.status = falcon.HTTP_201
            resp.media = note.to_dict()


class NoteResource:
    def on_get(self, req, resp, note_id):
        with Session() as session:
            note = session.get(Note, note_id)
            if note is None:
                raise falcon.HTTPNotFound
            resp.media = note.to_dict()


app = falcon.App()
app.add_route("/notes", NotesResource())
app.add_route("/notes/{note_id:int}", NoteResource())
