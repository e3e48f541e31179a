"""What only the desk may see, searched as it is now: it is in no index, so nobody else can find it there."""

import re
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db.models import CharField, Count, F, Q, Value
from django.urls import reverse

from curation.models import Change, ChangeItem
from curation.registry import row_type, row_types, type_name
from curation.rows import CuratedRow, has_status
from curation.search.words import words_of
from editorial.desk.finding.hits import Hit, HitGroup
from editorial.desk.finding.words import begins
from editorial.desk.pages import admin_page, author_of, title_of
from frameworks.models import Source

MOST = 50
"""How many of a kind are read; a longer list is narrowed by another word."""


def hidden(text: str) -> list[HitGroup]:
    """Return the groups of what only the desk may see; one query for each."""
    words = words_of(text)
    groups = [sources(words), unpublished(words), changes(words), people(words)] if words else []
    return [group for group in groups if group.hits]


def sources(words: Sequence[str]) -> HitGroup:
    """Sources by name, address, publisher or package, those first whose name is the search."""
    fields = ("name", "key", "url", "publisher", "package")
    rows = Source.objects.filter(begins(words, *fields)).order_by("name", "pk")[:MOST]
    in_order = sorted(rows, key=lambda row: words_of(row.name) != list(words))
    hits = [
        Hit(row.name, reverse("desk:reread", args=[row.pk]), row.get_kind_display(), f"{row.url}, read {row.read_on}")
        for row in in_order
    ]
    return HitGroup("Sources", hits, "each opens to be read again")


def unpublished(words: Sequence[str]) -> HitGroup:
    """Drafted and retired rows, which readers do not see, by their names."""
    models = [model for model in row_types().values() if has_status(model)]
    queries = [hidden_rows(model, words) for model in models]
    rows = queries[0].union(*queries[1:], all=True)[:MOST]
    hits = [Hit(name, admin_page(row_types()[kind], "change", key), type_name(kind)) for kind, key, name in rows]
    return HitGroup("Not public", hits, "drafts and what is retired")


def hidden_rows(model: type[CuratedRow], words: Sequence[str]) -> Any:
    own = {field.name for field in model._meta.fields}
    name = next((name for name in ("name", "title", "text") if name in own), "key")
    rows = model.objects.filter(begins(words, name, "key"), is_public=False).order_by()
    return rows.values_list(Value(row_type(model), output_field=CharField()), F("pk"), F(name))


def changes(words: Sequence[str]) -> HitGroup:
    """Changes by the rows they touch, their reasons and notes and who wrote them, the newest first."""
    rows = ChangeItem.objects.filter(begins(words, "key")).order_by().values("change")
    said = begins(words, "reason", "note", "author__username", "reviewer__username")
    changes = Change.objects.filter(Q(pk__in=rows) | said).select_related("author", "reviewer")[:MOST]
    return HitGroup("Changes", [change_hit(change) for change in changes], "the newest first")


def change_hit(change: Change) -> Hit:
    day = change.published_at or change.created_at
    who = f"{author_of(change)}, {day:%Y-%m-%d}"
    return Hit(f"Change {title_of(change)}", change.get_absolute_url(), change.get_state_display(), who)


def people(words: Sequence[str]) -> HitGroup:
    """Those who work here, by their names; each leads to what they proposed."""
    fields = ("username", "first_name", "last_name")
    rows = User.objects.filter(begins(words, *fields), is_staff=True).annotate(proposed=Count("changes"))
    hits = [person_hit(row) for row in rows.order_by("username")[:MOST]]
    return HitGroup("People", hits, "each with what they proposed")


def person_hit(row: Any) -> Hit:
    address = f"{admin_page(Change, 'changelist')}?author__id__exact={row.pk}"
    return Hit(row.get_full_name() or row.username, address, "Person", f"{row.proposed} changes")


def change_named(text: str) -> Change | None:
    """Return the change that a search names by its number, such as “change 97”."""
    named = re.fullmatch(r"(?:change\s+|#)([0-9]{1,9})", text.strip(), re.IGNORECASE)
    return Change.objects.filter(pk=int(named[1])).first() if named else None
