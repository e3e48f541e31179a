"""Fill the database that DATABASE_URL names: the whole catalogue since yesterday, and two people who keep it."""

import datetime

import django

PASSWORD = "correct horse battery"
CODE = "let-me-in"
LOGINS = 20
YESTERDAY = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)


def prepare() -> None:
    """Load the catalogue and date its publication back by a day."""
    from django.core.management import call_command
    from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from editorial.models import Change, Revision
    from editorial.second_factor import hash_of
    from frameworks.curation import writing
    from tests.factories import create_user

    call_command("migrate", verbosity=0)
    call_command("load_catalogue", verbosity=0)
    Change.objects.update(created_at=YESTERDAY, published_at=YESTERDAY)
    with writing():
        Revision.objects.update(valid_from=YESTERDAY)
    for username, group in (("eve", "Editors"), ("paul", "Publishers")):
        user = create_user(username=username, group=group, is_staff=True)
        user.set_password(PASSWORD)
        user.save()
        TOTPDevice.objects.create(user=user, name="App")
        codes = StaticDevice.objects.create(user=user, name="Recovery codes")
        # A recovery code is good for one login, and the tests log in more than once.
        StaticToken.objects.bulk_create(StaticToken(device=codes, token=hash_of(CODE)) for _ in range(LOGINS))


if __name__ == "__main__":
    django.setup()
    prepare()
