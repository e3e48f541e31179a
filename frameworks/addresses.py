"""Addresses of the pages of frameworks, features and resources, for lists of hundreds of links."""

from curation.web.addresses import page_root


def framework_address(slug: str) -> str:
    return f"{page_root('framework', 'slug')}{slug}/"


def feature_address(slug: str) -> str:
    return f"{page_root('feature', 'slug')}{slug}/"


def resource_address(slug: str) -> str:
    return f"{page_root('resource', 'slug')}{slug}/"
