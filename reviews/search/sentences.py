"""The sentence of a text that answers a search, with the words that were found."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from curation.search.words import WORD

SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
ENDINGS = re.compile(r"(?:ations?|ating|ated|ates?|ings?|ions?|ies|ed|es|ly|s|y|e)$")
LONGEST = 240


@dataclass(frozen=True, slots=True)
class SentencePart:
    """A part of a sentence, and whether it was searched for."""

    text: str
    is_match: bool


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a word without its ending, roughly as the databases do; what is left has three letters at least."""
    return (ENDINGS.sub("", word) if len(word) > 4 else word)[:24]


def is_match(word: str, stems: Collection[str]) -> bool:
    folded = word.casefold()
    return stem(folded) in stems or folded in stems


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text, with its words and their stems."""

    text: str
    words: frozenset[str]
    stems: frozenset[str]

    def found(self, stems: Collection[str]) -> int:
        """Return how many of its words are searched for, those of one stem once."""
        return len(self.stems.intersection(stems) | set(map(stem, self.words.intersection(stems))))


# Most searches find some of the same things, such as frameworks and features.
@lru_cache(maxsize=1024)
def sentences_of(text: str) -> list[Sentence]:
    sentences = []
    for sentence in filter(str.strip, SENTENCE.split(text)):
        words = frozenset(word.casefold() for word in WORD.findall(sentence))
        sentences.append(Sentence(sentence, words, frozenset(map(stem, words))))
    return sentences


def best_sentence(text: str, words: Collection[str]) -> list[SentencePart]:
    """Return the sentence with most of the words, the first where several have as many; cut where it is long."""
    stems = {stem(word) for word in words}
    best = max(sentences_of(text), key=lambda sentence: sentence.found(stems), default=None)
    return pieces(shortened(best.text, stems), stems) if best else []


def shortened(sentence: str, stems: Collection[str]) -> str:
    """Return a sentence, or the part of a long one around the first word that was found."""
    if len(sentence) <= LONGEST:
        return sentence
    first = next((match.start() for match in WORD.finditer(sentence) if is_match(match[0], stems)), 0)
    begin = sentence.rfind(" ", 0, max(first - LONGEST // 3, 0)) + 1
    end = sentence.rfind(" ", begin, begin + LONGEST)
    return f"{'…' if begin else ''}{sentence[begin : end if end > begin else begin + LONGEST]}…"


def pieces(sentence: str, stems: Collection[str]) -> list[SentencePart]:
    parts: list[SentencePart] = []
    end = 0
    for match in WORD.finditer(sentence):
        if is_match(match[0], stems):
            parts += [SentencePart(sentence[end : match.start()], False), SentencePart(match[0], True)]
            end = match.end()
    return [piece for piece in (*parts, SentencePart(sentence[end:], False)) if piece.text]
