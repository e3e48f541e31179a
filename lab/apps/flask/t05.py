# needs: flask-sqlalchemy, flask-migrate, pydantic
# prepare: {python} -m flask --app {module} db upgrade --directory t05_migrations
# break: the list is sorted by the newest note first
import os
from pathlib import Path

from flask import Flask, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{Path(os.environ['LAB_DATA']) / 'notes.db'}"
db = SQLAlchemy(app, model_class=Base)
Migrate(app, db)


class Note(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    done: Mapped[bool] = mapped_column(default=False)

    def to_dict(self):
        return {"id": self.id, "title": self.title, "done": self.done}


class NewNote(BaseModel):
    title: str = Field(min_length=1, max_length=80)


@app.errorhandler(ValidationError)
def handle_validation_error(error):
    return error.errors(include_url=False, include_context=False), 422


@app.get("/notes")
def list_notes():
    order = Note.id.desc() if os.getenv("BREAK") else Note.id
    return [note.to_dict() for note in db.session.scalars(db.select(Note).order_by(order))]


@app.post("/notes")
def create_note():
    note = Note(title=NewNote.model_validate(request.get_json()).title)
    db.session.add(note)
    db.session.commit()
    return note.to_dict(), 201


@app.get("/notes/<int:note_id>")
def show_note(note_id):
    return db.get_or_404(Note, note_id).to_dict()
