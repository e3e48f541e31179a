"""Settings are made before a file of proofs imports a model."""

from django_project import configure

configure()
