"""An upgrade is finished by itself only where no old node can be."""

import pytest
from django.db import connection

from editorial.operation.nodes.upgrading import is_alone

pytestmark = pytest.mark.django_db


def test_whoever_else_is_connected_to_a_server_is_seen() -> None:
    other = connection.copy()
    other.ensure_connection()
    try:
        assert is_alone() is (connection.vendor != "postgresql")
    finally:
        other.close()
