"""People at the admin: signing in, and filling in its forms as a browser would."""

import datetime
from typing import Any

from django.contrib.admin.utils import quote
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_static.models import StaticDevice

from curation.changes.checks import Edit
from curation.changes.workflow import propose
from curation.dates import today
from curation.documents import Document
from curation.models import Change
from frameworks.models import Support
from tests.factories import create_support, create_user, support_document


def ago(days: int) -> str:
    """Return a past day as documents have it."""
    return (today() - datetime.timedelta(days=days)).isoformat()


def staff(group: str, username: str = "") -> User:
    """Create somebody of a group who may sign in to the admin."""
    return create_user(username=username, group=group, is_staff=True)


def client_of(user: User) -> Client:
    """Return the browser of somebody who gave both factors, with the session that this leaves.

    Logging in takes two and a half times as many queries, and most tests of the desk begin with somebody.
    """
    client = Client()
    device, _created = StaticDevice.objects.get_or_create(user=user, defaults={"name": "Recovery codes"})
    session = client.session
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client


def page_of(model: type[Model], page: str = "changelist", key: str = "") -> str:
    """Return the address of an admin page of a model, or of one of its rows."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=[quote(key)] if key else [])


def filled_in(response: Any, **changes: Any) -> dict[str, Any]:
    """Return what a browser would post from an admin form: what it shows, but for these changes."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    posted: dict[str, Any] = {}
    page = response.text
    for form in forms:
        for field in form:
            if not field.field.disabled and f'name="{field.html_name}' in page:
                posted |= sent(field.html_name, field.field, field.value())
    searched = {"searched": "The documentation, for a word."} if changes.get("level") == "none-found" else {}
    return {**posted, "reason": "The documentation says so.", **searched, **changes}


def sent(name: str, field: Any, value: Any) -> dict[str, Any]:
    if value is False or value in (None, [None, None]):
        return {}
    if isinstance(value, list):
        return {name: "\n".join(value)}
    return {name: "on" if value is True else field.prepare_value(value)}


def latest() -> Change:
    return Change.objects.latest("pk")


def proposed_document(change: Change | None = None) -> Document:
    """Return the document of the only row in a change, or in the latest one."""
    document: Document | None = (change or latest()).items.get().document
    assert document is not None
    return document


def save(client: Client, url: str, **changes: Any) -> Any:
    """Open a form, change some of its fields and send it."""
    return client.post(url, filled_in(client.get(url), **changes), follow=True)


def errors_of(response: Any) -> str:
    """Return what the form says is wrong with its own row."""
    form = response.context["adminform"].form
    return " ".join(message for messages in form.errors.values() for message in messages)


def proposal(author: User, **fields: Any) -> Change:
    """Propose that a published cell is not built in."""
    if not Support.objects.exists():
        create_support(level="builtin", note="Old words.")
    edit = Edit(Support, "django/orm", support_document(**{"level": "none-found", **fields}))
    return propose([edit], author=author, reason="It moved out.")


def decide(user: User, change: Change, decision: str, **posted: str) -> Any:
    """Press a button on the page of a change, which sends what the page shows."""
    address = reverse(f"admin:curation_change_{decision}", args=[change.pk])
    return client_of(user).post(address, {**shown_by(change), **posted}, follow=True)


def shown_by(change: Change) -> dict[str, Any]:
    """Return what the form of a change's page sends where nothing in it is touched."""
    now = Change.objects.get(pk=change.pk)
    items = [str(item.pk) for item in now.items.all()]
    return {"seen": now.digest, "line": items, **{f"row-{item}": "approve" for item in items}}


def ticked(change: Change) -> str:
    """Return what the desk sends where a change in its queue is ticked."""
    return f"{change.pk}.{change.digest}"


def state_of(change: Change) -> str:
    return Change.objects.get(pk=change.pk).state


def texts(response: Any) -> list[str]:
    """Return the messages at the top of a page."""
    return [str(message) for message in response.context["messages"]]
