from django.test import SimpleTestCase


class HelloTests(SimpleTestCase):
    def test_greets_by_name(self):
        response = self.client.get("/hello/Zażółć")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.json(), {"message": "Hello, Zażółć!"})

    def test_unknown_page(self):
        self.assertEqual(self.client.get("/hello").status_code, 404)
