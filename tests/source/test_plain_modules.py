"""Modules that turn rows into what pages show, without a request and without asking the database."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

PLAIN = (
    "editorial/operation/refreshing/doubts.py",
    "editorial/operation/refreshing/planned_edits.py",
    "frameworks/claims/side_by_side.py",
    "frameworks/package_index/derived.py",
    "frameworks/package_index/stated.py",
    "frameworks/releases/events.py",
    "frameworks/releases/support_timeline.py",
    "frameworks/releases/timeline.py",
    "reviews/comparisons/whole/comparison.py",
    "reviews/comparisons/whole/record.py",
    "reviews/comparisons/whole/windows.py",
    "reviews/features/detail.py",
    "reviews/features/matrix.py",
    "reviews/finder/agreement/agreement.py",
    "reviews/finder/agreement/published_advice.py",
    "reviews/finder/method.py",
    "reviews/finder/page/changes.py",
    "reviews/finder/page/counsel.py",
    "reviews/finder/page/finding.py",
    "reviews/finder/page/left_out.py",
    "reviews/finder/page/page.py",
    "reviews/finder/page/result.py",
    "reviews/finder/page/table.py",
    "reviews/finder/page/truncated.py",
    "reviews/finder/page/words.py",
    "reviews/finder/questions/choices.py",
    "reviews/finder/questions/questions.py",
    "reviews/finder/ranking/activity.py",
    "reviews/finder/ranking/confidence.py",
    "reviews/finder/ranking/ranking.py",
    "reviews/finder/ranking/requirements.py",
    "reviews/finder/record.py",
    "reviews/finder/scoring/board.py",
    "reviews/finder/scoring/factors.py",
    "reviews/finder/scoring/scales.py",
    "reviews/finder/since/orders.py",
    "reviews/guides/detail.py",
    "reviews/guides/disagreements/disagreements.py",
    "reviews/guides/fact_checks/rules/__init__.py",
    "reviews/guides/list.py",
    "reviews/guides/opinions/ratings.py",
    "reviews/guides/topics/headings.py",
    "reviews/learning/listing.py",
    "reviews/learning/taught.py",
    "reviews/profiles/detail.py",
    "reviews/profiles/list/list.py",
    "reviews/search/asking.py",
    "reviews/search/sentences.py",
    "reviews/sharing/records/since.py",
    "reviews/site/home/overview.py",
    "reviews/site/method/method.py",
    "reviews/site/quality/quality.py",
)
OF_A_REQUEST = {"HttpRequest", "HttpResponse", "TemplateResponse", "SnapshotRequest", "Snapshot"}
OF_A_DATABASE = {"objects", "_default_manager", "_base_manager", "connection"}
GIVEN = {"request", "snapshot"}


def reaching_out(module: ast.Module) -> Iterator[str]:
    """Yield the names by which a module could see a request or ask a database."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            yield from {alias.name for alias in node.names} & (OF_A_REQUEST | OF_A_DATABASE)
        elif isinstance(node, ast.Attribute) and node.attr in OF_A_DATABASE:
            yield node.attr
        elif isinstance(node, ast.arg) and node.arg in GIVEN:
            yield node.arg


@pytest.mark.parametrize("path", PLAIN)
def test_a_plain_module_sees_no_request_and_asks_no_database(path: str) -> None:
    assert list(reaching_out(ast.parse(Path(settings.BASE_DIR, path).read_text()))) == []
