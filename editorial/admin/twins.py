"""Sources that have the address of another one."""

from collections.abc import Iterable

from curation.changes.checks import Edit
from frameworks.models import Source


def bare(address: str) -> str:
    """Return an address without what does not tell two pages apart."""
    return address.partition("#")[0].rstrip("/").removeprefix("https://").removeprefix("http://").removeprefix("www.")


def twins(edits: Iterable[Edit]) -> list[tuple[str, Source]]:
    """Return sources that edits would write whose address another source has, with that one; one query."""
    written = {edit.key: edit.document for edit in edits if edit.model is Source and edit.document}
    asked = {key: bare(str(document.get("url", ""))) for key, document in written.items() if document.get("url")}
    if not asked:
        return []
    others = [source for source in Source.objects.exclude(url="") if bare(source.url) in asked.values()]
    return [
        (str(written[key]["name"]), source)
        for key, address in asked.items()
        for source in others
        if bare(source.url) == address and source.pk != key
    ]
