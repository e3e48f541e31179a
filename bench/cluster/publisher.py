"""Publishes a change for each number on its standard input, as an editor and a publisher do on one of the nodes."""

import sys
import time

from django.db import DatabaseError, connections

from bench.drills.work import publish_words

TRIED_AGAIN = 0.2


def main() -> None:
    for line in sys.stdin:
        publish(f"Drill {int(line)}.")
        sys.stdout.write(line)
        sys.stdout.flush()


def publish(words: str) -> None:
    """Publish, and try again for as long as the database is out of reach, as people do."""
    while True:
        try:
            publish_words(words)
            return
        except DatabaseError:
            time.sleep(TRIED_AGAIN)
        finally:
            connections.close_all()


if __name__ == "__main__":
    main()
