"""Waiting for another service."""

from lab.checks.checker import Checker
from lab.serving.downstream import SECONDS, service

READY = "/wait"
SURROUNDINGS = service


def passes_the_answer_on(check: Checker) -> None:
    counts = []
    for _ in range(5):
        answer = check.client().get("/wait")
        check.must(answer.status == 200 and answer.is_json, "the answer is JSON with 200", answer)
        check.must(answer.seconds >= SECONDS, "an answer takes as long as the other service", f"{answer.seconds:.3f} s")
        counts.append((answer.json() or {}).get("n"))
    right = counts == list(range(counts[0] or 0, (counts[0] or 0) + 5))
    check.must(right, "every request asks the other service once and passes its answer on", counts)


STEPS = [passes_the_answer_on]
