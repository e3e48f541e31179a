"""What may be stored, shown and visited as an address of the web: http and https, and nothing private."""

import ipaddress

import pytest
from django.contrib.auth.models import User
from django.test import Client

from curation.rows import CuratedRow
from curation.web.outward import ALLOWED, is_public, problem_with
from editorial.public.corrections.models import Correction
from editorial.public.corrections.receiving import is_address
from frameworks.models import Framework, LearningResource, Source
from tests.curation.files.catalogue_folder import SOURCE, Folder
from tests.editorial.desk.pages import client_of, filled_in, page_of
from tests.editorial.desk.spreadsheets.test_tables import upload
from tests.editorial.public.corrections.test_corrections import letter, send
from tests.factories import create_framework, create_resource, create_source, create_support

HOSTILE = [
    "javascript:alert(1)",
    "JavaScript://example.com/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "ftp://example.com/x",
    "//example.com/x",
    "example.com",
    "https:example.com",
    "https:///example.com",
    "https://",
    "https://user:secret@example.com/",
    "https://user@example.com/",
    "https://example.com@127.0.0.1/",
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://localhost:8000/",
    "http://LOCALHOST./",
    "http://site.localhost/",
    "http://printer.local/",
    "http://intranet/",
    "http://metadata.google.internal/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://[fd00::1]/",
    "https://exa mple.com/",
    "https://example.com/\u202ekcab",
    "https://example.com/a b",
    "https://example.com\\@127.0.0.1/",
    "https://example.com:0/",
    "https://example.com:99999/",
    "https://[oops/",
    "https://.example.com/",
    "https://example..com/",
]
SOUND = [
    "https://example.com/",
    "http://example.com",
    "https://example.com:8443/a/b?c=d&e=f#g",
    "https://docs.djangoproject.com/en/5.2/topics/db/",
    "https://en.wikipedia.org/wiki/Flask_(web_framework)",
    "https://münchen.example/",
    "https://xn--mnchen-3ya.example/",
    "https://1.1.1.1/",
    "https://[2606:4700::1111]/",
    "https://a-b.c_d.example.co.uk/~x/%20y",
    "HTTPS://EXAMPLE.COM/",
    "https://web.archive.org/web/2024/https://example.com/",
]
FIELDS = [(Source, "url"), (LearningResource, "website")]
FIELDS += [(Framework, name) for name in ("website", "documentation", "repository", "changelog")]


@pytest.mark.parametrize("url", HOSTILE)
def test_a_hostile_address_is_refused_in_words(url: str) -> None:
    assert problem_with(url) != ""


@pytest.mark.parametrize("url", SOUND)
def test_an_address_of_the_web_is_taken(url: str) -> None:
    assert problem_with(url) == ""


@pytest.mark.parametrize(
    "address", ["64:ff9b::102:304", "64:ff9b:1::1", "2002:102:304::1", "2001:0:1::1", "::1.2.3.4", "::ffff:1.2.3.4"]
)
def test_what_a_gateway_translates_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "name"), FIELDS, ids=lambda part: getattr(part, "__name__", part))
def test_every_address_field_is_held_to_it(editor: Client, model: type[CuratedRow], name: str) -> None:
    create_source()
    create_framework()
    create_resource()
    key = model.objects.get(pk__in=["docs", "django", "udemy"]).pk
    page = page_of(model, "change", key)

    answers = [
        editor.post(page, filled_in(editor.get(page), **{name: address}))
        for address in ("javascript:alert(1)", "http://169.254.169.254/")
    ]

    refusals = [answer.context["adminform"].form.errors[name] for answer in answers]
    assert [ALLOWED in str(refusal) for refusal in refusals] == [True, True]


@pytest.mark.django_db
def test_the_placeholder_of_the_package_index_stays(folder: Folder) -> None:
    folder.write("sources/docs", {**SOURCE, "url": "{package_index}help/"})

    assert folder.check() == ""


@pytest.mark.django_db
def test_a_file_is_held_to_it(folder: Folder) -> None:
    folder.write("sources/docs", {**SOURCE, "url": "data:text/html,x"})

    assert "sources/docs.yaml: url: “data:text/html,x” does not begin with" in folder.check()


@pytest.mark.django_db
def test_a_place_given_as_an_address_is_held_to_it(folder: Folder) -> None:
    folder.set_cell("orm", locator="https://user:secret@example.com/ page 2")

    assert "locator: “https://user:secret@example.com/” holds a name or a password." in folder.check()


@pytest.mark.django_db
def test_an_imported_table_is_held_to_it(editor: Client) -> None:
    create_source()

    page = upload(editor, "key,url\ndocs,http://169.254.169.254/\n", "source.csv", "/admin/desk/tables/source/")

    assert "leads to a private network" in page.text


@pytest.mark.django_db
def test_a_readers_source_that_leads_inward_is_no_address(ana: User, client: Client) -> None:
    create_support()
    send(client, source="http://127.0.0.1/")
    correction, _token = letter(source="https://user:secret@example.com/")

    page = client_of(ana).get(page_of(Correction, "change", str(correction.pk)))

    assert 'href="https://user' not in page.text
    assert [is_address(row.source) for row in Correction.objects.all()] == [False, False]
