# needs: sqlalchemy, alembic, pydantic
# prepare: {bin}/alembic -c t05_alembic.ini upgrade head
# break: the list is sorted by the newest note first
import json
import os
from pathlib import Path

from bottle import Bottle, HTTPResponse, abort, request, response
from pydantic import BaseModel, Field, ValidationError
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

app = Bottle()


class NewNote(BaseModel):
    title: str = Field(min_length=1, max_length=80)


@app.get("/notes")
def list_notes():
    response.content_type = "application/json"
    with Session(engine) as session:
        return json.dumps([note.to_dict() for note in session.scalars(select(Note).order_by(ORDER))])


@app.post("/notes")
def create_note():
    try:
        new = NewNote.model_validate(request.json)
    except ValidationError as error:
        return HTTPResponse({"errors": error.errors(include_url=False)}, 422)
    with Session(engine) as session:
        note = Note(title=new.title)
        session.add(note)
        session.commit()
        response.status = 201
        return note.to_dict()


@app.get("/notes/<note_id:int>")
def show_note(note_id):
    with Session(engine) as session:
        note = session.get(Note, note_id)
        if note is None:
            abort(404, "There is no such note.")
        return note.to_dict()
