from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from curation.changes.checks import Edit
from curation.changes.workflow import publish_from
from curation.dates import today
from curation.documents import document_of
from curation.models import Origin
from editorial.models import RunOutcome
from editorial.operation.refreshing.subjects import NoSuchFramework, subjects
from editorial.operation.scheduling.runs import running
from frameworks.models import Fact, FactName, Framework, Source, SourceKind
from frameworks.package_index.footprint import Footprint, NotMeasured, measure


class Command(BaseCommand):
    help = (
        "Install the latest version of frameworks into fresh environments, one after the other, and record how much "
        "each install takes. Nothing is built and no code of a package runs. What cannot be installed stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="+", metavar="SLUG", help="frameworks to measure")

    def handle(self, *, slugs: list[str], **options: Any) -> None:
        try:
            frameworks = [subject.framework for subject in subjects(slugs) if subject.framework]
            with running("measure-footprint") as run:
                failed = [framework for framework in frameworks if not self.measured(framework)]
                run.counts = {"measured": len(frameworks) - len(failed), "failed": len(failed)}
                run.finish(RunOutcome.FAILED if failed else RunOutcome.SUCCEEDED)
        except NoSuchFramework as error:
            raise CommandError(str(error)) from error
        if failed:
            raise CommandError(f"Not measured: {', '.join(framework.name for framework in failed)}.")

    def measured(self, framework: Framework) -> bool:
        """Measure a framework and publish what was found; say why where that fails."""
        latest = Fact.objects.filter(pk=f"{framework.pk}/{FactName.LATEST_VERSION}").first()
        try:
            if latest is None:
                raise NotMeasured("its latest version is not on record")
            footprint = measure(framework.package, latest.value)
        except NotMeasured as error:
            self.stdout.write(f"{framework}: {error}")
            return False
        publish_from(
            Origin.IMPORTER, edits(framework, latest.value, footprint), reason=f"Installed {framework} afresh."
        )
        self.stdout.write(f"{framework} {latest.value}: {footprint.fact_value.value}")
        return True


def edits(framework: Framework, version: str, footprint: Footprint) -> list[Edit]:
    """Return the edits that record a measurement with the installed version as its source."""
    source = Source(key=f"{framework.pk}-install", kind=SourceKind.PACKAGE, package=framework.package, read_on=today())
    source.name = f"{framework.name} {version}, installed to be measured"
    fact = Fact(key=f"{framework.pk}/{FactName.INSTALLED_SIZE}", framework=framework, source=source, read_on=today())
    fact.name, fact.value, fact.note = (
        FactName.INSTALLED_SIZE.value,
        footprint.fact_value.value,
        footprint.fact_value.note,
    )
    return [Edit(type(row), row.key, document_of(row)) for row in (source, fact)]
