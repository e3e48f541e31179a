"""What the groups may do with row types that are new. Everything else the migrations have settled."""

from typing import Any

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.db import DEFAULT_DB_ALIAS

from curation.registry import row_types

GROUPS = ("Editors", "Publishers", "Administrators")


def allow_proposing(apps: Apps = installed_apps, using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Let every group propose on the row types on which no group may yet."""
    try:
        permissions = apps.get_model("auth", "Permission").objects.using(using)
        groups = apps.get_model("auth", "Group").objects.using(using)
    except LookupError:
        # The migrations have not come to the accounts.
        return
    labels = {model._meta.app_label for model in row_types().values()}
    of_rows = permissions.filter(content_type__app_label__in=labels, content_type__model__in=row_types())
    new = list(of_rows.filter(group__isnull=True))
    for group in groups.filter(name__in=GROUPS) if new else ():
        group.permissions.add(*new)
