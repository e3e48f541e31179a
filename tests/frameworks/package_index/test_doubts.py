"""What looks wrong in a reading, and waits for a person instead of going live."""

import pytest
from django.contrib.auth.models import User

from curation.changes.checks import Edit
from curation.changes.workflow import approve, propose, withdraw
from curation.documents import document_of
from curation.models import Change, Origin, State
from frameworks.models import Fact, FactName
from tests.editorial.desk.pages import staff
from tests.frameworks.package_index.documents import release
from tests.frameworks.package_index.index_server import IndexServer
from tests.frameworks.package_index.refreshing import create_flask, index_says, refresh, value, versions

pytestmark = pytest.mark.django_db


@pytest.fixture
def paul() -> User:
    return staff("Publishers", "paul")


def waiting() -> list[Change]:
    return list(Change.objects.filter(origin=Origin.IMPORTER, state=State.IN_REVIEW))


def test_a_latest_version_that_goes_back_waits(index: IndexServer) -> None:
    create_flask(index)
    index_says(index, release("3.1.2", "2025-08-19") | release("3.1.1") | release("3.1.0"))

    refresh(index)

    assert value(FactName.LATEST_VERSION) == "3.1.3"
    assert "would go back from 3.1.3 to 3.1.2" in waiting()[0].reason


def test_a_latest_version_that_was_withdrawn_goes_live_with_the_reason(index: IndexServer) -> None:
    create_flask(index)
    index_says(index, release("3.1.2", "2025-08-19") | release("3.1.3", yanked=True, yanked_reason="Broken"))

    refresh(index)

    assert (value(FactName.LATEST_VERSION), value(FactName.WITHDRAWN)) == ("3.1.2", "3.1.3")
    assert waiting() == []


def test_half_of_the_releases_vanishing_waits(index: IndexServer) -> None:
    create_flask(index, release("3.1.3") | release("3.1.2") | release("3.1.1") | release("3.1.0"))
    index_says(index, release("3.1.3") | release("3.1.2"))

    refresh(index)

    assert len(versions()) == 4
    assert "2 of 4 releases would vanish" in waiting()[0].reason


def test_another_licence_waits_while_the_rest_goes_live(index: IndexServer) -> None:
    create_flask(index)
    index_says(index, release("3.2.0", "2026-11-01") | release("3.1.3"), license_expression="LicenseRef-Proprietary")

    refresh(index)

    assert (value(FactName.DECLARED_LICENCE), value(FactName.LATEST_VERSION)) == ("BSD-3-Clause", "3.2.0")
    assert "from “BSD-3-Clause” to “LicenseRef-Proprietary”" in waiting()[0].reason


def test_what_an_editor_wrote_is_not_overwritten(index: IndexServer, paul: User) -> None:
    create_flask(index)
    document = document_of(Fact.objects.get(pk="flask/required-packages")) | {"value": "7"}
    written = propose([Edit(Fact, "flask/required-packages", document)], reason="Counted.", author=staff("Editors"))
    approve(written, reviewer=paul)

    refresh(index)

    assert value(FactName.REQUIRED_PACKAGES) == "7"
    assert "than an editor wrote" in waiting()[0].reason


def test_a_doubt_that_a_person_approves_goes_live(index: IndexServer, paul: User) -> None:
    create_flask(index)
    index_says(index, license_expression="MIT")
    refresh(index)

    approve(waiting()[0], reviewer=paul)

    assert value(FactName.DECLARED_LICENCE) == "MIT"


def test_the_same_doubt_is_put_once(index: IndexServer) -> None:
    create_flask(index)
    index_says(index, license_expression="MIT")

    refresh(index)
    refresh(index)

    assert len(waiting()) == 1


def test_what_a_person_declined_is_not_put_again(index: IndexServer) -> None:
    create_flask(index)
    index_says(index, license_expression="MIT")
    refresh(index)
    withdraw(waiting()[0])

    refresh(index)

    assert waiting() == []


def test_a_new_wish_takes_the_place_of_the_one_that_waits(index: IndexServer) -> None:
    create_flask(index)
    index_says(index, license_expression="MIT")
    refresh(index)
    index_says(index, license_expression="Apache-2.0")

    refresh(index)

    [change] = waiting()
    assert "“Apache-2.0”" in change.reason


def test_nothing_doubtful_counts_as_read_today(index: IndexServer) -> None:
    create_flask(index)
    index_says(index, release("3.1.1"))

    refresh(index)

    assert {item.row_type for item in waiting()[0].items.all()} == {"fact", "release"}
