# needs: jinja2, pydantic
# break: limit 51 and quantity 100 are accepted, the list ends one row early
# note: Starlette has no validation of its own; the refusals are Pydantic's
import os

from pydantic import BaseModel, Field, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

LIMIT_MAX, QUANTITY_MAX, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)


async def invalid(request: Request, exc: ValidationError) -> Response:
    return Response(exc.json(include_url=False, include_input=False), status_code=422, media_type="application/json")


# [t01]
class ItemQuery(BaseModel):
    q: str = ""
    limit: int = Field(default=10, ge=1, le=LIMIT_MAX)


async def read_items(request: Request) -> JSONResponse:
    item_id = request.path_params["item_id"]
    if item_id > 999_999:
        return JSONResponse({"detail": "Item not found"}, status_code=404)
    query = ItemQuery.model_validate(dict(request.query_params))
    items = [{"n": n, "label": f"{query.q}-{item_id}-{n}"} for n in range(1, query.limit + 1)]
    return JSONResponse({"id": item_id, "q": query.q, "limit": query.limit, "items": items})
# [/t01]


# [t02]
class Line(BaseModel):
    sku: str = Field(pattern=r"^[A-Z]{3}-\d{4}$")
    price: float = Field(gt=0)


class Order(BaseModel):
    customer: str = Field(min_length=1, max_length=40)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    quantity: int = Field(ge=1, le=QUANTITY_MAX)
    lines: list[Line] = Field(min_length=1, max_length=20)


async def create_order(request: Request) -> JSONResponse:
    order = Order.model_validate_json(await request.body())
    total = order.quantity * sum(line.price for line in order.lines)
    body = {"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)}
    return JSONResponse(body, status_code=201)
# [/t02]


# [t03]
templates = Jinja2Templates(directory="templates")


async def list_products(request: Request) -> Response:
    products = [(n, f"{n}.99") for n in range(1, ROWS + 1)]
    context = {"q": request.query_params.get("q", ""), "products": products}
    return templates.TemplateResponse(request, "t03_products.html", context)
# [/t03]


app = Starlette(
    routes=[
        Route("/api/items/{item_id:int}", read_items),
        Route("/api/orders", create_order, methods=["POST"]),
        Route("/products", list_products),
    ],
    exception_handlers={ValidationError: invalid},
)
