# needs: quart-db[sqlite], quart-schema[pydantic]
# break: the list is sorted by the newest note first
# note: Quart-DB runs the migrations when the server starts (its command db-migrate fails); it has no object mapper, so the queries are SQL
import os
from pathlib import Path

from pydantic import BaseModel, Field
from quart import Quart, abort, g
from quart_db import QuartDB
from quart_schema import QuartSchema, validate_request, validate_response

ORDER = "DESC" if os.getenv("BREAK") else "ASC"

app = Quart(__name__)
QuartDB(app, url=f"sqlite:///{Path(os.environ['LAB_DATA']) / 'notes.db'}", migrations_folder="t05_migrations")
QuartSchema(app)


class NewNote(BaseModel):
    title: str = Field(min_length=1, max_length=80)


class Note(BaseModel):
    id: int
    title: str
    done: bool


@app.get("/notes")
@validate_response(list[Note])
async def list_notes():
    return await g.connection.fetch_all(f"SELECT id, title, done FROM notes ORDER BY id {ORDER}")


@app.post("/notes")
@validate_request(NewNote)
@validate_response(Note, 201)
async def create_note(data: NewNote):
    note = await g.connection.fetch_first(
        "INSERT INTO notes (title) VALUES (:title) RETURNING id, title, done",
        {"title": data.title},
    )
    return note, 201


@app.get("/notes/<int:note_id>")
@validate_response(Note)
async def show_note(note_id: int):
    note = await g.connection.fetch_first(
        "SELECT id, title, done FROM notes WHERE id = :id", {"id": note_id}
    )
    if note is None:
        abort(404)
    return note
