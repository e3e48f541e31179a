"""What properties of answers about what ran mean, where neither their serializer nor their model says so."""

from collections.abc import Mapping

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "LabRun": {
        "servers": "The servers that the frameworks ran on, with their versions.",
        "left_out": "What was left out, with the reason.",
        "command": "The command that made the run.",
        "python": "The version of Python that the programs ran on.",
    },
    "File": {"path": "Where the file stands in the folder of the program.", "text": "What is in the file."},
    "FailedCheck": {"check": "What was checked.", "seen": "What was seen instead."},
    "Program": {
        "as_in": "The framework whose program serves for this one too; null where it has its own.",
        "files": "The files of the program.",
        "needs": "The packages it needs beside the framework’s own.",
        "remarks": "What readers should know of it.",
        "failed": "The checks that failed.",
    },
    "CellProof": {
        "packages": "What its environment holds beside the framework.",
        "verdict": "What the program says of the cell; it changes none.",
        "text": "The program.",
        "level": "The level of support that the program was written for.",
    },
    "Figure": {"measure": "What was measured."},
}
"""By the name of the schema."""
