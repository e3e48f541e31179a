"""Tools of Falcon: validation, tests, the command, types."""

import subprocess
from importlib import metadata

import falcon
from falcon import testing
from loopback import BIN
from proof import BROKEN, cell

APP = """
import falcon

class Hello:
    def on_get(self, request, response):
        response.text = "hello"

app = falcon.App()
app.add_route("/hello/{name}", Hello())
"""


@cell("request-validation", "builtin", packages=["jsonschema"])
def test_a_body_that_does_not_fit_never_reaches_the_handler():
    from falcon.media.validators.jsonschema import validate

    seen = []
    number = {"type": "integer", "minimum": 1, "maximum": 99}
    schema = {"type": "object", "required": ["number"], "properties": {} if BROKEN else {"number": number}}

    class Order:
        @validate(schema)
        def on_post(self, request, response):
            seen.append(request.media["number"])

    app = falcon.App()
    app.add_route("/", Order())
    client = testing.TestClient(app)
    wrong = [client.simulate_post("/", json={"number": value}).status_code for value in (0, 100, "text")]
    wrong.append(client.simulate_post("/", body="", content_type="application/json").status_code)
    assert wrong == [400, 400, 400, 400]
    assert client.simulate_post("/", json={"number": 5}).status_code == 200
    assert seen == [5]


@cell("test-client", "builtin")
def test_a_test_notices_a_changed_handler():
    class Greeting:
        def on_get(self, request, response):
            response.text = "good night" if BROKEN else "good morning"
            response.status = falcon.HTTP_200

    app = falcon.App()
    app.add_route("/greeting", Greeting())
    client = testing.TestClient(app)
    answer = client.simulate_get("/greeting")
    assert (answer.status_code, answer.text) == (200, "good morning")
    assert client.simulate_get("/elsewhere").status_code == 404


@cell("cli", "builtin")
def test_the_command_lists_routes(tmp_path):
    tmp_path.joinpath("shop.py").write_text(APP.replace("app.add_route", "#") if BROKEN else APP)
    command = [BIN / "falcon-inspect-app", "shop:app"]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=30)
    assert "/hello/{name} - Hello" in answer.stdout


@cell("type-hints", "builtin")
def test_the_installed_distribution_is_marked_as_typed():
    files = {str(file) for file in metadata.files("falcon")} - ({"falcon/py.typed"} if BROKEN else set())
    assert "falcon/py.typed" in files


@cell("free-threading", "builtin")
def test_a_classifier_states_support_without_the_lock():
    level = "4 - Resilient" if BROKEN else "3 - Stable"
    classifiers = metadata.metadata("falcon").get_all("Classifier")
    assert f"Programming Language :: Python :: Free Threading :: {level}" in classifiers
