# needs: sqlalchemy, alembic, jsonschema
# prepare: {bin}/alembic -c t05_alembic.ini upgrade head
# break: the list is sorted by the newest note first
import os
from pathlib import Path

import falcon
from falcon.media.validators import jsonschema
from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine(f"sqlite:///{Path(os.environ['LAB_DATA']) / 'notes.db'}")


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    done: Mapped[bool] = mapped_column(default=False)

    def to_dict(self):
        return {"id": self.id, "title": self.title, "done": self.done}


ORDER = Note.id.desc() if os.getenv("BREAK") else Note.id

NOTE_SCHEMA = {
    "type": "object",
    "properties": {"title": {"type": "string", "minLength": 1, "maxLength": 80}},
    "required": ["title"],
}


class NotesResource:
    def on_get(self, req, resp):
        with Session(engine) as session:
            resp.media = [note.to_dict() for note in session.scalars(select(Note).order_by(ORDER))]

    @jsonschema.validate(NOTE_SCHEMA)
    def on_post(self, req, resp):
        with Session(engine) as session:
            note = Note(title=req.media["title"])
            session.add(note)
            session.commit()
            resp.status = falcon.HTTP_201
            resp.media = note.to_dict()


class NoteResource:
    def on_get(self, req, resp, note_id):
        with Session(engine) as session:
            note = session.get(Note, note_id)
            if note is None:
                raise falcon.HTTPNotFound
            resp.media = note.to_dict()


app = falcon.App()
app.add_route("/notes", NotesResource())
app.add_route("/notes/{note_id:int}", NoteResource())
