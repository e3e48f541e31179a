"""The pages of every curated model in the admin, found through the registry."""

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from curation.models import Change, Revision
from curation.registry import row_type
from curation.rows import CuratedRow
from frameworks.models import Framework
from tests.curation.samples import curated_models, publish_samples
from tests.editorial.desk.pages import client_of, page_of, staff
from tests.factories import create_fact, create_source

pytestmark = pytest.mark.django_db

every_model = pytest.mark.parametrize("model", curated_models(), ids=lambda model: model._meta.model_name)


@pytest.fixture
def editor() -> Client:
    return client_of(staff("Editors"))


def queries(client: Client, url: str) -> int:
    client.get(url)  # content types are looked up once per process
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@every_model
def test_every_curated_model_is_registered_with_what_makes_it_findable(model: type[CuratedRow]) -> None:
    registered = admin.site.get_model_admin(model)

    assert registered.search_fields
    assert len(registered.list_display) > 1


@every_model
def test_a_changelist_takes_as_many_queries_for_many_rows_as_for_two(editor: Client, model: type[CuratedRow]) -> None:
    publish_samples(model, 2)
    few = queries(editor, page_of(model))
    publish_samples(model, 5)

    assert queries(editor, page_of(model)) == few


@every_model
def test_a_row_opens_with_its_approved_values(editor: Client, model: type[CuratedRow]) -> None:
    [key] = publish_samples(model, 1)

    response = editor.get(page_of(model, "change", key))

    assert response.context["adminform"].form.instance.pk == key


def test_a_page_takes_as_many_queries_for_many_inline_rows_as_for_one(editor: Client) -> None:
    create_fact(name="latest-version")
    few = queries(editor, page_of(Framework, "change", "django"))
    for name in ["licence", "interface", "creator", "steward"]:
        create_source(key=name)
        create_fact(name=name, source=name)

    assert queries(editor, page_of(Framework, "change", "django")) == few


@every_model
def test_an_empty_form_opens_for_a_new_row(editor: Client, model: type[CuratedRow]) -> None:
    assert editor.get(page_of(model, "add")).status_code == 200


@every_model
def test_a_search_finds_a_row(editor: Client, model: type[CuratedRow]) -> None:
    publish_samples(model, 3)

    response = editor.get(page_of(model), {"q": "2"})

    assert response.context["cl"].result_count == 1


@every_model
def test_autocomplete_fields_answer(editor: Client, model: type[CuratedRow]) -> None:
    publish_samples(model, 2)
    for name in admin.site.get_model_admin(model).autocomplete_fields:
        where = {"app_label": model._meta.app_label, "model_name": row_type(model), "field_name": name}

        response = editor.get(reverse("admin:autocomplete"), where)

        assert "results" in response.json()


@pytest.mark.parametrize("model", [Change, Revision])
def test_the_queue_and_the_record_take_as_many_queries_for_many_rows(editor: Client, model: type[Model]) -> None:
    publish_samples(curated_models()[0], 2)
    few = queries(editor, page_of(model))
    for count in range(3, 8):
        publish_samples(curated_models()[0], count)

    assert queries(editor, page_of(model)) == few
