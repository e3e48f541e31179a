# needs: sanic[ext], sqlalchemy[asyncio], aiosqlite, alembic, pydantic
# prepare: {python} -m alembic -c t05_alembic.ini upgrade head
# break: titles of 81 characters are accepted
import os
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field
from sanic import HTTPResponse, NotFound, Request, Sanic, json
from sanic_ext import validate
from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

TITLE_MAX = 81 if os.getenv("BREAK") else 80
DATABASE = Path(os.environ["LAB_DATA"], "notes.db")

new_session = async_sessionmaker(create_async_engine(f"sqlite+aiosqlite:///{DATABASE}"), expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    done: Mapped[bool] = mapped_column(default=False)

    def to_dict(self) -> dict[str, Any]:
        return {"id": self.id, "title": self.title, "done": self.done}


class NewNote(BaseModel):
    title: str = Field(min_length=1, max_length=TITLE_MAX)


app = Sanic("Notes")


@app.get("/notes")
async def list_notes(request: Request) -> HTTPResponse:
    async with new_session() as session:
        notes = await session.scalars(select(Note).order_by(Note.id))
        return json([note.to_dict() for note in notes])


@app.post("/notes")
@validate(json=NewNote)
async def create_note(request: Request, body: NewNote) -> HTTPResponse:
    async with new_session.begin() as session:
        note = Note(title=body.title)
        session.add(note)
    return json(note.to_dict(), status=201)


@app.get("/notes/<note_id:int>")
async def read_note(request: Request, note_id: int) -> HTTPResponse:
    async with new_session() as session:
        note = await session.get(Note, note_id)
    if note is None:
        raise NotFound
    return json(note.to_dict())


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), single_process=True, access_log=False, motd=False)
