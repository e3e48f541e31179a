"""Writing the catalogue's rows back into files, always in the same bytes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from curation.documents import Document, document_of
from curation.files.layout import FileLayout, layouts
from curation.rows import CuratedRow

WIDTH = 110
COMPACT_WIDTH = 10_000


class ForeignFiles(ValueError):
    """A folder has files that are none of a catalogue."""


def write_files(folder: Path) -> int:
    """Write every row below a folder, remove files that no row belongs to any more, and return how many there are.

    Raises ``ForeignFiles`` where others would be removed.
    """
    written = {folder / f"{name}.yaml": text for name, text in all_files()}
    left = sorted(set(folder.rglob("*.yaml")) - set(written))
    if foreign := [path for path in left if not is_of_a_catalogue(path.relative_to(folder))]:
        raise ForeignFiles(f"{foreign[0]} is no file of a catalogue. Nothing was written; name a folder for it alone.")
    for stale in left:
        stale.unlink()
    for path, text in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return len(written)


def is_of_a_catalogue(path: Path) -> bool:
    return any(layout.match(path.with_suffix("").as_posix()) is not None for layout in layouts())


def all_files() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every file of the catalogue."""
    for layout in layouts():
        contents: dict[str, Document] = defaultdict(dict)
        for name, content in main_rows(layout):
            contents[name] |= content
        for section, model in layout.sections.items():
            for name, row in section_rows(layout, model):
                contents[name].setdefault(section, {})[str(row.field_value(row.named_by))] = without(
                    document_of(row), [*implied(layout, model), row.named_by]
                )
        for name, content in contents.items():
            yield name, dump(content, compact=layout.compact)


def main_rows(layout: FileLayout) -> Iterator[tuple[str, Document]]:
    """Yield the file and the fields of each main row."""
    if layout.main:
        for row in layout.main.objects.order_by("pk"):
            yield path_of(layout, row), without(document_of(row), layout.given)


def section_rows(layout: FileLayout, model: type[CuratedRow]) -> Iterator[tuple[str, CuratedRow]]:
    """Yield each row of a section with the file it belongs to."""
    link = layout.link(model)
    for row in model.objects.select_related(*[link.name] if link else []).order_by("pk"):
        owner = getattr(row, link.name) if link else row
        if all(owner.field_value(name) for name in layout.given):
            yield path_of(layout, owner), row


def implied(layout: FileLayout, model: type[CuratedRow]) -> Iterable[str]:
    """Return the fields that a row's place in a file gives."""
    link = layout.link(model)
    return [link.name] if link else layout.given


def path_of(layout: FileLayout, row: CuratedRow) -> str:
    return layout.path.format(**{name: row.field_value(name) for name in layout.given})


def without(document: Document, names: Iterable[str]) -> Document:
    return {name: document[name] for name in document if name not in names}


def dump(content: Document, *, compact: bool = False) -> str:
    """Return the text of a file; a compact one has each innermost mapping on a line of its own."""
    flow, width = (None, COMPACT_WIDTH) if compact else (False, WIDTH)
    text: str = yaml.dump(
        content, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, default_flow_style=flow, width=width
    )
    return text
