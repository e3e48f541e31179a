# needs: sqlalchemy[asyncio], aiosqlite, alembic, pydantic
# prepare: {python} -m alembic -c t05_alembic.ini upgrade head
# break: titles of 81 characters are accepted
import asyncio
import os
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from tornado.escape import json_encode
from tornado.web import Application, HTTPError, RequestHandler

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


class APIHandler(RequestHandler):
    """Answers errors as JSON."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs["exc_info"][1]
        if isinstance(error, ValidationError):
            self.set_status(422)
            self.finish({"detail": error.errors(include_url=False, include_input=False)})
        else:
            self.finish({"detail": self._reason})

    def log_exception(self, typ: type[BaseException] | None, value: BaseException | None, tb: Any) -> None:
        if not isinstance(value, ValidationError):  # the client's mistake, not ours
            super().log_exception(typ, value, tb)


class NotesHandler(APIHandler):
    async def get(self) -> None:
        async with new_session() as session:
            notes = await session.scalars(select(Note).order_by(Note.id))
            self.set_header("Content-Type", "application/json; charset=UTF-8")
            self.write(json_encode([note.to_dict() for note in notes]))

    async def post(self) -> None:
        new_note = NewNote.model_validate_json(self.request.body)
        async with new_session.begin() as session:
            note = Note(title=new_note.title)
            session.add(note)
        self.set_status(201)
        self.write(note.to_dict())


class NoteHandler(APIHandler):
    async def get(self, note_id: str) -> None:
        async with new_session() as session:
            note = await session.get(Note, int(note_id))
        if note is None:
            raise HTTPError(404)
        self.write(note.to_dict())


def make_app() -> Application:
    return Application([(r"/notes", NotesHandler), (r"/notes/(\d+)", NoteHandler)])


async def main() -> None:
    make_app().listen(int(sys.argv[1]), address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
