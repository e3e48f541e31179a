"""Every table of the admin, by what it is about, with what a row of it means."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from inspect import cleandoc
from types import MappingProxyType
from typing import Any

from django.utils.text import capfirst

GROUPS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Frameworks": {
            "frameworks.Framework": "Frameworks",
            "frameworks.Support": "Cells of the matrix",
            "frameworks.Feature": "Features",
            "frameworks.Fact": "Facts",
            "frameworks.SupportWindow": "Support windows",
            "frameworks.Release": "Releases",
            "frameworks.Package": "Packages",
            "frameworks.PythonVersion": "Python versions",
            "frameworks.Kind": "Kinds of framework",
            "frameworks.AdoptionSeries": "Adoption over time",
            "reviews.UncomparedFramework": "Frameworks not compared",
        },
        "What guides say": {
            "reviews.Guide": "Guides",
            "reviews.Rating": "Places of guides",
            "reviews.Remark": "For and against",
            "reviews.Recommendation": "Recommendations",
            "reviews.Pick": "Picks of recommendations",
            "reviews.Statement": "Statements",
            "reviews.Proof": "Proofs of statements",
            "reviews.Passage": "Passages of statements",
            "reviews.Conflict": "Conflicts",
            "reviews.Side": "Sides of conflicts",
            "reviews.Criterion": "Criteria",
            "reviews.Level": "Levels of criteria",
            "reviews.Point": "Points that remarks make",
            "reviews.UseCase": "Use cases",
            "reviews.CommonSituation": "Common situations",
        },
        "Learning and topics": {
            "frameworks.LearningResource": "Learning resources",
            "frameworks.ResourceFramework": "What resources cover",
            "reviews.Assessment": "Guides on resources",
            "reviews.Topic": "Topics",
            "reviews.Question": "Questions",
            "reviews.Answer": "Answers of guides",
            "reviews.Technology": "Technologies",
            "reviews.Mention": "Mentions of technologies",
        },
        "The lab": {
            "measurements.Task": "Tasks",
            "measurements.Program": "Programs of the lab",
            "measurements.CellProof": "Proofs of cells",
            "measurements.Figure": "Figures",
            "measurements.LabRun": "Runs of the lab",
        },
        "Sources": {
            "frameworks.Source": "Sources",
            "editorial.Link": "Links",
            "editorial.Reading": "Answers of the package index",
        },
        "The record": {
            "curation.Change": "Changes",
            "curation.Revision": "Versions of rows",
            "editorial.Correction": "Readers’ corrections",
            "editorial.Run": "Runs of programs",
        },
        "People": {
            "auth.User": "Users",
            "auth.Group": "Groups",
            "admin.LogEntry": "Log entries",
            "axes.AccessLog": "Logins",
            "axes.AccessAttempt": "Failed logins",
            "axes.AccessFailureLog": "Record of failed logins",
        },
    }
)
"""The tables by their models, as they are called here."""
OTHERS = "Others"
SENTENCES = {
    "auth.User": "Somebody who may sign in, with the group that says what they may do.",
    "auth.Group": "What editors, publishers and administrators may do.",
    "admin.LogEntry": "What somebody did to an account or a row.",
    "axes.AccessLog": "A login, and when it ended.",
    "axes.AccessAttempt": "Failed passwords for one name from one address.",
    "axes.AccessFailureLog": "A failed login.",
}
"""What a row of the tables means that are not the site's own."""


@dataclass(frozen=True, slots=True)
class AdminTable:
    """A table, where it is listed, and what a row of it means."""

    name: str
    address: str
    sentence: str
    add: str = ""
    """Where a row is added, for those who may."""


def tables(app_list: Iterable[Mapping[str, Any]]) -> dict[str, list[AdminTable]]:
    """Return the tables that the reader may see, group by group; a group without any is left out."""
    listed = {entry["model"]._meta.label: entry for app in app_list for entry in app["models"]}
    groups = {title: list(tables_of(names, listed)) for title, names in GROUPS.items()}
    known = {label for names in GROUPS.values() for label in names}
    others = {label: str(capfirst(entry["name"])) for label, entry in listed.items() if label not in known}
    groups[OTHERS] = list(tables_of(others, listed))
    return {title: group for title, group in groups.items() if group}


def tables_of(names: Mapping[str, str], listed: Mapping[str, Mapping[str, Any]]) -> Iterator[AdminTable]:
    for label, name in names.items():
        entry = listed.get(label)
        if entry and entry["admin_url"]:
            yield AdminTable(name, entry["admin_url"], sentence_of(label, entry["model"]), entry["add_url"] or "")


def sentence_of(label: str, model: type[Any]) -> str:
    """Return what a row means: the first sentence that its model says of itself."""
    return SENTENCES.get(label) or cleandoc(model.__doc__ or "").partition("\n")[0]
