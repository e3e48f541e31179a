"""Reading the catalogue's files into edits, with the place each came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from curation.changes.checks import Edit, problems_of
from curation.documents import Document, document_of, row_from
from curation.files.layout import FileLayout, layouts
from curation.rows import CuratedRow

MOST_BYTES = 2_000_000
MOST_DEEP = 30


class NotReadable(ValueError):
    """A file of the catalogue is not of the form its path promises."""


class UniqueKeyLoader(yaml.CSafeLoader):
    """A YAML loader that refuses a mapping with the same key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise NotReadable(f"line {key_node.start_mark.line + 1}: a name must be text")
            if key_node.value in seen:
                raise NotReadable(f"line {key_node.start_mark.line + 1}: “{key_node.value}” stands here twice")
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)


@dataclass
class Files:
    """The rows in a catalogue's files, each with its place, and what is wrong with them."""

    places: dict[Edit, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def edits(self) -> list[Edit]:
        return list(self.places)


def read_files(folder: Path) -> Files:
    """Read every file below a folder; ``errors`` names file, place, what is wrong and what is allowed."""
    files = Files()
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        try:
            for place, edit in edits_in(name, load(path)):
                files.places[edit] = f"{name}.yaml{place}"
        # A day that no calendar has is a ValueError too, and so is what is no UTF-8.
        except (yaml.YAMLError, ValueError, OSError) as error:
            files.errors.append(f"{name}.yaml: {error}")
    return files


def check_files(folder: Path) -> Files:
    """Read the files below a folder and check every row and reference, as if the database held nothing else."""
    files = read_files(folder)
    if not files.places and not files.errors:
        files.errors.append(f"{folder}: there are no catalogue files here")
    files.errors += [f"{files.places[edit]}: {problem}" for edit, problem in problems_of(files.edits, alone=True)]
    return files


def load(path: Path) -> Document:
    text = path.read_bytes()
    refuse_bombs(text)
    content = yaml.load(text, Loader=UniqueKeyLoader)  # noqa: S506 - a safe loader
    if not isinstance(content, dict):
        raise NotReadable("the file must hold fields and sections, as in “name: Django”")
    return content


def refuse_bombs(text: bytes) -> None:
    """Refuse a file that would grow as it is read: one too large, nested too deeply, or with aliases."""
    if len(text) > MOST_BYTES:
        raise NotReadable(f"the file has {len(text):,} bytes; allowed are {MOST_BYTES:,}")
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise NotReadable(f"{line_of(event)}: write out what “*{event.anchor}” stands for")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEEP:
            raise NotReadable(f"{line_of(event)}: more than {MOST_DEEP} levels")


def line_of(event: yaml.Event) -> str:
    return f"line {event.start_mark.line + 1}" if event.start_mark else "somewhere"


def edits_in(name: str, content: Document) -> Iterator[tuple[str, Edit]]:
    """Yield the edits of a file's main row and of its sections, each with its place in the file."""
    layout, given = layout_of(name)
    fields = {key: value for key, value in content.items() if key not in layout.sections}
    main_key = ""
    if layout.main:
        edit = edit_of(layout.main, fields, given)
        main_key = edit.key
        yield "", edit
    elif fields:
        raise NotReadable(f"unknown section {', '.join(map(str, fields))}; allowed are {', '.join(layout.sections)}")
    for section, model in layout.sections.items():
        link = layout.link(model)
        owner = {link.name: main_key} if link else given
        yield from section_edits(section, model, content.get(section, {}), owner)


def layout_of(name: str) -> tuple[FileLayout, dict[str, str]]:
    """Return the layout of a file and the values its path gives."""
    for layout in layouts():
        given = layout.match(name)
        if given is not None:
            return layout, given
    raise NotReadable(f"no rows belong here; allowed are {', '.join(layout.path for layout in layouts())}")


def section_edits(
    section: str, model: type[CuratedRow], content: Any, owner: dict[str, str]
) -> Iterator[tuple[str, Edit]]:
    """Yield the edits of a section, which maps names to documents."""
    if not isinstance(content, dict) or not all(isinstance(value, dict) for value in content.values()):
        raise NotReadable(f"{section}: this must map names to fields")
    for name, fields in content.items():
        yield f", {section}, {name}", edit_of(model, fields, {**owner, model.named_by: str(name)})


def edit_of(model: type[CuratedRow], fields: Document, given: dict[str, str]) -> Edit:
    """Return the edit that gives a row these fields, together with those its place gives."""
    if repeated := sorted(set(fields) & set(given)):
        raise NotReadable(f"{', '.join(repeated)}: leave it out, its place says it already")
    document = {**{name: value for name, value in given.items() if name != "key"}, **fields}
    key = given.get("key") or row_from(model, "", given).natural_key_text()
    return Edit(model, key, document)


def canonical(edit: Edit) -> Document:
    """Return an edit's document in the one form that revisions use."""
    return document_of(row_from(edit.model, edit.key, edit.document or {}))
