import pytest
from t13 import app


@pytest.fixture
def client():
    return app.test_client()


def test_greets_by_name(client):
    response = client.get("/hello/Zażółć")
    assert response.status_code == 200
    assert response.json == {"message": "Hello, Zażółć!"}


def test_unknown_page(client):
    assert client.get("/hello").status_code == 404
