"""Schema migrations for the models of SQLAlchemy, which the cell on the ORM names."""

from proof import BROKEN, cell
from schema_migrations import by_alembic


@cell("migrations", "third-party", packages=["bottle-sqlalchemy", "alembic"])
def test_a_column_is_added_and_the_row_kept(tmp_path):
    with_the_column = ["id", "name", "minutes"], [(1, "green", None)]
    assert by_alembic(tmp_path, BROKEN) == [with_the_column, with_the_column]
