"""
Make a scratch catalogue many times as large: `python -m bench.enlarge 100`.

`make bench SCALE=10` does this before it measures. The copies are synthetic and say so. They go into no other database
than one with “bench” in its name, which DATABASE_URL names and the catalogue is loaded into.
"""

import argparse
import os
import sys
from pathlib import Path

import django
from django.db import connection


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.enlarge", description="Copy every framework many times.")
    parser.add_argument("times", type=int, help="how many times as many frameworks there shall be")
    times: int = parser.parse_args().times
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    name = Path(connection.settings_dict["NAME"]).name
    if "bench" not in name:
        sys.exit(f"Refused: synthetic rows go only into a database with “bench” in its name, and this is {name}.")
    from bench.synthetic import enlarge

    sys.stdout.write(f"{enlarge(times)} frameworks, most of them synthetic.\n")


if __name__ == "__main__":
    main()
