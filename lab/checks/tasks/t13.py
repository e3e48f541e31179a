"""The framework's own test client."""

import re

from lab.checks.checker import Checker
from lab.programs.environments import tool

SERVED = False
COMMAND = "{python} -m pytest -q -p no:cacheprovider test_t13.py"


def run_tests(check: Checker, broken: bool) -> tuple[int, str]:
    copy = check.copy
    if not (copy.folder / "pytest.ini").exists():
        # Without it pytest would take the settings of the project that the lab lies in.
        (copy.folder / "pytest.ini").write_text("[pytest]\n")
    environ = {**copy.environ, "PYTHONPATH": str(tool("pytest"))}
    if broken:
        environ["BREAK"] = "1"
    command = copy.program.header.get("test", (COMMAND,))[0]
    return copy.run(copy.command(command), environ)


def tests_pass(check: Checker) -> None:
    code, output = run_tests(check, broken=False)
    check.must(code == 0, "the tests pass", output[-400:])
    ran = re.search(r"(\d+) passed|Ran (\d+) test", output)
    check.must(ran is not None and ran[0] != "Ran 0 test", "at least one test ran", output[-400:])


def tests_notice(check: Checker) -> None:
    code, output = run_tests(check, broken=True)
    check.must(code == 1, "the tests fail when the program is broken", output[-400:])


STEPS = [tests_pass, tests_notice]
