"""A small site with something in every table, and a past."""

from curation.changes.checks import Edit
from curation.changes.workflow import approve, propose
from curation.registry import row_types
from frameworks.models import Framework, Support
from tests.curation.samples import publish_samples
from tests.factories import create_fact, create_framework, create_rating, create_support, create_user, support_document


def build() -> None:
    """Publish rows of every type, then let two people change some of them and leave work behind."""
    for model in row_types().values():
        publish_samples(model, 1)
    create_support()
    create_fact()
    create_rating()
    create_framework(key="litestar", slug="starlite")
    create_framework(key="litestar", slug="litestar")
    create_framework(key="zope", name="Zope", status="retired")
    let_people_work()


def let_people_work() -> None:
    ana = create_user(username="ana", group="Editors")
    paul = create_user(username="paul", group="Publishers")
    doubt = Edit(Support, "django/orm", support_document(level="unknown"))
    approve(propose([doubt], author=ana, reason="Doubt."), reviewer=paul)
    tagline = {"name": "Django", "slug": "django", "kind": "full-stack", "tagline": "Waiting for Paul."}
    propose([Edit(Framework, "django", tagline)], author=ana, reason="A better line.")
