"""Where the lab keeps things. Everything made at run time lies below var/lab/, which git ignores."""

from pathlib import Path

LAB = Path(__file__).resolve().parent
ROOT = LAB.parent
APPS = LAB / "apps"
LOCKS = LAB / "locks"
PROOFS = LAB / "proofs"
REPORTS = LAB / "reports"
RESULTS = LAB / "results"

VAR = ROOT / "var" / "lab"
ENVIRONMENTS = VAR / "envs"
TOOLS = VAR / "tools"
WORK = VAR / "work"
FETCHED = VAR / "fetched"
LOGS = VAR / "logs"
STEPS = VAR / "steps"
