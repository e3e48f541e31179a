from django.contrib.admin.apps import AdminConfig


class CurationAdminConfig(AdminConfig):
    """Django's admin behind two factors."""

    default_site = "editorial.accounts.site.CurationSite"
