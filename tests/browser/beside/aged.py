"""Age what rests on some sources, named on the command line, so that it is over its limit; for the desk's stories."""

import datetime
import sys

import django


def age(*sources: str) -> None:
    """Publish every claim that rests on the sources as read two years ago."""
    from django.db.models import Q

    from curation.changes.checks import Edit
    from curation.changes.workflow import publish_from
    from curation.documents import document_of
    from curation.models import Origin
    from editorial.desk.staleness import DATED, read_field
    from frameworks.models import Source

    day = datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=730)
    models = [model for model in DATED if model is not Source]
    rows = [row for model in models for row in model.objects.filter(Q(source__in=sources))]
    edits = [Edit(type(row), row.pk, {**document_of(row), read_field(type(row)): str(day)}) for row in rows]
    publish_from(Origin.CATALOGUE, edits, reason="Nobody has read these for two years.")


if __name__ == "__main__":
    django.setup()
    age(*sys.argv[1:])
