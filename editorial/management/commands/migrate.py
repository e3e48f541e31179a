from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from curation.management.locking import one_at_a_time
from curation.models import Change
from editorial.operation.nodes.upgrading import WAITS, Name, is_alone, waiting


class Command(migrate.Command):
    """Django's own, but for one process at a time: two that start on an empty database would trip over each other.

    Where a site is in use, what finishes an upgrade is left to a second call.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--finish",
            nargs="?",
            choices=["always", "if-alone"],
            const="always",
            help="change what nodes of the earlier release cannot read too; “if-alone” where nobody else is connected",
        )

    def handle(self, *args: Any, finish: str | None = None, **options: Any) -> None:
        # The lock below is a connection of its own.
        finishes = finish == "always" or (finish == "if-alone" and is_alone())
        with one_at_a_time():
            if options["app_label"] or finishes or not is_in_use() or not (later := waiting()):
                super().handle(*args, **options)
                return
            for app, name in targets(later).items():
                super().handle(*args, **{**options, "app_label": app, "migration_name": name})
            self.stdout.write(WAITS)


def is_in_use() -> bool:
    """Tell whether there is anything that a node of an earlier release could misread."""
    return Change._meta.db_table in connection.introspection.table_names() and Change.objects.exists()


def targets(later: set[Name]) -> dict[str, str]:
    """Return the last migration of each app that is to be applied without those that wait."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return {step.app_label: step.name for step, _ in plan if (step.app_label, step.name) not in later}
