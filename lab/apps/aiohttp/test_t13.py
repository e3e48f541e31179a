from pytest_aiohttp.plugin import AiohttpClient

from t13 import create_app


async def test_hello(aiohttp_client: AiohttpClient) -> None:
    client = await aiohttp_client(create_app())
    response = await client.get("/hello/Zażółć")
    assert response.status == 200
    assert await response.json() == {"message": "Hello, Zażółć!"}


async def test_unknown_path(aiohttp_client: AiohttpClient) -> None:
    client = await aiohttp_client(create_app())
    response = await client.get("/goodbye")
    assert response.status == 404
