"""Which versions of Python a package asks for, in words."""

import re
from collections import defaultdict
from functools import lru_cache

from frameworks.models import FactName

BOUND = re.compile(r"(>=|<|!=)([\d.]+?)(?:\.\*)?")


@lru_cache(maxsize=256)
def python_words(specifier: str) -> str:
    """Return ``>=3.9,<4`` as “3.9+, below 4”; any other specifier stays as it is declared."""
    bounds: dict[str, list[str]] = defaultdict(list)
    for declared in specifier.replace(" ", "").split(","):
        if not (bound := BOUND.fullmatch(declared)):
            return specifier
        bounds[bound[1]].append(bound[2])
    if len(bounds[">="]) != 1 or len(bounds["<"]) > 1:
        return specifier
    below = [f"below {version}" for version in bounds["<"]]
    without = [f"not {', '.join(bounds['!='])}"] if bounds["!="] else []
    return ", ".join([f"{bounds['>='][0]}+", *below, *without])


def fact_words(name: str, value: str) -> str:
    """Return a fact's value in words; its evidence keeps what was declared."""
    return python_words(value) if name == FactName.REQUIRES_PYTHON else value
