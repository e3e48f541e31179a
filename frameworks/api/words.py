"""What properties of answers about what is mean, where neither their serializer nor their model says so."""

from collections.abc import Mapping

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "Framework": {"kind": "The family it belongs to."},
    "Source": {"publisher": "Who publishes it; empty where that is not known."},
    "Resource": {
        "formats": "The forms it teaches in, in short words; none where the source states none.",
        "covers": "The frameworks that it covers by its source.",
        "access": "Whether it costs anything.",
        "tip": "What to know before taking it; empty where there is nothing.",
    },
    "SupportWindow": {"long_term": "Whether it is a line with long-term support."},
    "Release": {
        "prerelease": "Whether it is an alpha, beta or release candidate.",
        "wheels": "What its wheels are built for.",
    },
    "Adoption": {"metric": "What is counted."},
}
"""By the name of the schema."""
