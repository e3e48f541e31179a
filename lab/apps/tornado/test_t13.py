import json
from urllib.parse import quote

from tornado.testing import AsyncHTTPTestCase
from tornado.web import Application

from t13 import make_app


class HelloTest(AsyncHTTPTestCase):
    def get_app(self) -> Application:
        return make_app()

    def test_hello(self) -> None:
        response = self.fetch(f"/hello/{quote('Zażółć')}")
        self.assertEqual(response.code, 200)
        self.assertEqual(json.loads(response.body), {"message": "Hello, Zażółć!"})

    def test_unknown_path(self) -> None:
        self.assertEqual(self.fetch("/goodbye").code, 404)
