# needs: sqlmodel, alembic
# prepare: {python} -m alembic -c t05_alembic.ini upgrade head
# break: titles of 81 characters are accepted
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from sqlmodel import Field, Session, SQLModel, create_engine, select

TITLE_MAX = 81 if os.getenv("BREAK") else 80

engine = create_engine(f"sqlite:///{Path(os.environ['LAB_DATA'], 'notes.db')}")


class NoteBase(SQLModel):
    title: str = Field(min_length=1, max_length=TITLE_MAX)


class Note(NoteBase, table=True):
    id: int | None = Field(default=None, primary_key=True)
    done: bool = False


class NotePublic(NoteBase):
    id: int
    done: bool


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]

app = FastAPI()


@app.get("/notes", response_model=list[NotePublic])
def read_notes(session: SessionDep) -> Sequence[Note]:
    return session.exec(select(Note).order_by(Note.id)).all()


@app.post("/notes", response_model=NotePublic, status_code=201)
def create_note(note: NoteBase, session: SessionDep) -> Note:
    db_note = Note.model_validate(note)
    session.add(db_note)
    session.commit()
    session.refresh(db_note)
    return db_note


@app.get("/notes/{note_id}", response_model=NotePublic)
def read_note(note_id: int, session: SessionDep) -> Note:
    note = session.get(Note, note_id)
    if note is None:
        raise HTTPException(status_code=404, detail="Note not found")
    return note
