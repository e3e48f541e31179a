"""A catalogue file that would grow as it is read, or that no reader could understand, is refused in words."""

from pathlib import Path

import pytest

from curation.files import reading

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LAUGHS, "line 2: write out what “*a” stands for"),
        ("a: &a {b: 1}\nc:\n  <<: *a\n", "line 3: write out what “*a” stands for"),
        ("a: " + "[" * 100_000, "more than 30 levels"),
        ("a: " + "x" * 2_000_000, "bytes; allowed are 2,000,000"),
        ("? [a]\n: 1\n", "a name must be text"),
        ("a: 2026-13-45\n", "month must be in 1..12"),
        ("a: " + "9" * 5_000, "Exceeds the limit"),
        ("a: \x01\n", "control characters"),
    ],
    ids=["aliases", "merge", "deep", "large", "list as a name", "no day", "no number", "control"],
)
def test_a_file_that_breaks_readers_is_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/docs.yaml").write_text(text)

    [error] = reading.read_files(tmp_path).errors

    assert error.startswith("sources/docs.yaml: ")
    assert words in error
