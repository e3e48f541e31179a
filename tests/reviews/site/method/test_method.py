import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from frameworks.claims.freshness import LIMITS
from frameworks.models import SourceKind, SupportLevel
from frameworks.package_index.derived import formula_texts
from reviews.guides.opinions.consensus import ConsensusVerdict
from reviews.models import Verdict
from reviews.site.method.method import citation_marks, flag_marks, support_marks, verdict_marks
from tests.factories import create_criterion, create_guide

METHOD = "/method/"


def test_every_level_of_support_is_explained() -> None:
    assert [mark.value for mark in support_marks()] == SupportLevel.values


def test_every_verdict_flag_is_explained() -> None:
    assert [mark.value for mark in flag_marks(4)] == list(ConsensusVerdict)


def test_the_flag_for_one_guide_says_how_many_there_are() -> None:
    assert "Thin: 1 of 7" in [mark.label for mark in flag_marks(7)]


def test_every_verdict_on_a_statement_is_explained() -> None:
    assert [mark.value for mark in verdict_marks()] == Verdict.values


def test_every_kind_of_source_says_when_it_is_stale() -> None:
    assert [mark.value for mark in citation_marks()] == SourceKind.values


@pytest.mark.parametrize("kind", LIMITS)
def test_the_limits_are_those_the_citations_go_by(kind: SourceKind) -> None:
    meanings = {mark.value: mark.meaning for mark in citation_marks()}

    assert f"more than {LIMITS[kind]} days ago" in meanings[kind]


def test_an_installed_package_is_never_stale() -> None:
    meanings = {mark.value: mark.meaning for mark in citation_marks()}

    assert "never stale" in meanings[SourceKind.PACKAGE]


@pytest.mark.django_db
class TestThePage:
    def test_a_scale_is_drawn_from_its_levels_in_order(self, client: Client) -> None:
        create_criterion(key="scalability", levels=("weak", "fair", "strong"))

        row = re.findall(r'<th scope="row" id="scalability">.*?</tr>', client.get(METHOD).text, re.DOTALL)[0]
        assert re.findall(r"<b>(\w+)</b>", row) == ["Weak", "Fair", "Strong"]

    def test_a_scale_says_which_end_is_better(self, client: Client) -> None:
        create_criterion(key="effort", better="lower", low_end="little", high_end="much")

        assert "from little to much; better: little" in client.get(METHOD).text

    def test_a_scale_whose_better_end_depends_says_so(self, client: Client) -> None:
        create_criterion(key="size", better="context")

        assert "better: it depends" in client.get(METHOD).text

    def test_a_draft_criterion_is_left_out(self, client: Client) -> None:
        create_criterion(key="secret", status="draft")

        assert "secret" not in client.get(METHOD).text.casefold()

    def test_every_derived_fact_has_its_formula(self, client: Client) -> None:
        page = unescape(client.get(METHOD).text)

        assert [label for label, formula in formula_texts() if label not in page or formula not in page] == []

    def test_the_guides_are_named(self, client: Client) -> None:
        create_guide(key="ps", voice="Pratt Solutions")

        assert '<a href="/sources/ps/">Pratt Solutions</a> (PS)' in client.get(METHOD).text

    def test_the_licence_of_the_data_is_named(self, client: Client) -> None:
        assert 'rel="license"' in client.get(METHOD).text

    def test_a_parameter_it_does_not_have_is_refused(self, client: Client) -> None:
        assert client.get(f"{METHOD}?lang=de").status_code == 400

    @pytest.mark.parametrize("size", [1, 5])
    def test_it_takes_as_many_queries_however_many_scales(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
    ) -> None:
        for number in range(size):
            create_criterion(key=f"c{number}")

        with django_assert_num_queries(12):  # the version, four of its own, four for the marks, three for the advice
            client.get(METHOD)

    def test_its_tables_are_data_too(self, client: Client) -> None:
        create_criterion(key="scalability", levels=("weak", "strong"))

        tables = client.get("/method.json").json()["tables"]

        levels = [(row["criterion"], row["level"]) for row in tables["levels"]["rows"]]
        assert levels == [("Scalability", "Weak"), ("Scalability", "Strong")]
        assert {"support": "Third-party", "mark": "0.4"} in tables["support_marks"]["rows"]
        assert [row["formula"] for row in tables["formulas"]["rows"]] == [text for _fact, text in formula_texts()]
