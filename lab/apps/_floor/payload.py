"""The bytes that a program answers to the requests of the measurement."""

import json

ITEMS = [{"n": n, "label": f"tea-7-{n}"} for n in range(1, 11)]
ROWS = "\n".join(f'<li class="product">tea #{n} <b>{n}.99</b></li>' for n in range(1, 21))
PAGE = f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Products: tea</title></head>
<body>
<nav><a href="/products">Products</a></nav>
<h1>Products: tea</h1>
<ul>
{ROWS}
</ul>
</body>
</html>
"""
BODIES = {
    "/api/items/7": ("200 OK", "application/json", json.dumps({"id": 7, "q": "tea", "limit": 10, "items": ITEMS}).encode()),
    "/api/orders": (
        "201 Created",
        "application/json",
        json.dumps({"customer": "Ada Lovelace", "lines": 2, "total": 89.25}).encode(),
    ),
    "/products": ("200 OK", "text/html; charset=utf-8", PAGE.encode()),
}
