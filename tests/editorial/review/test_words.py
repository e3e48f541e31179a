"""Texts compared word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.review.words import compared


def marked(before: str, after: str) -> tuple[str, str]:
    """Return both texts with what is in one of them alone in brackets."""
    return tuple("".join(f"[{text}]" if own else text for text, own in side) for side in compared(before, after))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The same.", "The same.", ("The same.", "The same.")),
        ("It shows an ORM.", "It has an ORM.", ("It [shows] an ORM.", "It [has] an ORM.")),
        ("It has one and so on.", "It has two or so on.", ("It has [one and] so on.", "It has [two or] so on.")),
        ("Words of one sort.", "Something else entirely", ("[Words of one sort.]", "[Something else entirely]")),
        ("", "New.", ("", "[New.]")),
        ("Gone.", "", ("[Gone.]", "")),
    ],
    ids=["equal", "one word", "joined over a space", "nothing alike", "added", "taken away"],
)
def test_what_differs_is_marked(before: str, after: str, expected: tuple[str, str]) -> None:
    assert marked(before, after) == expected


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_pieces_make_up_both_texts(before: str, after: str) -> None:
    old, new = compared(before, after)

    assert ("".join(piece.text for piece in old), "".join(piece.text for piece in new)) == (before, after)
