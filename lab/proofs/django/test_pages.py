"""Feature cells of Django: templates, forms, translations, files, development server."""

import re
import time
from contextlib import suppress
from html.parser import HTMLParser

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.test import Client
from django.urls import path
from django.utils.translation import gettext, ngettext
from django.views.decorators.csrf import csrf_exempt
from django_project import compiled, fetch, free_port, new_project, project, started
from proof import BROKEN, cell

ENGINE = "django.template.backends.django.DjangoTemplates"


@cell("templating", "builtin")
def test_render_fills_a_template_file_with_three_values(tmp_path):
    (tmp_path / "list.html").write_text("<ul>{% for tea in teas %}<li>{{ tea }}</li>{% endfor %}</ul>")

    def page(request):
        return render(request, "list.html", {} if BROKEN else {"teas": ["green", "black", "white"]})

    with project(path("", page), TEMPLATES=[{"BACKEND": ENGINE, "DIRS": [tmp_path]}]) as client:
        answer = client.get("/")
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert answer.text == "<ul><li>green</li><li>black</li><li>white</li></ul>"


@cell("auto-escaping", "builtin")
def test_a_value_in_a_template_stays_text():
    class Reader(HTMLParser):
        tags, text = (), ""

        def handle_starttag(self, tag, attributes):
            self.tags = (*self.tags, tag, *(value for _, value in attributes))

        def handle_data(self, data):
            self.text += data

    template = engines["django"].from_string(
        '<p title="{{ text%s }}">{{ text%s }}</p>' % (("|safe",) * 2 if BROKEN else ("",) * 2)
    )
    hostile = "<script>alert(1)</script> \"double\" and 'single'"
    reader = Reader()
    reader.feed(template.render({"text": hostile}))
    assert (reader.tags, reader.text) == (("p", hostile), hostile)


@cell("forms", "builtin")
def test_a_form_comes_back_with_the_message_and_what_was_typed():
    class Contact(forms.Form):
        name = forms.CharField(max_length=None if BROKEN else 10)

    def page(request):
        form = Contact(request.POST or None if request.method == "GET" else request.POST)
        if form.is_valid():
            return HttpResponse("hello " + form.cleaned_data["name"])
        return HttpResponse(form.as_p())

    with project(path("", page)) as client:
        empty, long, right = (client.post("/", {"name": name}).text for name in ("", "elevenchars", "Zofia"))
        shown = client.get("/").text
    assert re.search(r'<input type="text" name="name" maxlength="10" required', shown)
    assert "This field is required." in empty
    assert "Ensure this value has at most 10 characters (it has 11)." in long
    assert 'value="elevenchars"' in long
    assert right == "hello Zofia"


@cell("csrf", "builtin")
def test_a_form_without_its_token_is_refused():
    form = engines["django"].from_string("{% csrf_token %}")

    def page(request):
        return HttpResponse(form.render({}, request) if request.method == "GET" else "taken")

    with project(path("", csrf_exempt(page) if BROKEN else page)):
        visitor = Client(enforce_csrf_checks=True)
        token = re.search(r'value="(\w+)"', visitor.get("/").text)[1]
        changed = ("a" if token[0] != "a" else "b") + token[1:]
        sent = [(visitor, token), (visitor, ""), (visitor, changed), (Client(enforce_csrf_checks=True), token)]
        statuses = [client.post("/", {"csrfmiddlewaretoken": value}).status_code for client, value in sent]
    assert statuses == [200, 403, 403, 403]


@cell("i18n", "builtin")
def test_a_message_is_translated_into_the_language_of_the_request(tmp_path):
    def page(request):
        counted = [ngettext("%(n)d file", "%(n)d files", n) % {"n": n} for n in (1, 3, 25)]
        return HttpResponse(", ".join([gettext("Good day"), *counted]))

    plural = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    polish = {
        "": f"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: {plural}\n",
        "Good day": "Dzień dobry",
        "%(n)d file\0%(n)d files": "%(n)d plik\0%(n)d pliki\0%(n)d plików",
    }
    compiled(tmp_path, "pl", polish)
    locale = [] if BROKEN else ["django.middleware.locale.LocaleMiddleware"]
    with project(path("", page), middleware=locale, LOCALE_PATHS=[tmp_path], LANGUAGE_CODE="en") as client:
        texts = [client.get("/", headers={"accept-language": language}).text for language in ("en", "pl")]
    assert texts == ["Good day, 1 file, 3 files, 25 files", "Dzień dobry, 1 plik, 3 pliki, 25 plików"]


@cell("static-files", "builtin")
def test_files_of_a_folder_are_served_under_a_prefix_and_none_outside_it(tmp_path):
    (tmp_path / "secret.txt").write_text("secret\n")
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "note.txt").write_text("tea")
    (folder / "dot.png").write_bytes(b"\x89PNG")
    new_project(tmp_path, "" if BROKEN else "STATICFILES_DIRS = [BASE_DIR / 'files']")
    port = free_port()
    with started(tmp_path, "manage.py", "runserver", "--noreload", str(port), port=port) as site:
        names = ("note.txt", "dot.png", "../secret.txt", "%2e%2e/secret.txt")
        answers = [fetch(f"{site}/static/{name}") for name in names]
    assert [(answer.status, answer.text) for answer in answers[:1]] == [(200, "tea")]
    assert all(answer.status >= 400 and "secret\n" not in answer.text for answer in answers[2:])
    assert [answer.headers["Content-Type"] for answer in answers[:2]] == ["text/plain", "image/png"]


@cell("dev-reload", "builtin")
def test_runserver_serves_a_changed_file(tmp_path):
    view = "from django.http import HttpResponse\ndef hello(request): return HttpResponse('{}')\n"
    urls = "from shop.views import hello\nurlpatterns = [path('', hello)]"
    new_project(tmp_path, urls=urls, shop__views=view.format("before"))
    port, texts = free_port(), []
    options = ["--noreload"] if BROKEN else []
    with started(tmp_path, "manage.py", "runserver", str(port), *options, port=port) as site:
        texts.append(fetch(site).text)
        time.sleep(2)  # until the reloader has looked at the files once
        (tmp_path / "shop" / "views.py").write_text(view.format("after it was saved"))
        began = time.monotonic()
        while time.monotonic() - began < 10 and texts[-1] != "after it was saved":
            time.sleep(0.5)
            with suppress(OSError):
                texts.append(fetch(site).text)
    assert texts[0] == "before"
    assert texts[-1] == "after it was saved"
