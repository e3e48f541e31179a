from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.text import get_text_list

from curation.snapshots.snapshots import CurrentSnapshot
from reviews.finder.agreement.agreement import Agreement, PickOutcome
from reviews.finder.agreement.published_advice import PublishedTrial
from reviews.finder.agreement.reading import read_agreement, read_published_trials
from reviews.finder.ranking.points import points
from reviews.finder.scoring.factors import BY_KEY


class Command(BaseCommand):
    help = "Put what guides and published texts advise to the finder, and print how often it names their pick."

    def handle(self, **options: Any) -> None:
        agreement = read_agreement(CurrentSnapshot())
        for group in agreement.groups:
            self.stdout.write(
                f"{group.use_case}: first {group.first}, among the first three {group.near} of {group.tried}"
            )
            for trial in group.trials:
                self.stdout.write(
                    f"  {said(trial.outcome, trial.advice.key, trial.advice.situation, trial.advice.picks)}"
                )
        for advice in agreement.without_pick:
            self.stdout.write(f"recommends none: {advice.key}, {advice.situation}")
        for use_case, reason, count in agreement.not_expressed:
            self.stdout.write(f"not expressed: {use_case or 'no shared situation'} ({count}). {reason}")
        self.stdout.write(summary(agreement))
        trials = read_published_trials(CurrentSnapshot())
        for text, outcome in trials:
            self.stdout.write(f"  {said(outcome, text.key, text.situation, text.picks)}")
        self.stdout.write(summary_of_texts(trials))


def said(outcome: PickOutcome, key: str, situation: str, picks: Sequence[str]) -> str:
    """Return one piece of advice with the rank of its pick, and by what the pick stays behind."""
    rank = f"rank {outcome.rank}" if outcome.rank else "not ranked"
    words = f"{rank:10}  {key}: {situation} → {', '.join(picks)}"
    behind = ", ".join(f"{BY_KEY[loss.factor].name} −{points(loss.points)}" for loss in outcome.shortfalls)
    leaders = get_text_list(list(outcome.leaders), "and")
    return f"{words}; {outcome.best} is behind {leaders}: {behind}" if behind else words


def summary_of_texts(trials: Sequence[PublishedTrial]) -> str:
    first, near = (sum(getattr(trial.outcome, place) for trial in trials) for place in ("first", "near"))
    return f"A published text’s pick is first in {first} of {len(trials)}, among the first three in {near}."


def summary(agreement: Agreement) -> str:
    return (
        f"A guide’s pick is first in {agreement.first} of {agreement.tried}, "
        f"among the first three in {agreement.near}; "
        f"{len(agreement.without_pick)} recommend none, "
        f"{sum(count for _, _, count in agreement.not_expressed)} cannot be expressed."
    )
