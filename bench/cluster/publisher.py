"""Publishes a change for each number on its standard input, as an editor and a publisher do on one of the nodes."""

import sys

from bench.drills.work import publish_words


def main() -> None:
    for line in sys.stdin:
        publish_words(f"Drill {int(line)}.")
        sys.stdout.write(line)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
