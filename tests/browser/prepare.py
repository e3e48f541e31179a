"""Date the whole catalogue in the database that DATABASE_URL names back to yesterday, and add who keeps it."""

import datetime
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PASSWORD = "correct horse battery"
CODE = "let-me-in"
LOGINS = 20
YESTERDAY = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
PEOPLE = {"eve": "Editors", "otto": "Editors", "paul": "Publishers", "ada": "Administrators"}
NEWCOMER = "nora"
"""An editor who has no second factor yet."""


def prepare() -> None:
    """Date what is published back by a day, and create people."""
    from curation.models import Change, Revision
    from curation.rows import writing

    Change.objects.update(created_at=YESTERDAY, published_at=YESTERDAY)
    with writing():
        Revision.objects.update(valid_from=YESTERDAY)
    create_person(NEWCOMER, "Editors")
    for username, group in PEOPLE.items():
        give_codes(create_person(username, group))


def create_person(username: str, group: str) -> "User":
    from tests.factories import create_user

    user = create_user(username=username, group=group, is_staff=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def give_codes(user: "User") -> None:
    from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from editorial.accounts.second_factor import hash_of

    TOTPDevice.objects.create(user=user, name="App")
    codes = StaticDevice.objects.create(user=user, name="Recovery codes")
    # A recovery code is good for one login, and the tests log in more than once.
    StaticToken.objects.bulk_create(StaticToken(device=codes, token=hash_of(CODE)) for _ in range(LOGINS))


if __name__ == "__main__":
    django.setup()
    prepare()
