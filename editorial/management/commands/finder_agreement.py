from typing import Any

from django.core.management.base import BaseCommand
from django.utils.text import get_text_list

from curation.snapshots.snapshots import CurrentSnapshot
from reviews.finder.agreement import Agreement, Trial
from reviews.finder.agreement_reading import read_agreement
from reviews.finder.points import points
from reviews.finder.scoring.factors import BY_KEY


class Command(BaseCommand):
    help = "Put what guides advise for a project to the finder, and print how often it names their pick."

    def handle(self, **options: Any) -> None:
        agreement = read_agreement(CurrentSnapshot())
        for group in agreement.groups:
            self.stdout.write(
                f"{group.use_case}: first {group.first}, among the first three {group.near} of {group.tried}"
            )
            for trial in group.trials:
                self.stdout.write(f"  {line(trial)}")
        for advice in agreement.without_pick:
            self.stdout.write(f"recommends none: {advice.key}, {advice.situation}")
        for use_case, reason, count in agreement.not_expressed:
            self.stdout.write(f"not expressed: {use_case or 'no shared situation'} ({count}). {reason}")
        self.stdout.write(summary(agreement))


def line(trial: Trial) -> str:
    """Return one piece of advice with the rank of its pick, and by what the pick stays behind."""
    advice, outcome = trial.advice, trial.outcome
    rank = f"rank {outcome.rank}" if outcome.rank else "not ranked"
    said = f"{rank:10}  {advice.key}: {advice.situation} → {', '.join(advice.picks)}"
    behind = ", ".join(f"{BY_KEY[loss.factor].name} −{points(loss.points)}" for loss in outcome.shortfalls)
    leaders = get_text_list(list(outcome.leaders), "and")
    return f"{said}; {outcome.best} is behind {leaders}: {behind}" if behind else said


def summary(agreement: Agreement) -> str:
    return (
        f"A guide’s pick is first in {agreement.first} of {agreement.tried}, "
        f"among the first three in {agreement.near}; "
        f"{len(agreement.without_pick)} recommend none, "
        f"{sum(count for _, _, count in agreement.not_expressed)} cannot be expressed."
    )
