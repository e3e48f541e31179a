from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from editorial.scheduling.runs import Busy, forget_old
from editorial.scheduling.schedule import TASKS, Task


class Command(BaseCommand):
    help = (
        "Do what is due: publish approved changes whose time has come; once a day read the package index, visit links "
        "and delete what is stored about people past its time. Start it every few minutes, from as many places as you "
        "like; each task is done by one at a time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        failed = [task.name for task in TASKS if task.is_due(now) and not self.carry_out(task)]
        forget_old(now)
        if failed:
            raise CommandError(f"Not all went well: {', '.join(failed)}. The runs on the desk say what happened.")

    def carry_out(self, task: Task) -> bool:
        """Do a task and say how it went; what another process is doing is in good hands."""
        try:
            words, well = task.work()
        except Busy as busy:
            words, well = str(busy), True
        self.stdout.write(f"{task.name}: {words}")
        return well
