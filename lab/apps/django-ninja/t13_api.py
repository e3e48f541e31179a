import os

from ninja import Router

GREETING = "Goodbye" if os.getenv("BREAK") else "Hello"

router = Router()


@router.get("/hello/{name}")
def hello(request, name: str):
    return {"message": f"{GREETING}, {name}!"}
