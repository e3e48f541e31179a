"""What was looked for in NiceGUI and not found: each try and what came of it."""

import re
from importlib import metadata

from fastapi import FastAPI
from nicegui import ui
from proof import cell
from trying import client_of


def files_that_say(pattern):
    """The Python files of the installed package in which the pattern stands."""
    files = [file for file in metadata.files("nicegui") if file.suffix == ".py"]
    return [str(file) for file in files if re.search(pattern, file.read_text(), re.IGNORECASE)]


@cell("content-negotiation", "none-found")
def test_a_page_is_html_whatever_is_accepted():
    """Tried: a page asked for as JSON and as HTML; and the source, for “negotiat” and “best_match”."""

    def pages():
        @ui.page("/page")
        def page():
            ui.label("tea")

    with client_of(FastAPI(), pages) as client:
        kinds = {
            client.get("/page", headers={"Accept": accept}).headers["content-type"].split(";")[0]
            for accept in ("application/json", "text/html", "text/html;q=0.5, application/json")
        }
    assert kinds == {"text/html"}
    assert files_that_say("negotiat|best_match|accept_mimetypes") == []


@cell("free-threading", "none-found")
def test_the_package_says_nothing_of_free_threading():
    """Tried: the classifiers, the description and the source, for “free-threaded”, “nogil” and “3.14t”."""
    about = metadata.metadata("nicegui")
    said = [*about.get_all("Classifier"), about.get_payload()]
    assert not [line for line in said if re.search(r"free.thread|nogil|3\.1[34]t", line, re.IGNORECASE)]
    assert files_that_say(r"free.thread|nogil|3\.1[34]t") == []


@cell("wsgi", "none-found")
def test_the_application_is_no_wsgi_application():
    """Tried: the application called as WSGI servers call it; what comes back is no answer but a coroutine."""
    with client_of(api := FastAPI()):
        started, refusal = [], ""
        try:
            list(api({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda status, headers: started.append(status)))
        except TypeError as error:
            refusal = str(error)
    assert ("argument" in refusal, started) == (True, [])
