import pytest
from t13 import app

pytestmark = pytest.mark.asyncio


async def test_greets_by_name():
    test_client = app.test_client()
    response = await test_client.get("/hello/Zażółć")
    assert response.status_code == 200
    assert await response.get_json() == {"message": "Hello, Zażółć!"}


async def test_unknown_page():
    test_client = app.test_client()
    response = await test_client.get("/hello")
    assert response.status_code == 404
