# needs: httpx2
# break: the greeting forgets the name
import os

from fastapi import FastAPI

GREETING = "Hello!" if os.getenv("BREAK") else "Hello, {name}!"

app = FastAPI()


@app.get("/hello/{name}")
async def hello(name: str) -> dict[str, str]:
    return {"message": GREETING.format(name=name)}
