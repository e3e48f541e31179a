import os

from app.validation.rules import whole_number
from masonite.controllers import Controller
from masonite.request import Request
from masonite.response import Response

MAX_LIMIT = 51 if os.getenv("BREAK") else 50


# [t01]
class ItemsController(Controller):
    def show(self, request: Request, response: Response):
        item_id = int(request.param("item_id"))
        if item_id > 999_999:
            return response.json({"error": "There is no such item."}, status=404)
        if request.input("limit"):
            errors = request.validate(whole_number("limit", 1, MAX_LIMIT))
            if errors:
                return response.json({"errors": errors.all()}, status=400)
        q = request.input("q")
        limit = int(request.input("limit") or 10)
        return {
            "id": item_id,
            "q": q,
            "limit": limit,
            "items": [{"n": n, "label": f"{q}-{item_id}-{n}"} for n in range(1, limit + 1)],
        }
# [/t01]
