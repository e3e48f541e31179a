"""Migrations of a model's table by the tool of its library: made, applied to an empty SQLite file, and applied again."""

import sqlite3
import subprocess
import sys

TEA = """
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class Tea(Base):
    __tablename__ = "tea"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
"""
BOOK = """
from tortoise import fields
from tortoise.models import Model

class Tea(Model):
    id = fields.IntField(primary_key=True)
    name = fields.TextField()
"""
SETTINGS = """
TORTOISE_ORM = {
    "connections": {"default": "sqlite://teas.db"},
    "apps": {"models": {"models": ["models", "aerich.models"], "default_connection": "default"}},
}
"""


def tool(folder, *words):
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=50, check=True).stdout


def columns_and_rows(folder):
    with sqlite3.connect(folder / "teas.db") as database:
        columns = [column[1] for column in database.execute("PRAGMA table_info(tea)")]
        return columns, database.execute("SELECT * FROM tea").fetchall()


def store(folder):
    with sqlite3.connect(folder / "teas.db") as database:
        database.execute("INSERT INTO tea (name) VALUES ('green')")


def by_alembic(folder, broken):
    """The columns and rows after each of two upgrades to a model with a further field; without it where broken."""
    (folder / "models.py").write_text(TEA)
    tool(folder, "alembic", "init", "migrations")
    for name, old, new in (
        ("alembic.ini", "driver://user:pass@localhost/dbname", "sqlite:///teas.db"),
        ("migrations/env.py", "target_metadata = None", "from models import Base\ntarget_metadata = Base.metadata"),
    ):
        path = folder / name
        path.write_text(path.read_text().replace(old, new))
    tool(folder, "alembic", "revision", "--autogenerate", "-m", "teas")
    tool(folder, "alembic", "upgrade", "head")
    store(folder)
    (folder / "models.py").write_text(TEA if broken else TEA + "    minutes: Mapped[int | None]\n")
    tool(folder, "alembic", "revision", "--autogenerate", "-m", "minutes")
    seen = []
    for _ in range(2):
        tool(folder, "alembic", "upgrade", "head")
        seen.append(columns_and_rows(folder))
    return seen


def by_aerich(folder, broken):
    """The same of a model of Tortoise ORM."""
    (folder / "settings.py").write_text(SETTINGS)
    (folder / "models.py").write_text(BOOK)
    tool(folder, "aerich", "init", "-t", "settings.TORTOISE_ORM")
    tool(folder, "aerich", "init-db")
    store(folder)
    (folder / "models.py").write_text(BOOK if broken else BOOK + "    minutes = fields.IntField(null=True)\n")
    tool(folder, "aerich", "migrate", "--name", "minutes")
    seen = []
    for _ in range(2):
        tool(folder, "aerich", "upgrade")
        seen.append(columns_and_rows(folder))
    return seen
