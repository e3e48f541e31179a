from django.test import SimpleTestCase
from ninja.testing import TestClient
from t13_api import router


class HelloTests(SimpleTestCase):
    def test_greets_by_name(self):
        response = TestClient(router).get("/hello/Zażółć")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.json(), {"message": "Hello, Zażółć!"})
