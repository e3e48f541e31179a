import falcon
import pytest
from falcon import testing
from t13 import app


@pytest.fixture
def client():
    return testing.TestClient(app)


def test_greets_by_name(client):
    result = client.simulate_get("/hello/Zażółć")
    assert result.status == falcon.HTTP_200
    assert result.json == {"message": "Hello, Zażółć!"}


def test_unknown_page(client):
    assert client.simulate_get("/hello").status == falcon.HTTP_404
