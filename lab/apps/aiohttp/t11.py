# needs: aiohttp-pydantic
# note: the project's own aiohttp-apischema 0.0.2 describes no path parameters; aiohttp-pydantic does
# break: the document says that limit may be 51
import os
import sys
from typing import Annotated

from aiohttp import web
from aiohttp_pydantic import PydanticView
from aiohttp_pydantic.oas.typing import r200, r201
from aiohttp_pydantic.oas.view import generate_oas
from pydantic import BaseModel, Field

LIMIT_MAX = 51 if os.getenv("BREAK") else 50

routes = web.RouteTableDef()


class Item(BaseModel):
    n: int
    label: str


class ItemList(BaseModel):
    id: int
    q: str
    limit: int
    items: list[Item]


class Line(BaseModel):
    sku: str = Field(pattern=r"^[A-Z]{3}-\d{4}$")
    price: float = Field(gt=0)


class Order(BaseModel):
    customer: str = Field(min_length=1, max_length=40)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    quantity: int = Field(ge=1, le=99)
    lines: list[Line] = Field(min_length=1, max_length=20)


class Receipt(BaseModel):
    customer: str
    lines: int
    total: float


@routes.view("/api/items/{id}")
class ItemsView(PydanticView):
    async def get(
        self, id: int, /, q: str = "", limit: Annotated[int, Field(ge=1, le=LIMIT_MAX)] = 10
    ) -> r200[ItemList]:
        items = [{"n": n, "label": f"{q}-{id}-{n}"} for n in range(1, limit + 1)]
        return web.json_response({"id": id, "q": q, "limit": limit, "items": items})


@routes.view("/api/orders")
class OrdersView(PydanticView):
    async def post(self, order: Order) -> r201[Receipt]:
        total = order.quantity * sum(line.price for line in order.lines)
        body = {"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)}
        return web.json_response(body, status=201)


@routes.get("/openapi.json")
async def openapi(request: web.Request) -> web.Response:
    return web.json_response(generate_oas([request.app]))


app = web.Application()
app.add_routes(routes)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
