import os

from app.validation.rules import positive, text, whole_number
from masonite.controllers import Controller
from masonite.request import Request
from masonite.response import Response
from masonite.validation import Validator

MAX_QUANTITY = 100 if os.getenv("BREAK") else 99


# [t02]
class OrdersController(Controller):
    def store(self, request: Request, response: Response, validate: Validator):
        order = request.all()
        errors = validate.validate(
            order,
            text("customer", r".{1,40}"),
            text("email", r"[^@\s]+@[^@\s]+\.[^@\s]+"),
            whole_number("quantity", 1, MAX_QUANTITY),
            validate.is_list("lines"),
            validate.length("lines", min=1, max=20),
        )
        if not errors:
            for line in order["lines"]:
                errors = errors or validate.validate(
                    line if isinstance(line, dict) else {},
                    text("sku", r"[A-Z]{3}-\d{4}"),
                    positive("price"),
                )
        if errors:
            return response.json({"errors": errors.all()}, status=400)
        total = int(order["quantity"]) * sum(line["price"] for line in order["lines"])
        return response.json(
            {
                "customer": order["customer"],
                "lines": len(order["lines"]),
                "total": round(total, 2),
            },
            status=201,
        )
# [/t02]
