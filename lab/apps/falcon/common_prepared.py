# needs: jsonschema
# uses: common.py
# break: quantity 100 is accepted
# note: the validator of common.py's schema is made once, not for each request
import falcon
from common import ORDER_SCHEMA
from jsonschema import Draft202012Validator, ValidationError


# [t02]
validator = Draft202012Validator(ORDER_SCHEMA)


def validate_order(req, resp, resource, params):
    try:
        validator.validate(req.media)
    except ValidationError as error:
        raise falcon.MediaValidationError(
            title="Request data failed validation", description=error.message
        ) from error


class OrdersResource:
    @falcon.before(validate_order)
    def on_post(self, req, resp):
        order = req.media
        total = order["quantity"] * sum(line["price"] for line in order["lines"])
        resp.status = falcon.HTTP_201
        resp.media = {
            "customer": order["customer"],
            "lines": len(order["lines"]),
            "total": round(total, 2),
        }
# [/t02]


app = falcon.App()
app.add_route("/api/orders", OrdersResource())
