from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EditorialConfig(AppConfig):
    name = "editorial"

    def ready(self) -> None:
        from curation.changes.applying import published
        from editorial.accounts.groups import allow_proposing
        from editorial.desk.review.duplicates import on_publication as close_duplicates
        from editorial.operation.purging.purging import on_publication

        # Django makes the permissions app by app, those of the lower apps first.
        post_migrate.connect(allow_proposing, sender=self)
        published.connect(on_publication)
        published.connect(close_duplicates)
