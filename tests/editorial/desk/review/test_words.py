"""Texts compared word by word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.desk.review.words import compared


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


@pytest.mark.parametrize(
    ("before", "after"), [("a " * 999, "b " * 999), ("." * 1999, ".!" * 990), ("a a b " * 300, "b a " * 450)]
)
def test_the_same_few_words_a_thousand_times_take_no_minute(before: str, after: str) -> None:
    began = time.process_time()
    compared(before, after)
    assert time.process_time() - began < 1


def test_a_long_text_is_compared_word_by_word() -> None:
    words = [f"word{number} of the" for number in range(80)]
    old, new = compared(" ".join(words), " ".join([*words[:40], "another", *words[40:]]))
    assert [piece.text.strip() for piece in new if piece.is_own] == ["another"]
    assert not any(piece.is_own for piece in old)
