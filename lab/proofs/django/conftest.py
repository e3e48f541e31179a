"""Settings are made before a file of proofs imports a model."""

import django_project  # noqa: F401
