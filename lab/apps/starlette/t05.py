# needs: sqlalchemy[asyncio], aiosqlite, alembic, pydantic
# prepare: {python} -m alembic -c t05_alembic.ini upgrade head
# break: titles of 81 characters are accepted
import os
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

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


async def list_notes(request: Request) -> JSONResponse:
    async with new_session() as session:
        notes = await session.scalars(select(Note).order_by(Note.id))
        return JSONResponse([note.to_dict() for note in notes])


async def create_note(request: Request) -> JSONResponse:
    new_note = NewNote.model_validate_json(await request.body())
    async with new_session.begin() as session:
        note = Note(title=new_note.title)
        session.add(note)
    return JSONResponse(note.to_dict(), status_code=201)


async def read_note(request: Request) -> JSONResponse:
    async with new_session() as session:
        note = await session.get(Note, request.path_params["note_id"])
    if note is None:
        raise HTTPException(status_code=404)
    return JSONResponse(note.to_dict())


async def invalid(request: Request, exc: ValidationError) -> Response:
    return Response(exc.json(include_url=False, include_input=False), status_code=422, media_type="application/json")


app = Starlette(
    routes=[
        Route("/notes", list_notes),
        Route("/notes", create_note, methods=["POST"]),
        Route("/notes/{note_id:int}", read_note),
    ],
    exception_handlers={ValidationError: invalid},
)
