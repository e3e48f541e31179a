from sanic_testing.testing import SanicTestClient

from t13 import app

client = SanicTestClient(app)


def test_hello() -> None:
    _, response = client.get("/hello/Zażółć")
    assert response.status == 200
    assert response.json == {"message": "Hello, Zażółć!"}


def test_unknown_path() -> None:
    _, response = client.get("/goodbye")
    assert response.status == 404
