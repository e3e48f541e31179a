"""What each level of support asks for, and what counts when one framework stands on another.

The constraints of ``Support`` enforce what a database can; people decide the rest by these words, which the page on
method and every feature's page print.
"""

from frameworks.models import SupportLevel

ASKS_FOR: dict[SupportLevel, str] = {
    SupportLevel.BUILTIN: (
        "Installing the framework is enough: it is in the framework’s own package or in one that it always installs. "
        "No package is named."
    ),
    SupportLevel.BUILTIN_EXTRA: (
        "The framework’s own call does it, but only once the optional package named beside it is installed."
    ),
    SupportLevel.OFFICIAL_EXTENSION: (
        "A separate package of the framework’s own project: its repository belongs to the organisation or account that "
        "the framework’s repository belongs to, to an organisation that the project runs for extensions, or to the "
        "framework’s lead author, whose package its documentation names. It must do all that third-party ones must."
    ),
    SupportLevel.THIRD_PARTY: (
        "A separate package of others, made for this framework, for one that it is built on or for its server "
        "interface, or with documentation of its own for it. It installs together with the framework’s latest version "
        "on Python 3.13, imports there, and does what the proof asks once it is attached by a documented call, "
        "decorator, base class or setting. One of the server interfaces that the framework documents is enough; the "
        "note names it. The package named is an option, not the only one."
    ),
    SupportLevel.NONE_FOUND: (
        "Somebody searched and found nothing that the definition allows: in the package, in the project’s "
        "documentation with its list of extensions where it has one, and among the packages of the index that name "
        "the framework. The cell says where, for which words and on which day. That is not “no”."
    ),
    SupportLevel.NO: (
        "A document of the project says that it is not offered, or says how it is done instead; the cell links to it. "
        "A plan or a wish in an issue is no such document. Without one the level is “none found”, however plain the "
        "case."
    ),
    SupportLevel.UNKNOWN: "Nothing is claimed, because no evidence decides it; a note says what was tried.",
}

HIGHEST = "Where several levels hold, the cell has the highest one and its note may name the others."

INHERITED = (
    "A framework whose application is an application of another (Django REST Framework and Django Ninja in Django, "
    "FastAPI on Starlette, NiceGUI on FastAPI) has what the other has wherever the other’s documented call works "
    "unchanged in it; its note begins with “Via”. A level is inherited as it is, with two exceptions: an extra that "
    "the framework always installs is built in, and an official extension of the other project is third-party. "
    "A framework that only uses another inside (Connexion and Reflex on Starlette, Quart on Werkzeug) has what its own "
    "documentation shows of it. Mounting a second application beside one’s own counts for nothing."
)
