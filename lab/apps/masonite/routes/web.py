from masonite.routes import Route

ROUTES = [
    Route.get("/products", "ProductsController@show"),
]
