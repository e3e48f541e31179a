"""What levels of support ask for, and how cells of before those rules were brought to keep them."""

from importlib import import_module
from types import SimpleNamespace

import pytest

from curation.changes.workflow import Unacceptable
from frameworks.levels import ASKS_FOR
from frameworks.models import SupportLevel
from tests.factories import create_feature, create_support

edits_of = import_module("frameworks.migrations.0011_new_levels").edits_of


def cell(level: str, package: str = "", locator: str = "") -> SimpleNamespace:
    return SimpleNamespace(key="django/orm", level=level, package=package, locator=locator, searched="")


def test_every_level_says_what_it_asks_for() -> None:
    assert list(ASKS_FOR) == list(SupportLevel)


def test_an_extra_ranks_directly_below_built_in() -> None:
    assert SupportLevel.values[:2] == ["builtin", "builtin-extra"]


@pytest.mark.django_db
@pytest.mark.usefixtures("rows_by_change")
@pytest.mark.parametrize("weight", [0, 6])
def test_a_weight_is_from_one_to_five(weight: int) -> None:
    with pytest.raises(Unacceptable, match="A weight is from 1 to 5"):
        create_feature(weight=weight)


@pytest.mark.django_db
@pytest.mark.usefixtures("rows_by_change")
@pytest.mark.parametrize("field", ["proof", "weight_reason"])
def test_a_feature_says_what_would_prove_it_and_why_it_weighs_so(field: str) -> None:
    with pytest.raises(Unacceptable, match=field):
        create_feature(**{field: ""})


@pytest.mark.django_db
@pytest.mark.usefixtures("rows_by_change")
def test_a_no_rests_on_a_document_with_an_address() -> None:
    with pytest.raises(Unacceptable, match="address of the document"):
        create_support(level="no", locator="module orm")


@pytest.mark.parametrize(
    ("before", "edit"),
    [
        (cell("builtin", "jinja2"), {"level": "builtin-extra"}),
        (cell("none-found"), {"searched": "What was searched was not recorded at the time."}),
        (
            cell("no", locator="page 3"),
            {"level": "none-found", "searched": "What was searched was not recorded at the time."},
        ),
    ],
)
def test_a_cell_that_breaks_a_new_rule_comes_to_the_nearest_it_allows(
    before: SimpleNamespace, edit: dict[str, str]
) -> None:
    assert dict(edits_of([before])) == {"django/orm": edit}


def test_a_cell_that_keeps_the_new_rules_stays() -> None:
    kept = [cell("builtin"), cell("third-party", "x"), cell("no", locator="https://example.com/"), cell("unknown")]

    assert dict(edits_of(kept)) == {}
