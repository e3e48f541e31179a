"""Date the whole catalogue in the database that DATABASE_URL names back to yesterday, and add who keeps it."""

import datetime
from typing import TYPE_CHECKING

import django
from django.contrib.auth.hashers import make_password

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
    # A hash takes a processor a third of a second, as it should.
    password = make_password(PASSWORD)
    create_person(NEWCOMER, "Editors", password)
    for username, group in PEOPLE.items():
        give_codes(create_person(username, group, password))


def create_person(username: str, group: str, password: str) -> "User":
    from django.contrib.auth.models import Group, User

    user = User.objects.create(username=username, password=password, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
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
