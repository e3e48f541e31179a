"""How the desk takes words: each must begin a word of what is searched; letters inside a word never count."""

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Case, Q, QuerySet, When

from curation.search.words import words_of

NAMES = ("name", "title", "voice", "slug", "key")
"""The fields by which people call a row."""


def begins(words: Sequence[str], *fields: str) -> Q:
    """Return the condition that each word begins a word of one of these fields; inside a word never counts."""
    return reduce(and_, (reduce(or_, (begins_in(field, word) for field in fields)) for word in words))


def begins_in(field: str, word: str) -> Q:
    # The plain search comes first, because it is quicker and leaves few rows for the pattern.
    return Q((f"{field}__icontains", word), (f"{field}__iregex", rf"(^|[^a-z0-9]){re.escape(word)}"))


def named_first(rows: "QuerySet[Any]", fields: Iterable[str], text: str) -> "QuerySet[Any]":
    """Return rows that have the words of a text in these fields: what is called so first, then what begins so."""
    words = words_of(text)
    if not words:
        return rows
    names = [field.name for field in rows.model._meta.fields if field.name in NAMES]
    called = reduce(or_, (Q((f"{name}__iexact", said)) for name in names for said in (text.strip(), "/".join(words))))
    order = Case(When(called, then=0), When(begins(words, *names), then=1), default=2)
    return rows.filter(begins(words, *fields)).order_by(order, *(rows.query.order_by or rows.model._meta.ordering))
