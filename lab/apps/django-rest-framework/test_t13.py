from rest_framework import status
from rest_framework.test import APISimpleTestCase


class HelloTests(APISimpleTestCase):
    def test_greets_by_name(self):
        response = self.client.get("/hello/Zażółć")
        self.assertEqual(response.status_code, status.HTTP_200_OK)
        self.assertEqual(response.data, {"message": "Hello, Zażółć!"})

    def test_wrong_method(self):
        response = self.client.post("/hello/Ann")
        self.assertEqual(response.status_code, status.HTTP_405_METHOD_NOT_ALLOWED)
