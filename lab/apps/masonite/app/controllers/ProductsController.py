import os

from masonite.controllers import Controller
from masonite.request import Request
from masonite.views import View

ROWS = 19 if os.getenv("BREAK") else 20


# [t03]
class ProductsController(Controller):
    def show(self, view: View, request: Request):
        rows = [{"n": n, "price": f"{n}.99"} for n in range(1, ROWS + 1)]
        return view.render("t03_products", {"q": request.input("q"), "products": rows})
# [/t03]
