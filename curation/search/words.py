"""Texts as they are compared: without case, signs, needless space and the plural."""

import re

WORD = re.compile(r"\w+")
STOP_WORDS = frozenset(
    word
    for line in (
        "a an and any are as at be best better between by can compare compared difference differences do does for from",
        "good has have how i in is it me my of on or should than that the there this to use using versus vs want was",
        "what when where which who why will with without you your",
    )
    for word in line.split()
)
"""What a question has besides its subject."""


def words_of(text: str) -> list[str]:
    return WORD.findall(text.casefold().replace("_", " "))


def singular(word: str) -> str:
    """Return a word without the s of a plural, roughly: both sides of a comparison lose it."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def plain(text: str) -> str:
    """Return a name as it is compared with others."""
    return " ".join(map(singular, words_of(text)))


def telling(words: list[str]) -> list[str]:
    """Return the words that say what is looked for; all of them where none does."""
    return [word for word in words if word not in STOP_WORDS] or words
