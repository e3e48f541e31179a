from urllib.parse import quote

import pytest
from t13 import app
from webtest import TestApp


@pytest.fixture
def testapp():
    return TestApp(app)


def test_greets_by_name(testapp):
    response = testapp.get("/hello/" + quote("Zażółć"), status=200)
    assert response.json == {"message": "Hello, Zażółć!"}


def test_unknown_page(testapp):
    testapp.get("/hello", status=404)
