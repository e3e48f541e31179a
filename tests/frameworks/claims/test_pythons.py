import pytest

from frameworks.claims.pythons import fact_words, python_words


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        (">=3.12", "3.12+"),
        (">= 3.11", "3.11+"),
        ("<4.0,>=3.9", "3.9+, below 4.0"),
        (">=2.7, !=3.0.*, != 3.1.*", "2.7+, not 3.0, 3.1"),
        (">=3.9,!=3.9.1,<4", "3.9+, below 4, not 3.9.1"),
    ],
)
def test_python_versions_are_said_as_people_say_them(declared: str, words: str) -> None:
    assert python_words(declared) == words


@pytest.mark.parametrize("declared", ["", "Not stated", "~=3.8", ">3", "<4", ">=3.8,>=3.9", ">=3.9rc1"])
def test_what_is_less_simple_stays_as_it_is_declared(declared: str) -> None:
    assert python_words(declared) == declared


def test_only_the_versions_of_python_have_words_of_their_own() -> None:
    assert (fact_words("requires-python", ">=3.9"), fact_words("licence", ">=3.9")) == ("3.9+", ">=3.9")
