"""What the steps put into a draft."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from curation.changes.checks import Edit
from curation.changes.drafting import keep, own_draft
from curation.dates import today
from curation.documents import document_of
from curation.models import Change
from curation.rows import CuratedRow
from curation.web.outward import parts_of, problem_with
from editorial.operation.refreshing.planned_edits import source_key
from frameworks.models import Framework, LearningResource, ResourceFramework, Source, SourceKind
from reviews.models import Guide

LINK_WORDS = {
    "documentation": r"doc(s|umentation)?|manual|read ?the ?docs",
    "repository": r"source( code)?|repo(sitory)?|code|git ?hub|git ?lab|codeberg",
    "changelog": r"change ?(log|s)|release notes|history|what'?s new",
    "website": r"home ?page|web ?site|home",
}
"""What packages call the addresses that a framework has fields for."""
CODE_HOSTS = ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "sr.ht")


@transaction.atomic
def add_rows(
    rows: Iterable[CuratedRow], draft: Change | None, author: User, reason: str, *, instead_of: Q | None = None
) -> Change:
    """Keep rows in a draft, a new one unless it is given, ``instead_of`` others of it."""
    if draft and instead_of is not None:
        own_draft(draft, author).items.filter(instead_of).delete()
    edits = [Edit(type(row), row.pk, document_of(row)) for row in rows]
    return keep(edits, reason=draft.reason if draft else reason, author=author, draft=draft)


def said_by_index(key: str) -> Q:
    """Return the condition for what the index said of a framework in a draft."""
    source = source_key(key)
    return Q(row_type="source", key=source) | Q(row_type__in=["fact", "release"], document__source=source)


def new_framework(key: str, values: Mapping[str, Any], before: Mapping[str, Any]) -> Framework:
    """Return a framework as its first step gives it; what other steps found of it stays."""
    row = Framework(key=key, slug=before.get("slug") or key, kind=values["kind"])
    for name in ("website", "documentation", "repository", "changelog"):
        setattr(row, name, before.get(name, ""))
    row.name, row.package, row.tagline = values["name"], values["package"], values["tagline"]
    return row


def with_links(framework: Framework, links: Sequence[tuple[str, str]]) -> Framework:
    """Give a framework the addresses that its package names, where it has none yet."""
    for name, words in LINK_WORDS.items():
        fitting = (url for label, url in links if re.fullmatch(words, label.strip().casefold()))
        address = next((url for url in fitting if not problem_with(url) and len(url) <= 200), "")
        if address and not getattr(framework, name):
            setattr(framework, name, address)
    return framework


def suggested(framework: Framework, taken: Iterable[str]) -> list[dict[str, str]]:
    """Return what a framework may be read from, of its own addresses and not a source already."""
    offered = [
        (framework.documentation, f"{framework.name} documentation", SourceKind.DOCUMENTATION),
        (framework.repository, f"{framework.name} repository", SourceKind.REPOSITORY),
        (framework.website, f"{framework.name} web site", SourceKind.SITE),
    ]
    known = {"", *taken}
    # Of two with the same address the first is offered.
    by_address = {url: {"url": url, "name": name, "kind": str(kind)} for url, name, kind in reversed(offered)}
    return [source for url, source in reversed(by_address.items()) if url not in known]


def guessed_kind(url: str) -> str:
    """Return what sort of source an address most likely leads to."""
    parts = parts_of(url)
    host = (parts.hostname or "").removeprefix("www.")
    if host in CODE_HOSTS:
        return SourceKind.REPOSITORY
    is_documentation = host.startswith("docs.") or "readthedocs" in host or "/docs" in parts.path
    return SourceKind.DOCUMENTATION if is_documentation else SourceKind.SITE


def new_source(framework: str, values: Mapping[str, Any], taken: Iterable[str]) -> Source:
    """Return a source of a framework that somebody read today."""
    word = {"documentation": "docs"}.get(values["kind"], values["kind"])
    known, stem = set(taken), f"{framework}-{word}"
    key = next(key for key in (stem, *(f"{stem}-{number}" for number in range(2, 1000))) if key not in known)
    return Source(key=key, kind=values["kind"], name=values["name"], url=values["url"], read_on=today())


def new_guide(key: str, values: Mapping[str, Any]) -> list[CuratedRow]:
    """Return a guide and its source."""
    source = Source(key=f"guide-{key}", kind=SourceKind.GUIDE, name=values["name"], url=values["url"])
    source.published, source.read_on = values["published"], values["read_on"]
    guide = Guide(key=key, code=values["code"], voice=values["voice"], source=source, author=values["author"])
    guide.dated = values["dated"]
    guide.interest, guide.commercial_interest = values["interest"], values["commercial_interest"]
    guide.gaps = values["gaps"]
    return [source, guide]


def new_resource(key: str, values: Mapping[str, Any]) -> list[CuratedRow]:
    """Return a learning resource with what it teaches, and its own web site as the source where none is named."""
    own = Source(key=f"{key}-site", kind=SourceKind.SITE, name=f"{values['name']} web site", url=values["website"])
    own.read_on = today()
    source = values["source"] or own
    row = LearningResource(key=key, slug=key, name=values["name"], kind=values["kind"], website=values["website"])
    row.tagline, row.access, row.price, row.source = values["tagline"], values["access"], values["price"], source
    taught = [
        ResourceFramework(key=f"{key}/{framework.pk}", resource=row, framework=framework, source=source)
        for framework in values["frameworks"]
    ]
    return [*([] if values["source"] else [own]), row, *taught]
