# needs: sqlalchemy, alembic, zope-sqlalchemy, pyramid-tm, colander
# prepare: {bin}/alembic -c t05_alembic.ini upgrade head
# break: the list is sorted by the newest note first
import os
from pathlib import Path

import colander
import zope.sqlalchemy
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPNotFound
from pyramid.view import view_config
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

    def __json__(self, request):
        return {"id": self.id, "title": self.title, "done": self.done}


ORDER = Note.id.desc() if os.getenv("BREAK") else Note.id


class NewNote(colander.Schema):
    title = colander.SchemaNode(
        colander.String(allow_empty=False), validator=colander.Length(max=80)
    )


@view_config(route_name="notes", request_method="GET", renderer="json")
def list_notes(request):
    return list(request.dbsession.scalars(select(Note).order_by(ORDER)))


@view_config(route_name="notes", request_method="POST", renderer="json")
def create_note(request):
    try:
        data = NewNote().deserialize(request.json_body)
    except (ValueError, colander.Invalid) as error:
        raise HTTPBadRequest(str(error)) from error
    note = Note(**data)
    request.dbsession.add(note)
    request.dbsession.flush()
    request.response.status = 201
    return note


@view_config(route_name="note", request_method="GET", renderer="json")
def show_note(request):
    note = request.dbsession.get(Note, int(request.matchdict["id"]))
    if note is None:
        raise HTTPNotFound
    return note


def dbsession(request):
    session = Session(engine)
    zope.sqlalchemy.register(session, transaction_manager=request.tm)
    return session


with Configurator() as config:
    config.include("pyramid_tm")
    config.add_request_method(dbsession, reify=True)
    config.add_route("notes", "/notes")
    config.add_route("note", r"/notes/{id:\d+}")
    config.scan(__name__)
    app = config.make_wsgi_app()
