from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EditorialConfig(AppConfig):
    name = "editorial"

    def ready(self) -> None:
        from editorial.accounts.groups import allow_proposing

        # Django makes the permissions app by app, those of the lower apps first.
        post_migrate.connect(allow_proposing, sender=self)
