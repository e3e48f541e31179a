from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from editorial.accounts import second_factor


class Command(BaseCommand):
    help = "Take a person's second factor away, for an emergency: at their next login they set up another."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: Any) -> None:
        try:
            person = User.objects.get(username=username)
        except User.DoesNotExist:
            names = ", ".join(User.objects.filter(is_staff=True).values_list("username", flat=True)) or "nobody"
            raise CommandError(f"There is no “{username}”. In the admin may be: {names}.") from None
        second_factor.reset(person, by=person)
        self.stdout.write(f"{username} sets up a second factor anew at the next login.")
