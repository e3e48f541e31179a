from typing import Any

from django.core.management.base import BaseCommand

from editorial.operation.nodes.models import SiteIdentity
from editorial.operation.nodes.starting import own_secret


class Command(BaseCommand):
    help = "Make this node's secret key the one that all nodes must have, after it was changed on purpose."

    def handle(self, *args: Any, **options: Any) -> None:
        SiteIdentity.objects.update_or_create(pk=1, defaults={"secret": own_secret()})
        self.stdout.write("Nodes start with this secret key from now on. Sessions and links signed before are void.")
