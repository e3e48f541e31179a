"""Let days pass for what waits on the site that DATABASE_URL names, then do what the server does every few minutes.

The waiting is moved into the past, and the clock left alone: nothing may be published in the future.
"""

import sys
from datetime import timedelta

import django


def let_pass(days: int) -> None:
    from django.core.management import call_command
    from django.db.models import F

    from curation.models import Change, State

    waiting, past = Change.objects.filter(state=State.APPROVED), timedelta(days=days)
    waiting.update(publish_at=F("publish_at") - past, created_at=F("created_at") - past)
    call_command("publish_due")


if __name__ == "__main__":
    django.setup()
    let_pass(int(sys.argv[1]))
