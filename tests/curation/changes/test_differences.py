"""What differs between documents, in the words of a list of changes."""

from curation.changes.differences import LONGEST, Difference


def test_short_values_are_told_whole() -> None:
    assert Difference("Note", ("Needs a package.", "Needs no package.")).in_short == (
        "Needs a package.",
        "Needs no package.",
    )


def test_of_long_values_the_part_is_told_that_differs() -> None:
    program = "import this\n" * 400

    before, after = Difference("Text", (f"{program}print(1)", f"{program}print(2)")).in_short

    assert (before.endswith("print(1)"), after.endswith("print(2)")) == (True, True)
    assert max(len(before), len(after)) <= LONGEST
