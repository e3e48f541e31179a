"""A cache within a bound on the size of what it keeps."""

from curation.lru_cache import LRUCache


def test_what_was_unread_for_longest_goes_first() -> None:
    words = LRUCache(10, len)
    for word in ("four", "five", "six"):
        words.set(word, word)
        words.get("four")

    assert (list(words.values), words.size) == (["six", "four"], 7)


def test_a_value_takes_the_place_of_an_older_one() -> None:
    words = LRUCache(10, len)
    words.set("key", "four")
    words.set("key", "longer")

    assert (list(words.values.values()), words.size) == (["longer"], 6)


def test_a_value_is_made_once() -> None:
    words, made = LRUCache(10, len), iter(["first", "second"])

    assert [words.get_or_set("key", lambda: next(made)) for _ in range(2)] == ["first", "first"]


def test_a_value_beyond_the_bound_is_not_kept() -> None:
    words = LRUCache(10, len)
    words.set("key", "longer than ten")

    assert (words.get("key"), words.size) == (None, 0)
