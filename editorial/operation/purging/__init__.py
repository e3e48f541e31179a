"""Telling the caches before the site what a publication has changed."""
