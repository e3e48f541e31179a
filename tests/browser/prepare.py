"""Fill the database that DATABASE_URL names: the whole catalogue since yesterday, and two people who keep it."""

import datetime

import django

PASSWORD = "correct horse battery"
YESTERDAY = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)


def prepare() -> None:
    """Load the catalogue and date its publication back by a day."""
    from django.core.management import call_command

    from editorial.models import Change, Revision
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


if __name__ == "__main__":
    django.setup()
    prepare()
