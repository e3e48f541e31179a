# needs: sqlalchemy[asyncio], aiosqlite, alembic, pydantic
# prepare: {python} -m alembic -c t05_alembic.ini upgrade head
# break: titles of 81 characters are accepted
import os
import sys
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler
from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

TITLE_MAX = 81 if os.getenv("BREAK") else 80
DATABASE = Path(os.environ["LAB_DATA"], "notes.db")

routes = web.RouteTableDef()
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


@web.middleware
async def invalid_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except ValidationError as error:
        return web.json_response(text=error.json(include_url=False, include_input=False), status=422)


@routes.get("/notes")
async def list_notes(request: web.Request) -> web.Response:
    async with new_session() as session:
        notes = await session.scalars(select(Note).order_by(Note.id))
        return web.json_response([note.to_dict() for note in notes])


@routes.post("/notes")
async def create_note(request: web.Request) -> web.Response:
    new_note = NewNote.model_validate_json(await request.read())
    async with new_session.begin() as session:
        note = Note(title=new_note.title)
        session.add(note)
    return web.json_response(note.to_dict(), status=201)


@routes.get(r"/notes/{note_id:\d+}")
async def read_note(request: web.Request) -> web.Response:
    async with new_session() as session:
        note = await session.get(Note, int(request.match_info["note_id"]))
    if note is None:
        raise web.HTTPNotFound
    return web.json_response(note.to_dict())


app = web.Application(middlewares=[invalid_middleware])
app.add_routes(routes)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
