# needs: pytest-asyncio
# break: the greeting is Goodbye
import os

from quart import Quart

GREETING = "Goodbye" if os.getenv("BREAK") else "Hello"

app = Quart(__name__)


@app.get("/hello/<name>")
async def hello(name):
    return {"message": f"{GREETING}, {name}!"}
