"""What a backup stands at: the migrations of the release that wrote it, whose models alone can read its rows."""

import json
import re
import zlib
from pathlib import Path
from typing import Any, cast
from xml.dom.minidom import Element
from xml.sax import SAXException

from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.management import call_command
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.core.serializers.xml_serializer import Deserializer, getInnerText
from django.db import Error, connection, models
from django.db.migrations.executor import MigrationExecutor

from editorial.management.backup_format import WRITTEN

MigrationState = dict[str, str]
"""The last migration of each of the site's own apps."""

NOT_WHOLE = (
    *(EOFError, OSError, ValueError, LookupError, RecursionError, AttributeError, zlib.error),
    *(SAXException, DeserializationError, FieldDoesNotExist, ValidationError, Error),
)
"""What reading a file raises that is no whole backup, or was made by hand."""

# Backups of these did not say where they stood.
RELEASE_0_1_0 = {"editorial": "0002_groups", "frameworks": "0001_initial", "reviews": "0001_initial"}
LAST_SILENT = {
    "curation": "zero",
    "editorial": "0015_recovery_codes",
    "frameworks": "0002_releases",
    "reviews": "0004_finder_columns",
}


def present_state() -> MigrationState:
    """Return where the migrations of this release lead."""
    own = {app.label for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR}
    return dict(sorted(leaf for leaf in MigrationExecutor(connection).loader.graph.leaf_nodes() if leaf[0] in own))


def applied_state() -> MigrationState:
    """Return where the database stands, which may be before the end of an upgrade."""
    own, loader = present_state(), MigrationExecutor(connection).loader
    return dict(name for name in sorted({*loader.applied_migrations} & {*loader.graph.nodes}) if name[0] in own)


def stated(state: MigrationState) -> str:
    """Return what a backup says of its state; a comment, which readers of XML pass over."""
    return f"<!-- Written at {' '.join(map('.'.join, state.items()))} -->\n"


def state_of(text: str) -> MigrationState:
    """Return the state that a backup stands at."""
    if statement := re.search("<!-- Written at (.+) -->", text):
        return dict(name.split(".") for name in statement[1].split())
    revision = text.partition('<object model="editorial.revision"')[2].partition("</object>")[0]
    return LAST_SILENT if 'name="is_public"' in revision else RELEASE_0_1_0


def unknown_to_us(state: MigrationState) -> list[str]:
    """Return which migrations of a state this release does not have."""
    own = present_state()
    known = {node for node in MigrationExecutor(connection).loader.graph.nodes if node[0] in own}
    return [".".join(node) for node in state.items() if node not in known | {(app, "zero") for app, _ in known}]


def migrate_to(state: MigrationState) -> None:
    for app, name in state.items():
        call_command("migrate", app, name, verbosity=0)


class BackupReader(Deserializer):
    """The rows of a backup: the site's own by the models of its state, those of other apps by the models of today."""

    def __init__(self, text: str, state: MigrationState) -> None:
        super().__init__(text)
        self.own = state
        nodes = [(app, name) for app, name in state.items() if name != "zero"]
        self.models: Apps = MigrationExecutor(connection).loader.project_state(nodes).apps
        # Authors are looked up by their names, for which the models of a state lack this.
        cast(Any, self.models.get_model("auth", "User")).USERNAME_FIELD = User.USERNAME_FIELD

    def _handle_object(self, node: Element) -> DeserializedObject:
        row: DeserializedObject = super()._handle_object(node)  # type: ignore[misc]
        for field in node.getElementsByTagName("field"):
            if field.hasAttribute(WRITTEN):
                setattr(row.object, field.getAttribute("name"), json.loads(getInnerText(field)))
        return row

    def _get_model_from_node(self, node: Element, attr: str) -> type[models.Model]:
        label = node.getAttribute(attr)
        if label.partition(".")[0] in self.own:
            return self.models.get_model(label)
        return cast(type[models.Model], super()._get_model_from_node(node, attr))  # type: ignore[misc]
