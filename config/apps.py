from django.contrib.admin.apps import AdminConfig
from django.db.backends.signals import connection_created


class CurationAdminConfig(AdminConfig):
    """Django's admin behind two factors."""

    default_site = "editorial.accounts.site.CurationSite"

    def ready(self) -> None:
        super().ready()
        from config import checks
        from config.caching.known_version import known
        from config.monitoring import slow_queries
        from curation.changes.applying import published

        connection_created.connect(checks.keep_to_owner)
        connection_created.connect(slow_queries.watch)
        published.connect(known.forget)
