"""Linters of OpenAPI documents find nothing; the one rule that each leaves out is named in its settings."""

from tests.clients.conftest import Run


def test_redoclys_recommended_rules_find_nothing(run_here: Run) -> None:
    run_here("redocly", "lint", "--config", "redocly.yaml", "openapi.json")


def test_spectrals_rules_for_openapi_find_nothing(run_here: Run) -> None:
    run_here("spectral", "lint", "--ruleset", "spectral.yaml", "--fail-severity", "hint", "openapi.json")
