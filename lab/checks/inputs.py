"""Random and hostile input. Every hazard is used in every run; the seed decides the rest."""

from random import Random

HAZARDS = (
    "<script>alert(1)</script>",
    "a&b",
    '"quoted"',
    "it's",
    "Zażółć",
    "日本",
    "a+b c",
    "{{7*7}}",
    "%41",
    "🙂",
    "a\\b",
    "</title>",
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def letters(random: Random, count: int = 6) -> str:
    return "".join(random.choice(LETTERS) for _ in range(count))


def hostile_words(random: Random) -> list[tuple[str, str]]:
    """Each hazard with a word of six random letters before it, in random order."""
    words = [(hazard, letters(random) + hazard) for hazard in HAZARDS]
    random.shuffle(words)
    return words
