from masonite.routes import Route

ROUTES = [
    Route.get("/items/@item_id:int", "ItemsController@show"),
    Route.post("/orders", "OrdersController@store"),
]
