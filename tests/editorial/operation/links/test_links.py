"""Every address in the catalogue is visited politely, and what is dead or moved reaches the desk."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from ipaddress import ip_address
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from curation.rows import writing
from editorial.models import Run
from editorial.operation.links.addresses import addresses
from editorial.operation.links.checking import check, due
from editorial.operation.links.models import TROUBLED_AFTER, Link, LinkOutcome
from editorial.operation.links.reading import MOST_REDIRECTS, Reader, VisitBounds
from editorial.operation.scheduling.runs import running
from frameworks.models import Source
from tests.editorial.desk.pages import client_of, page_of, staff
from tests.editorial.operation.links.web_server import Host, web_host
from tests.factories import create_framework, create_source

LOOPBACK = ip_address("127.0.0.1")


@pytest.fixture
def host() -> Iterator[Host]:
    with web_host() as served:
        yield served


def reader(**bounds: float) -> Reader:
    """Return a visitor that may go to this machine, and to no other private place."""
    some = VisitBounds(**{"connect": 1, "silence": 0.3, **bounds})
    return Reader("Plumbline/1.0", some, may_visit=lambda address: address == LOOPBACK)


def source_at(url: str, key: str = "docs") -> None:
    """Publish a source at a private address, as was possible once."""
    create_source(key=key)
    with writing():
        Source.objects.filter(pk=key).update(url=url)


def visit(url: str) -> Any:
    return reader().visit(url)


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/fine", LinkOutcome.FOUND),
        ("/elsewhere", LinkOutcome.FOUND),
        ("/moved", LinkOutcome.MOVED),
        ("/nowhere", LinkOutcome.DEAD),
        ("/gone", LinkOutcome.DEAD),
        ("/closed", LinkOutcome.CLOSED),
        ("/broken", LinkOutcome.FAILED),
        ("/slow", LinkOutcome.FAILED),
        ("/cut", LinkOutcome.FAILED),
        ("/loop", LinkOutcome.FAILED),
        ("/nonsense", LinkOutcome.FAILED),
        ("/letter", LinkOutcome.FAILED),
        ("/elsewhere_and_moved", LinkOutcome.FOUND),
        ("/inward", LinkOutcome.INWARD),
        ("/enormous", LinkOutcome.FOUND),
    ],
)
def test_what_a_host_answers_is_judged(host: Host, path: str, outcome: LinkOutcome) -> None:
    assert visit(f"{host.address}{path}").outcome == outcome


def test_what_moved_for_good_says_where_to(host: Host) -> None:
    assert visit(f"{host.address}/moved").detail == f"{host.address}/fine"


def test_what_moved_for_good_and_then_for_now_is_at_its_lasting_address(host: Host) -> None:
    assert visit(f"{host.address}/moved_and_elsewhere").detail == f"{host.address}/elsewhere"


def test_an_answer_that_never_ends_is_cut_short(host: Host) -> None:
    dripping = reader(silence=5, whole=0.3).visit(f"{host.address}/dripping")

    assert (dripping.outcome, dripping.detail) == (LinkOutcome.FAILED, "no whole answer within 0.3 seconds")


def test_a_loop_ends_after_a_few_steps(host: Host) -> None:
    visit(f"{host.address}/loop")

    # Each attempt of the last step counts once.
    assert host.requested.count("/loop") == MOST_REDIRECTS + 1


def test_a_host_gets_a_second_chance(host: Host) -> None:
    host.bad_days = 1

    assert visit(f"{host.address}/moody").outcome == LinkOutcome.FOUND


def test_a_host_that_speaks_no_tls_has_no_answer(host: Host) -> None:
    assert visit(host.address.replace("http://", "https://")).outcome == LinkOutcome.FAILED


def test_a_name_that_nobody_has_is_no_answer() -> None:
    assert visit("https://nobody.invalid/").outcome == LinkOutcome.FAILED


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/",
        "http://0x7f000001/",
        "http://[::ffff:127.0.0.1]/",
    ],
)
def test_no_private_address_is_visited(url: str) -> None:
    assert Reader("Plumbline/1.0").visit(url).outcome == LinkOutcome.INWARD


def test_robots_txt_is_obeyed(host: Host) -> None:
    host.robots = "User-agent: *\nDisallow: /fine"

    assert (visit(f"{host.address}/fine").outcome, "/fine" in host.requested) == (LinkOutcome.CLOSED, False)


def test_robots_txt_is_obeyed_where_it_has_moved(host: Host) -> None:
    host.robots_status = 301

    assert visit(f"{host.address}/fine").outcome == LinkOutcome.CLOSED


def test_a_host_that_cannot_say_what_programs_may_read_is_left_alone(host: Host) -> None:
    host.robots_status = 503

    assert (visit(f"{host.address}/fine").outcome, "/fine" in host.requested) == (LinkOutcome.CLOSED, False)


def test_a_host_without_robots_txt_lets_programs_in(host: Host) -> None:
    host.robots_status = 404

    assert visit(f"{host.address}/fine").outcome == LinkOutcome.FOUND


def test_a_packed_robots_txt_is_not_unpacked(host: Host) -> None:
    host.robots_status, host.robots_at = 301, "/packed"

    found = visit(f"{host.address}/fine")

    assert (found.outcome, found.detail) == (LinkOutcome.CLOSED, "robots.txt comes packed, which nobody asked for")


def test_a_robots_txt_that_would_take_all_memory_is_not_kept_to(host: Host) -> None:
    programs, rules = (f"User-agent: a{number}" for number in range(1000)), (f"Allow: /{n}" for n in range(1000))
    host.robots = "\n".join([*programs, *rules])

    assert visit(f"{host.address}/fine").outcome == LinkOutcome.CLOSED


def test_robots_txt_is_asked_for_once(host: Host) -> None:
    visitor = reader()
    for path in ("/fine", "/gone", "/fine"):
        visitor.visit(f"{host.address}{path}")

    assert host.requested.count("/robots.txt") == 1


def test_a_host_says_how_long_to_wait(host: Host) -> None:
    host.robots = "User-agent: *\nCrawl-delay: 7"
    visitor = reader()

    visitor.visit(f"{host.address}/fine")

    assert visitor.pause(f"{host.address}/fine") == 7


def test_the_addresses_of_public_rows_are_known_with_their_places(db: None) -> None:
    create_source(key="docs", url="https://example.com/docs/")
    create_framework(key="quart", website="https://example.com/quart/", status="draft")

    assert addresses() == {"https://example.com/docs/": [(Source, "docs")]}


def visited(host: Host, *paths: str) -> dict[str, Link]:
    """Visit some paths of a host and return what is recorded of each."""
    links = check([f"{host.address}{path}" for path in paths], reader, pause=0)
    return {link.url.removeprefix(host.address): link for link in links}


def test_every_address_is_recorded(db: None, host: Host) -> None:
    visited(host, "/fine", "/gone")

    assert set(Link.objects.values_list("outcome", flat=True)) == {LinkOutcome.FOUND, LinkOutcome.DEAD}


def test_several_hosts_are_visited(db: None, host: Host) -> None:
    with web_host() as other:
        links = list(check([f"{host.address}/fine", f"{other.address}/gone"], reader, pause=0))

    assert {link.outcome for link in links} == {LinkOutcome.FOUND, LinkOutcome.DEAD}


def test_what_was_visited_lately_is_not_due(db: None) -> None:
    create_source(url="https://example.com/docs/")
    Link.objects.create(url="https://example.com/docs/", outcome=LinkOutcome.FOUND, checked_at=timezone.now())

    assert due(timedelta(days=7)) == []


def test_an_interrupted_run_goes_on_where_it_stopped(db: None, host: Host) -> None:
    for name in ("fine", "gone"):
        source_at(f"{host.address}/{name}", key=name)
    next(check(due(timedelta(days=7)), reader, pause=0))

    assert len(due(timedelta(days=7))) == 1


def test_an_address_that_left_the_catalogue_is_forgotten(db: None) -> None:
    Link.objects.create(url="https://example.com/old/", outcome=LinkOutcome.DEAD, checked_at=timezone.now())
    due(timedelta(days=7))

    assert not Link.objects.exists()


def test_a_host_with_a_bad_day_is_not_yet_dead(db: None, host: Host) -> None:
    visited(host, "/broken")

    assert not Link.objects.to_mend().exists()


def test_a_host_that_fails_again_and_again_is(db: None, host: Host) -> None:
    for _ in range(TROUBLED_AFTER):
        visited(host, "/broken")

    assert Link.objects.to_mend().exists()


def test_an_answer_ends_a_row_of_failures(db: None, host: Host) -> None:
    host.bad_days = 2
    visited(host, "/moody")

    assert visited(host, "/moody")["/moody"].failures == 0


def test_a_dead_link_reaches_the_desk_with_the_row_it_stands_in(db: None, host: Host) -> None:
    source_at(f"{host.address}/gone")
    visited(host, "/gone")
    page = client_of(staff("Editors")).get("/admin/desk/").text

    assert page_of(Source, "change", "docs") in page


def test_the_number_on_the_desk_leads_to_all_it_counts(db: None) -> None:
    now = timezone.now()
    Link.objects.create(url="https://example.com/gone/", outcome=LinkOutcome.DEAD, checked_at=now)
    Link.objects.create(url="https://example.com/fine/", outcome=LinkOutcome.FOUND, checked_at=now)
    failed = Link(url="https://example.com/bad/", outcome=LinkOutcome.FAILED, failures=TROUBLED_AFTER, checked_at=now)
    failed.save()
    client = client_of(staff("Editors"))

    [module] = [module for module in client.get("/admin/desk/").context["aside"] if module.anchor == "links"]

    assert module.count == client.get(module.url).context["cl"].queryset.count() == 2


def test_the_command_records_its_run(db: None) -> None:
    source_at("http://127.0.0.1/private/")
    call_command("check_links", stdout=StringIO())

    assert Run.objects.get(name="links").counts == {"inward": 1}


def test_two_runs_at_once_are_refused(db: None) -> None:
    with running("links"), pytest.raises(CommandError, match="Another run of links"):
        call_command("check_links", stdout=StringIO())


def test_a_source_without_an_address_is_never_visited(db: None) -> None:
    create_source(url="")

    assert due(timedelta(days=7)) == []
