from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from editorial.operation.refreshing.refresh import index_client
from frameworks.package_index.audit import Audit, audited, locked

FILES = ("requirements/runtime.txt", "requirements/dev.txt", "requirements/clients.txt")


class Command(BaseCommand):
    help = (
        "Ask the package index whether it knows vulnerabilities of the packages that the lock files name. It fails for "
        "each that has one, and for each of which the index does not answer, unless the machine is said to be offline."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        files = [settings.BASE_DIR / name for name in FILES]
        parser.add_argument("files", type=Path, nargs="*", default=files, help="lock files; by default the site's own")
        parser.add_argument("--offline", action="store_true", help="let pass what the index does not answer")

    def handle(self, *, files: list[Path], offline: bool, **options: Any) -> None:
        try:
            packages = sorted({package for file in files for package in locked(file.read_text())})
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"A lock file cannot be read: {error}") from error
        if not packages:
            raise CommandError("No package is named, so nothing was audited.")
        with index_client() as client:
            audit = audited(packages, client)
        self.say(audit, len(packages))
        if audit.vulnerable:
            raise CommandError(f"{len(audit.vulnerable)} packages have known vulnerabilities.")
        if audit.unanswered and not offline:
            raise CommandError(
                f"{len(audit.unanswered)} of {len(packages)} packages could not be audited. Where the index cannot be "
                "reached, say so with --offline (OFFLINE=1 make check)."
            )

    def say(self, audit: Audit, number: int) -> None:
        self.stdout.write(f"Audited {number - len(audit.unanswered)} of {number} packages.")
        for (package, version), vulnerabilities in audit.vulnerable.items():
            for vulnerability in vulnerabilities:
                mended = (
                    f"fixed in {', '.join(vulnerability.fixed_in)}"
                    if vulnerability.fixed_in
                    else "no version fixes it yet"
                )
                self.stdout.write(f"VULNERABLE {package} {version}: {vulnerability.name}, {mended}.")
        for (package, version), why in audit.unanswered.items():
            self.stdout.write(f"NOT AUDITED {package} {version}: {why}")
