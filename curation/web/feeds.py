"""Atom feeds that any reader can parse, whatever texts are stored."""

from typing import Any

from django.utils.feedgenerator import Atom1Feed

from curation.texts import all_cleaned


class Feed(Atom1Feed):
    """An Atom feed without characters that XML cannot hold."""

    def add_item(self, *args: Any, **kwargs: Any) -> None:
        super().add_item(*map(all_cleaned, args), **{name: all_cleaned(value) for name, value in kwargs.items()})
