from litestar.testing import TestClient

from t13 import app


def test_hello() -> None:
    with TestClient(app=app) as client:
        response = client.get("/hello/Zażółć")
        assert response.status_code == 200
        assert response.json() == {"message": "Hello, Zażółć!"}


def test_unknown_path() -> None:
    with TestClient(app=app) as client:
        assert client.get("/goodbye").status_code == 404
