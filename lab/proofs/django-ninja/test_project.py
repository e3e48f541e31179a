"""Feature cells of Django Ninja: what a project with it takes from Django."""

import re
import time
from contextlib import suppress
from textwrap import dedent

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.urls import path
from django_project import command, fetch, free_port, new_project, project, shell, started, tables
from proof import BROKEN, cell


@cell("orm", "builtin")
def test_a_row_is_found_as_an_object_in_a_new_process(tmp_path):
    model = """
        from django.db import models

        class Book(models.Model):
            title = models.TextField()
            year = models.IntegerField()
    """
    new_project(tmp_path, "INSTALLED_APPS += ['ninja', 'books']", books__models=model)
    command(tmp_path, "manage.py", "makemigrations", "books")
    command(tmp_path, "manage.py", "migrate", "books")
    store = """
        from books.models import Book
        for year in {years}:
            Book.objects.create(title="of " + str(year), year=year)
    """
    shell(tmp_path, store.format(years=[1937] if BROKEN else [1937, 1954, 1977]))
    find = """
        from books.models import Book
        book = Book.objects.filter(year=1954).first()
        print(type(book).__name__, book and book.title)
    """
    assert shell(tmp_path, find) == "Book of 1954\n"


@cell("migrations", "builtin")
def test_a_migration_adds_a_column_keeps_the_rows_and_runs_once(tmp_path):
    model = """
        from django.db import models

        class Book(models.Model):
            title = models.TextField()
    """
    new_project(tmp_path, "INSTALLED_APPS += ['ninja', 'books']", books__models=model)
    command(tmp_path, "manage.py", "makemigrations", "books")
    command(tmp_path, "manage.py", "migrate", "books")
    run = "from django.db import connection\nprint(connection.cursor().execute({!r}).fetchall())"
    shell(tmp_path, run.format("insert into books_book (title) values ('kept')"))
    if not BROKEN:
        with (tmp_path / "books" / "models.py").open("a") as file:
            file.write("    year = models.IntegerField(default=1954)\n")
    command(tmp_path, "manage.py", "makemigrations", "books")
    command(tmp_path, "manage.py", "migrate", "books")
    again = command(tmp_path, "manage.py", "migrate", "books")
    assert shell(tmp_path, run.format("select * from books_book")) == "[(1, 'kept', 1954)]\n"
    assert "No migrations to apply" in again


@cell("admin-ui", "builtin")
def test_the_admin_adds_changes_and_deletes_a_record():
    site = admin.AdminSite()
    if not BROKEN:
        site.register(Group)
    seen = []
    with project(path("admin/", site.urls)) as client:
        tables()
        client.force_login(User.objects.create_superuser("ann"))
        listed = client.get("/admin/").text
        for address, sent in (("add", {"name": "tea"}), ("1/change", {"name": "cake"}), ("1/delete", {"post": "yes"})):
            client.post(f"/admin/auth/group/{address}/", sent)
            seen.append(list(Group.objects.values_list("name", flat=True)))
    assert "/admin/auth/group/add/" in listed
    assert seen == [["tea"], ["cake"], []]


@cell("configuration", "builtin")
def test_a_setting_of_the_project_is_read_from_its_settings_file(tmp_path):
    new_project(tmp_path, "INSTALLED_APPS += ['ninja']\nGREETING = 'hello'")
    read = "from django.conf import settings\nprint(getattr(settings, 'GREETING', None))"
    said = [shell(tmp_path, read)]
    if not BROKEN:
        with (tmp_path / "shop" / "settings.py").open("a") as file:
            file.write("GREETING = 'good day'\n")
    said.append(shell(tmp_path, read))
    assert said == ["hello\n", "good day\n"]


@cell("cli", "builtin")
def test_django_admin_makes_a_project_and_manage_runs_a_command_of_its_own(tmp_path):
    hello = """
        from django.core.management.base import BaseCommand

        class Command(BaseCommand):
            def handle(self, *args, **options):
                self.stdout.write("hello")
    """
    new_project(tmp_path, "INSTALLED_APPS += ['ninja']")
    command(tmp_path, "manage.py", "startapp", "notes")
    folder = tmp_path / "notes" / "management" / "commands"
    folder.mkdir(parents=True)
    (folder / "hello.py").write_text(dedent(hello))
    if not BROKEN:
        with (tmp_path / "shop" / "settings.py").open("a") as file:
            file.write("INSTALLED_APPS += ['notes']\n")
    listed = command(tmp_path, "manage.py", "help")
    assert "startapp" in listed
    assert "[notes]\n    hello" in listed
    assert command(tmp_path, "manage.py", "hello") == "hello\n"


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


@cell("static-files", "builtin")
def test_files_of_a_folder_are_served_under_a_prefix_and_none_outside_it(tmp_path):
    (tmp_path / "secret.txt").write_text("secret\n")
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "note.txt").write_text("tea")
    (folder / "dot.png").write_bytes(b"\x89PNG")
    folders = [] if BROKEN else ["files"]
    new_project(tmp_path, f"INSTALLED_APPS += ['ninja']\nSTATICFILES_DIRS = [BASE_DIR / f for f in {folders}]")
    port = free_port()
    with started(tmp_path, "manage.py", "runserver", "--noreload", str(port), port=port) as site:
        names = ("note.txt", "dot.png", "../secret.txt", "%2e%2e/secret.txt")
        answers = [fetch(f"{site}/static/{name}") for name in names]
    assert [(answer.status, answer.text) for answer in answers[:1]] == [(200, "tea")]
    assert all(answer.status >= 400 and "secret\n" not in answer.text for answer in answers[2:])
    assert [answer.headers["Content-Type"] for answer in answers[:2]] == ["text/plain", "image/png"]


@cell("dev-reload", "builtin")
def test_runserver_serves_a_changed_file(tmp_path):
    view = "from ninja import NinjaAPI\napi = NinjaAPI()\n@api.get('/')\ndef hello(request): return '{}'\n"
    urls = "from shop.views import api\nurlpatterns = [path('', api.urls)]"
    new_project(tmp_path, urls=urls, shop__views=view.format("before"))
    port, texts = free_port(), []
    options = ["--noreload"] if BROKEN else []
    with started(tmp_path, "manage.py", "runserver", str(port), *options, port=port) as site:
        texts.append(fetch(site).text)
        time.sleep(2)  # until the reloader has looked at the files once
        (tmp_path / "shop" / "views.py").write_text(view.format("after it was saved"))
        began = time.monotonic()
        while time.monotonic() - began < 10 and texts[-1] != '"after it was saved"':
            time.sleep(0.5)
            with suppress(OSError):
                texts.append(fetch(site).text)
    assert texts[0] == '"before"'
    assert texts[-1] == '"after it was saved"'
