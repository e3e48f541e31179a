<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Contact</title>
</head>
<body>
  <form method="post">
    <input type="hidden" name="csrf_token" value="{{token}}">
    <p><label>Name <input name="name" value="{{form.get("name", "")}}"></label> {{errors.get("name", "")}}</p>
    <p><label>Message <textarea name="message">{{form.get("message", "")}}</textarea></label> {{errors.get("message", "")}}</p>
    <button>Send</button>
  </form>
</body>
</html>
