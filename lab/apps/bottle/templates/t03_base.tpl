<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>{{title}}</title>
</head>
<body>
  <nav><a href="/products">Products</a></nav>
  {{!base}}
</body>
</html>
