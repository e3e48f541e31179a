"""Rows of the lab whose nested values pages could not read are refused, whoever writes them."""

from typing import Any

import pytest

from curation.changes.checks import Edit
from curation.changes.workflow import Unacceptable
from curation.documents import document_of
from curation.rows import CuratedRow
from measurements.models import CellProof, Figure, LabRun, Program, Task
from tests.factories import create_cell_proof, create_figure, create_program, create_task, publish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "field", "value", "problem"),
    [
        (Task, "asks", [1], "0: 1 is not of type 'string'"),
        (LabRun, "machine", {"cpu": "x"}, "'cores' is a required property"),
        (LabRun, "machine", {}, "This field cannot be blank"),
        (LabRun, "method", {"aa": {"flask": "much"}}, "aa/flask: 'much' is not of type 'number'"),
        (LabRun, "method", {"aa": {"flask": 1}}, "'blocks' is a dependency of 'aa'"),
        (LabRun, "floors", {"cpu-t01": 5}, "cpu-t01: 5 is not of type 'object'"),
        (Program, "files", [{"path": "t01.py"}], "0: 'text' is a required property"),
        (Program, "failed", ["a check"], "0: 'a check' is not of type 'object'"),
        (Program, "notes", {"the refusal is JSON": True}, "the refusal is JSON: True is not of type 'string'"),
        (CellProof, "versions", {"django": 6}, "django: 6 is not of type 'string'"),
        (CellProof, "level", "somehow", "Allowed are builtin"),
        (Figure, "raw", [[]], "0: [] is not valid"),
    ],
)
def test_a_value_of_another_form_is_refused_with_its_place(
    model: type[CuratedRow], field: str, value: Any, problem: str
) -> None:
    create_task(), create_program(), create_cell_proof(), create_figure()
    row = model.objects.get()

    with pytest.raises(Unacceptable) as refused:
        publish(Edit(model, row.pk, {**document_of(row), field: value}))

    assert problem in str(refused.value)
