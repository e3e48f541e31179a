# needs: pyyaml, pydantic
# break: the document says that limit may be 51
# note: the document is put together from the docstrings; nothing compares it with what the handlers do
import os

from pydantic import BaseModel, Field, ValidationError
from pydantic.json_schema import models_json_schema
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.schemas import SchemaGenerator


class ItemQuery(BaseModel):
    q: str = ""
    limit: int = Field(default=10, ge=1, le=51 if os.getenv("BREAK") else 50)


class Line(BaseModel):
    sku: str = Field(pattern=r"^[A-Z]{3}-\d{4}$")
    price: float = Field(gt=0)


class Order(BaseModel):
    customer: str = Field(min_length=1, max_length=40)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    quantity: int = Field(ge=1, le=99)
    lines: list[Line] = Field(min_length=1, max_length=20)


_, models = models_json_schema(
    [(ItemQuery, "validation"), (Order, "validation")], ref_template="#/components/schemas/{model}"
)
schemas = SchemaGenerator(
    {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "components": {"schemas": models["$defs"]},
    }
)


async def read_items(request: Request) -> JSONResponse:
    """
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer}}
      - {name: q, in: query, schema: {$ref: "#/components/schemas/ItemQuery/properties/q"}}
      - {name: limit, in: query, schema: {$ref: "#/components/schemas/ItemQuery/properties/limit"}}
    responses:
      200: {description: The items}
    """
    item_id = request.path_params["id"]
    query = ItemQuery.model_validate(dict(request.query_params))
    items = [{"n": n, "label": f"{query.q}-{item_id}-{n}"} for n in range(1, query.limit + 1)]
    return JSONResponse({"id": item_id, "q": query.q, "limit": query.limit, "items": items})


async def create_order(request: Request) -> JSONResponse:
    """
    requestBody:
      required: true
      content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}
    responses:
      201: {description: The order was created}
    """
    order = Order.model_validate_json(await request.body())
    total = order.quantity * sum(line.price for line in order.lines)
    body = {"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)}
    return JSONResponse(body, status_code=201)


async def openapi(request: Request) -> JSONResponse:
    return JSONResponse(schemas.get_schema(routes=request.app.routes))


async def invalid(request: Request, exc: ValidationError) -> Response:
    return Response(exc.json(include_url=False, include_input=False), status_code=422, media_type="application/json")


app = Starlette(
    routes=[
        Route("/api/items/{id:int}", read_items),
        Route("/api/orders", create_order, methods=["POST"]),
        Route("/openapi.json", openapi, include_in_schema=False),
    ],
    exception_handlers={ValidationError: invalid},
)
