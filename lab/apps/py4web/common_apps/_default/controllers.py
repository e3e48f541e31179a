import os

from py4web import action, request, response
from pydal.validators import (
    IS_FLOAT_IN_RANGE,
    IS_INT_IN_RANGE,
    IS_LENGTH,
    IS_MATCH,
    ValidationError,
    Validator,
)

MAX_LIMIT, MAX_QUANTITY, ROWS = (51, 100, 19) if os.getenv("BREAK") else (50, 99, 20)


# [t01]
@action("api/items/<item_id:int>", method="GET")
def items(item_id):
    if item_id > 999_999:
        response.status = 404
        return {"error": "There is no such item."}
    q = request.query.get("q", "")
    limit, error = IS_INT_IN_RANGE(1, MAX_LIMIT + 1)(request.query.get("limit", 10))
    if error:
        response.status = 400
        return {"errors": {"limit": error}}
    return {
        "id": item_id,
        "q": q,
        "limit": limit,
        "items": [{"n": n, "label": f"{q}-{item_id}-{n}"} for n in range(1, limit + 1)],
    }
# [/t01]


# [t02]
class IS_OBJECT(Validator):
    def __init__(self, **fields):
        self.fields = fields

    def validate(self, value, record_id=None):
        if not isinstance(value, dict):
            raise ValidationError("Enter an object")
        results = {name: check(value.get(name) or "") for name, check in self.fields.items()}
        errors = {name: error for name, (_, error) in results.items() if error}
        if errors:
            raise ValidationError(errors)
        return {name: cleaned for name, (cleaned, _) in results.items()}


class IS_LIST_OF_OBJECTS(IS_OBJECT):
    def validate(self, value, record_id=None):
        if not isinstance(value, list) or not 1 <= len(value) <= 20:
            raise ValidationError("Enter a list of 1 to 20 objects")
        return [super(IS_LIST_OF_OBJECTS, self).validate(item) for item in value]


IS_ORDER = IS_OBJECT(
    customer=IS_LENGTH(40, 1),
    email=IS_MATCH(r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
    quantity=IS_INT_IN_RANGE(1, MAX_QUANTITY + 1),
    lines=IS_LIST_OF_OBJECTS(
        sku=IS_MATCH(r"^[A-Z]{3}-\d{4}$"),
        price=IS_FLOAT_IN_RANGE(0.01),
    ),
)


@action("api/orders", method="POST")
def create_order():
    order, errors = IS_ORDER(request.json)
    if errors:
        response.status = 400
        return {"errors": errors}
    total = order["quantity"] * sum(line["price"] for line in order["lines"])
    response.status = 201
    return {"customer": order["customer"], "lines": len(order["lines"]), "total": round(total, 2)}
# [/t02]


# [t03]
@action("products", method="GET")
@action.uses("t03_products.html")
def products():
    rows = [{"n": n, "price": f"{n}.99"} for n in range(1, ROWS + 1)]
    return {"q": request.query.get("q", ""), "products": rows}
# [/t03]
