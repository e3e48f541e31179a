from fastapi.testclient import TestClient

from t13 import app

client = TestClient(app)


def test_hello() -> None:
    response = client.get("/hello/Zażółć")
    assert response.status_code == 200
    assert response.json() == {"message": "Hello, Zażółć!"}


def test_unknown_path() -> None:
    assert client.get("/goodbye").status_code == 404
