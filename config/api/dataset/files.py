"""The files of the data set: made once for each version of the data, then only read."""

import gzip
import hashlib
import io
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import IO

import brotli
from django.conf import settings

from config.api.dataset.contents import write_json
from config.api.dataset.csv_files import write_zip
from config.caching import release
from curation.snapshots.protocol import Snapshot
from curation.snapshots.snapshots import CurrentSnapshot
from frameworks.package_index.addresses import index_address

BLOCK = 65_536
TRIES = 3
LEFT_ALONE = 3600.0
"""Seconds after which a file that nobody finished is removed."""


class DatasetForm(StrEnum):
    """The forms in which the data set is kept, by the ends of their files' names."""

    JSON = ".json"
    BROTLI = ".json.br"
    GZIP = ".json.gz"
    ZIP = ".zip"


class DataMovedOn(Exception):
    """The data was published anew each time that the data set was read."""


def opened(snapshot: Snapshot, form: DatasetForm) -> IO[bytes]:
    """Return the data set as a file that is open; it is made where nobody has asked for it in this version."""
    if not snapshot.is_cacheable:
        return made(snapshot, form, None)
    path = path_of(snapshot, form)
    try:
        return path.open("rb")
    except FileNotFoundError:
        return made(snapshot, form, path)


def path_of(snapshot: Snapshot, form: DatasetForm) -> Path:
    return Path(settings.DATASET_FILES) / f"{snapshot.version}-{fingerprint(snapshot)}{form}"


def fingerprint(snapshot: Snapshot) -> str:
    """Return a hash of all that a file depends on beside the number of the version, which may be given twice."""
    inputs = (snapshot.published, settings.ORIGIN.geturl(), index_address(), release.fingerprint())
    return hashlib.sha256(repr(inputs).encode()).hexdigest()[:16]


def made(snapshot: Snapshot, form: DatasetForm, path: Path | None) -> IO[bytes]:
    """Make a file, keep it under its name where it has one, and return it open at its beginning."""
    folder = Path(settings.DATASET_FILES)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="new-", delete=False) as file:
        name = Path(file.name)
        try:
            WRITERS[form](file, snapshot)
            file.flush()
            open_file = name.open("rb")
        except BaseException:
            name.unlink()
            raise
    if path is None:
        name.unlink()
    else:
        name.replace(path)
        clear_away(folder, path)
    return open_file


def clear_away(folder: Path, kept: Path) -> None:
    """Remove the files of other versions; whoever reads one still has it to the end."""
    version = kept.name.partition(".")[0]
    for file in folder.iterdir():
        if not file.name.startswith(version) and not is_being_written(file):
            file.unlink(missing_ok=True)


def is_being_written(file: Path) -> bool:
    """Tell whether a process may still write a file; one that was killed leaves it as it is for good."""
    try:
        return file.name.startswith("new-") and time.time() - file.stat().st_mtime < LEFT_ALONE
    except FileNotFoundError:
        return False


def write_whole(write: Callable[[IO[bytes], Snapshot], None], file: IO[bytes], snapshot: Snapshot) -> None:
    """Write a file of one version of the data: where something is published meanwhile, from the beginning again.

    A file that is kept has the version of its name, so there is nothing to write once that is not the present one.
    """
    for _ in range(TRIES):
        file.seek(0)
        file.truncate()
        before = CurrentSnapshot().latest
        if snapshot.is_cacheable and before != (snapshot.version, snapshot.published):
            break
        write(file, snapshot)
        if CurrentSnapshot().latest == before:
            return
    raise DataMovedOn


def write_text(file: IO[bytes], snapshot: Snapshot) -> None:
    text = io.TextIOWrapper(file, "utf-8", newline="")
    write_json(text, snapshot)
    text.detach()


def write_gzip(file: IO[bytes], snapshot: Snapshot) -> None:
    with opened(snapshot, DatasetForm.JSON) as source, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        shutil.copyfileobj(source, packed, BLOCK)


def write_brotli(file: IO[bytes], snapshot: Snapshot) -> None:
    compressor = brotli.Compressor(mode=brotli.MODE_TEXT, quality=5)
    with opened(snapshot, DatasetForm.JSON) as source:
        while block := source.read(BLOCK):
            file.write(compressor.process(block))
    file.write(compressor.finish())


WRITERS: dict[DatasetForm, Callable[[IO[bytes], Snapshot], None]] = {
    DatasetForm.JSON: lambda file, snapshot: write_whole(write_text, file, snapshot),
    DatasetForm.ZIP: lambda file, snapshot: write_whole(write_zip, file, snapshot),
    DatasetForm.GZIP: write_gzip,
    DatasetForm.BROTLI: write_brotli,
}


def size_of(file: IO[bytes]) -> int:
    return os.fstat(file.fileno()).st_size
