from django.contrib.admin.apps import AdminConfig


class CurationAdminConfig(AdminConfig):
    """Django's admin behind two factors."""

    default_site = "editorial.accounts.site.CurationSite"

    def ready(self) -> None:
        super().ready()
        from config import checks  # noqa: F401
