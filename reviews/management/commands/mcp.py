from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Answer an assistant over standard input and output (Model Context Protocol), from this site’s own data."

    def handle(self, **options: Any) -> None:
        import anyio

        from reviews.sharing.assistants.transports import serve_streams

        anyio.run(serve_streams)
