# break: the greeting forgets the name
import os

from litestar import Litestar, get
from litestar.params import FromPath

GREETING = "Hello!" if os.getenv("BREAK") else "Hello, {name}!"


@get("/hello/{name:str}")
async def hello(name: FromPath[str]) -> dict[str, str]:
    return {"message": GREETING.format(name=name)}


app = Litestar([hello])
