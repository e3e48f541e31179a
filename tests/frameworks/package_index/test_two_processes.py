"""Two processes that are started at once, each with a database connection of its own: one works, the other says so."""

import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.frameworks.package_index.documents import package_document, release
from tests.frameworks.package_index.index_server import Handler, IndexServer, document
from tests.own_databases import Environment, start

pytestmark = pytest.mark.django_db

A_FRAMEWORK = 'from tests.factories import create_framework; create_framework(key="flask", package="Flask")'
WHAT_THERE_IS = """
from editorial.models import Run
from frameworks.models import Fact
print(Fact.objects.get(name="latest-version").value, Run.objects.get(name="refresh-facts").outcome)
"""


@pytest.fixture
def site(own_site: Environment, index: IndexServer) -> Environment:
    """The environment of a site with one framework to be read from the index."""
    start(own_site, "shell", "-c", A_FRAMEWORK).communicate()
    return own_site | {"PLUMBLINE_PACKAGE_INDEX": index.address}


def test_of_two_at_once_one_reads_the_index_and_the_other_says_so(index: IndexServer, site: Environment) -> None:
    one_has_ended = threading.Event()

    def wait(handler: Handler) -> None:
        one_has_ended.wait(60)
        document(package_document("Flask", release("3.1.3")))(handler)

    def result(process: "subprocess.Popen[str]") -> tuple[int, str]:
        output = process.communicate()[0]
        one_has_ended.set()
        return process.returncode, output

    index.answers("flask", wait)
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(result, [start(site, "run_scheduled") for _ in range(2)]))

    worked = [output for status, output in results if status == 0 and "refresh-facts: 1 packages" in output]
    refused = [output for status, output in results if status == 0 and "refresh-facts: Another run of" in output]
    assert (len(worked), len(refused)) == (1, 1), results
    assert start(site, "shell", "-v0", "-c", WHAT_THERE_IS).communicate()[0].split() == ["3.1.3", "succeeded"]
