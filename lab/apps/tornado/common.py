# needs: pydantic
# break: limit 51 and quantity 100 are accepted, the list ends one row early
# note: Tornado has no validation of its own; the refusals are Pydantic's
import asyncio
import os
import sys
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from tornado.web import Application, HTTPError, RequestHandler

LIMIT_MAX, QUANTITY_MAX, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)


class APIHandler(RequestHandler):
    """Answers errors as JSON."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs["exc_info"][1]
        if isinstance(error, ValidationError):
            self.set_status(422)
            self.finish({"detail": error.errors(include_url=False, include_input=False)})
        else:
            self.finish({"detail": self._reason})

    def log_exception(self, typ: type[BaseException] | None, value: BaseException | None, tb: Any) -> None:
        if not isinstance(value, ValidationError):  # the client's mistake, not ours
            super().log_exception(typ, value, tb)


# [t01]
class ItemQuery(BaseModel):
    q: str = ""
    limit: int = Field(default=10, ge=1, le=LIMIT_MAX)


class ItemsHandler(APIHandler):
    def get(self, path_id: str) -> None:
        item_id = int(path_id)
        if item_id > 999_999:
            raise HTTPError(404)
        query = ItemQuery.model_validate(
            {"q": self.get_query_argument("q", "", strip=False), "limit": self.get_query_argument("limit", "10")}
        )
        items = [{"n": n, "label": f"{query.q}-{item_id}-{n}"} for n in range(1, query.limit + 1)]
        self.write({"id": item_id, "q": query.q, "limit": query.limit, "items": items})
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


class OrdersHandler(APIHandler):
    def post(self) -> None:
        order = Order.model_validate_json(self.request.body)
        total = order.quantity * sum(line.price for line in order.lines)
        self.set_status(201)
        self.write({"customer": order.customer, "lines": len(order.lines), "total": round(total, 2)})
# [/t02]


# [t03]
class ProductsHandler(RequestHandler):
    def get(self) -> None:
        products = [(n, f"{n}.99") for n in range(1, ROWS + 1)]
        self.render("t03_products.html", q=self.get_query_argument("q", "", strip=False), products=products)
# [/t03]


def make_app() -> Application:
    return Application(
        [
            (r"/api/items/(\d+)", ItemsHandler),
            (r"/api/orders", OrdersHandler),
            (r"/products", ProductsHandler),
        ],
        template_path="templates",
    )


async def main() -> None:
    make_app().listen(int(sys.argv[1]), address="127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
