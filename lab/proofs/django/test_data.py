"""Feature cells of Django: database, accounts, caching, settings."""

import asyncio
import time
from textwrap import dedent

from asgiref.sync import sync_to_async
from django.contrib import admin
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import Group, Permission, User
from django.core.asgi import get_asgi_application
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import connection, models
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.cache import cache_page
from django_project import ask, command, new_project, project, shell, tables
from proof import BROKEN, cell


@cell("orm", "builtin")
def test_a_row_is_found_as_an_object_in_a_new_process(tmp_path):
    model = """
        from django.db import models

        class Book(models.Model):
            title = models.TextField()
            year = models.IntegerField()
    """
    new_project(tmp_path, "INSTALLED_APPS += ['books']", books__models=model)
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
    new_project(tmp_path, "INSTALLED_APPS += ['books']", books__models=model)
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


@cell("async-database", "builtin")
def test_a_coroutine_awaits_its_queries_and_lets_another_request_pass():
    class Note(models.Model):
        text = models.TextField()

        class Meta:
            app_label = __name__

    async def store(request):
        await Note.objects.acreate(text="kept")
        return HttpResponse((await Note.objects.aget()).text)

    def slow_query():
        connection.ensure_connection()
        connection.connection.create_function("wait", 0, lambda: time.sleep(0.3))
        return Note.objects.extra(select={"waited": "wait()"})

    async def slow(request):
        notes = await sync_to_async(slow_query)()
        return HttpResponse(len(list(notes)) if BROKEN else [note.text async for note in notes])

    async def quick(request):
        return HttpResponse("quick")

    async def visit():
        application = get_asgi_application()
        kept = await ask(application, "/store/")
        waiting = asyncio.create_task(ask(application, "/slow/"))
        await asyncio.sleep(0.05)
        began = time.monotonic()
        await ask(application, "/quick/")
        return kept, time.monotonic() - began, await waiting

    with project(path("store/", store), path("slow/", slow), path("quick/", quick), MIDDLEWARE=[]):
        tables(Note)
        kept, seconds, slowly = asyncio.run(visit())
    assert (kept, slowly) == ((200, "kept"), (200, "kept"))
    assert seconds < 0.15


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


@cell("authentication", "builtin")
def test_a_user_signs_in_with_a_password_and_the_view_names_the_user():
    def name(request):
        return HttpResponse(request.user.username)

    guarded = path("", name if BROKEN else login_required(name, login_url="/login/"))
    with project(guarded) as client:
        tables()
        User.objects.create_user("ann", password="right")
        wrong, nobody = Client(), Client()
        signed_in = [client.login(username="ann", password="right"), wrong.login(username="ann", password="wrong")]
        answers = [visitor.get("/") for visitor in (client, wrong, nobody)]
    assert signed_in == [True, False]
    assert [(answer.status_code, answer.text) for answer in answers] == [(200, "ann"), (302, ""), (302, "")]
    assert answers[2]["Location"] == "/login/?next=/"


@cell("permissions", "builtin")
def test_a_permission_lets_one_of_two_users_in():
    def delete(request):
        return HttpResponse("deleted")

    guard = login_required if BROKEN else permission_required("auth.delete_user", raise_exception=True)
    with project(path("", guard(delete))) as client:
        tables()
        ann, bob = User.objects.create_user("ann"), User.objects.create_user("bob")
        ann.user_permissions.add(Permission.objects.get(codename="delete_user"))
        statuses = []
        for user in (ann, bob):
            client.force_login(user)
            statuses.append(client.get("/").status_code)
    assert statuses == [200, 403]


@cell("pagination", "builtin")
def test_a_paginator_gives_the_third_page_and_says_that_it_is_the_last():
    pages = Paginator(range(25), 25 if BROKEN else 10)
    third = pages.get_page(3)
    assert (list(third), third.has_next(), third.has_previous()) == ([20, 21, 22, 23, 24], False, True)
    assert (pages.num_pages, pages.count) == (3, 25)


@cell("caching", "builtin")
def test_a_cached_view_runs_once_in_its_lifetime():
    runs = []

    def count(request):
        runs.append(1)
        return HttpResponse(str(len(runs)))

    with project(path("", count if BROKEN else cache_page(1)(count))) as client:
        cache.clear()
        texts = [client.get("/").text, client.get("/").text]
        time.sleep(1.1)
        texts.append(client.get("/").text)
        cache.clear()
        texts.append(client.get("/").text)
    assert texts == ["1", "1", "2", "3"]


@cell("configuration", "builtin")
def test_a_setting_of_the_project_is_read_from_its_settings_file(tmp_path):
    new_project(tmp_path, "GREETING = 'hello'")
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
    new_project(tmp_path)
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
