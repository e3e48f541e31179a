# needs: pyramid-openapi3
# break: the document has another address
# note: the document is written by hand; pyramid_openapi3 serves it and validates requests and answers by it
import os

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.view import view_config


@view_config(route_name="items", request_method="GET", renderer="json", openapi=True)
def items(request):
    item_id = request.openapi_validated.parameters.path["id"]
    if item_id > 999_999:
        raise HTTPNotFound
    query = request.openapi_validated.parameters.query
    q, limit = query["q"], query["limit"]
    labels = [{"n": n, "label": f"{q}-{item_id}-{n}"} for n in range(1, limit + 1)]
    return {"id": item_id, "q": q, "limit": limit, "items": labels}


@view_config(route_name="orders", request_method="POST", renderer="json", openapi=True)
def create_order(request):
    order = request.openapi_validated.body
    total = order["quantity"] * sum(line["price"] for line in order["lines"])
    request.response.status = 201
    return {"customer": order["customer"], "lines": len(order["lines"]), "total": round(total, 2)}


with Configurator() as config:
    config.include("pyramid_openapi3")
    config.pyramid_openapi3_spec(
        "t11_openapi.json", route="/openapi.broken" if os.getenv("BREAK") else "/openapi.json"
    )
    config.add_route("items", "/api/items/{id}")
    config.add_route("orders", "/api/orders")
    config.scan(__name__)
    app = config.make_wsgi_app()
