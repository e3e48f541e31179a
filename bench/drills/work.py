"""What a drill interrupts, and the check that its history can be replayed: run as a program of the site."""

import itertools
import sys
from pathlib import Path

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_otp import DEVICE_ID_SESSION_KEY  # noqa: E402
from django_otp.plugins.otp_static.models import StaticDevice  # noqa: E402

from bench.drills.site import BEGUN  # noqa: E402
from curation.changes.checks import Edit  # noqa: E402
from curation.changes.workflow import approve, propose  # noqa: E402
from curation.documents import document_of  # noqa: E402
from curation.models import Change, ChangeItem, Revision, State  # noqa: E402
from curation.registry import row_types  # noqa: E402
from editorial.operation.refreshing.refresh import refresh_recorded  # noqa: E402
from editorial.operation.refreshing.subjects import subjects  # noqa: E402
from editorial.operation.scheduling.runs import Busy  # noqa: E402
from frameworks.models import Framework  # noqa: E402


def publish(_folder: Path) -> None:
    """Publish one change after the other."""
    for number in itertools.count():
        publish_words(f"Words {number} {'x' * 2000}.")


def publish_once(_folder: Path) -> None:
    """Publish one change, at the moment that this process takes for the present."""
    publish_words(f"Words of {timezone.now()}.")


def publish_words(words: str) -> None:
    """Publish a change by two people."""
    reviewer, _ = User.objects.get_or_create(username="paul")
    approve(proposed(words), reviewer=reviewer)


def proposed(words: str) -> Change:
    author, _ = User.objects.get_or_create(username="ana")
    document = {**document_of(Framework.objects.get(pk="django")), "tagline": words}
    return propose([Edit(Framework, "django", document)], reason="Drill.", author=author)


def session(_folder: Path) -> None:
    """Propose a change, and write the cookies of an administrator who gave both factors."""
    proposed("Words that wait.")
    user = User.objects.create_superuser("ada")
    store = SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[DEVICE_ID_SESSION_KEY] = StaticDevice.objects.create(user=user, name="Drill").persistent_id
    store.create()
    sys.stdout.write(f"sessionid={store.session_key}; csrftoken={'a' * 32}")


def load(folder: Path) -> None:
    """Load the catalogue files again and again, altered each time."""
    file = folder / "catalogue" / "sources" / "docs.yaml"
    for number in itertools.count():
        file.write_text(file.read_text().partition("publisher:")[0] + f"publisher: Drill {number}\n")
        call_command("load_catalogue", str(folder / "catalogue"), verbosity=0)


def backup(folder: Path) -> None:
    """Write one backup after the other."""
    for number in itertools.count(len(list(folder.glob("[!.]*.xml.gz")))):
        call_command("backup", folder / f"{number}.xml.gz", verbosity=0)


def refresh(_folder: Path) -> None:
    """Read the package index again and again."""
    while True:
        try:
            refresh_recorded(subjects(), lambda *_: None)
        except Busy:
            # The run that was killed is taken over by the next.
            continue


def check(folder: Path) -> None:
    """Replay the history of every row; end with an error where something is not as it should be."""
    problems = [*replayed(), *half_done()]
    sys.stdout.write("\n".join(problems))
    sys.exit(bool(problems))


def replayed() -> list[str]:
    """Return where the last revision of a row is not the row, or a history has a gap."""
    problems = []
    for kind, model in row_types().items():
        rows = {row.pk: document_of(row) for row in model.objects.all()}
        current = dict(Revision.objects.current().filter(row_type=kind).values_list("key", "document"))
        if rows != {key: document for key, document in current.items() if document is not None}:
            problems.append(f"{kind}: rows and revisions differ")
    for _name, group in itertools.groupby(
        Revision.objects.order_by("row_type", "key", "version"), lambda revision: (revision.row_type, revision.key)
    ):
        history = list(group)
        if [revision.version for revision in history] != list(range(1, len(history) + 1)):
            problems.append(f"{history[0]}: a version is missing")
        if any(before.valid_to != after.valid_from for before, after in itertools.pairwise(history)):
            problems.append(f"{history[0]}: a moment is missing")
        if any(before.valid_from >= after.valid_from for before, after in itertools.pairwise(history)):
            problems.append(f"{history[0]}: its moments are not in order")
    return problems


def half_done() -> list[str]:
    """Return changes whose state and revisions do not agree."""
    published = set(Change.objects.filter(state=State.PUBLISHED).values_list("pk", flat=True))
    recorded = set(Revision.objects.values_list("change", flat=True))
    empty = set(Change.objects.values_list("pk", flat=True)) - set(ChangeItem.objects.values_list("change", flat=True))
    return [f"change {pk}: half done" for pk in (published ^ recorded) | empty]


WORK = {
    "publish": publish,
    "publish-once": publish_once,
    "session": session,
    "load": load,
    "backup": backup,
    "refresh": refresh,
    "check": check,
}

if __name__ == "__main__":
    (Path(sys.argv[2]) / BEGUN).touch()
    WORK[sys.argv[1]](Path(sys.argv[2]))
