"""Schema migrations for the models of Tortoise ORM, which the cell on the ORM names."""

from proof import BROKEN, cell
from schema_migrations import by_aerich


@cell("migrations", "third-party", packages=["tortoise-orm", "aerich"])
def test_a_column_is_added_and_the_row_kept(tmp_path):
    with_the_column = ["id", "name", "minutes"], [(1, "green", None)]
    assert by_aerich(tmp_path, BROKEN) == [with_the_column, with_the_column]
