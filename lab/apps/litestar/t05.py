# needs: litestar[cli,sqlalchemy], aiosqlite
# prepare: {bin}/litestar --app t05:app database upgrade --no-prompt
# break: titles of 81 characters are accepted
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from advanced_alchemy.base import DefaultBase
from advanced_alchemy.extensions.litestar import AlembicAsyncConfig, SQLAlchemyAsyncConfig, SQLAlchemyPlugin
from litestar import Litestar, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct
from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

TITLE_MAX = 81 if os.getenv("BREAK") else 80


class Note(DefaultBase):
    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    done: Mapped[bool] = mapped_column(default=False)


class NewNote(Struct):
    title: Annotated[str, Meta(min_length=1, max_length=TITLE_MAX)]


@get("/notes")
async def list_notes(db_session: NamedDependency[AsyncSession]) -> Sequence[Note]:
    return (await db_session.scalars(select(Note).order_by(Note.id))).all()


@post("/notes")
async def create_note(data: JSONBody[NewNote], db_session: NamedDependency[AsyncSession]) -> Note:
    note = Note(title=data.title)
    db_session.add(note)
    await db_session.flush()
    return note


@get("/notes/{note_id:int}")
async def read_note(note_id: FromPath[int], db_session: NamedDependency[AsyncSession]) -> Note:
    note = await db_session.get(Note, note_id)
    if note is None:
        raise NotFoundException
    return note


config = SQLAlchemyAsyncConfig(
    connection_string=f"sqlite+aiosqlite:///{Path(os.environ['LAB_DATA'], 'notes.db')}",
    before_send_handler="autocommit",
    alembic_config=AlembicAsyncConfig(script_location="t05_migrations"),
)
app = Litestar([list_notes, create_note, read_note], plugins=[SQLAlchemyPlugin(config)])
