"""Propose newer words on cells, named on the command line after who proposes them, each by a change of its own."""

import sys

import django


def propose_on(author: str, *keys: str) -> None:
    from django.contrib.auth.models import User

    from curation.changes.checks import Edit
    from curation.changes.workflow import propose
    from curation.documents import document_of
    from frameworks.models import Support

    for cell in Support.objects.filter(key__in=keys):
        edit = Edit(Support, cell.key, {**document_of(cell), "note": f"Newer words on {cell.feature_id}."})
        propose([edit], author=User.objects.get(username=author), reason="The documentation was rewritten.")


if __name__ == "__main__":
    django.setup()
    propose_on(*sys.argv[1:])
