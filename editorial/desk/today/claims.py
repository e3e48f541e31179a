"""The modules of the desk about claims: without a source, contested, or with a verdict that rules overturned."""

from typing import Any

from django.db.models import QuerySet

from curation.models import ChangeItem, State
from curation.registry import row_type, type_name
from curation.rows import CuratedRow
from editorial.desk.pages import admin_page, changes_in
from editorial.desk.remaining import has_no_source
from editorial.desk.today.module import SHOWN, DeskLine, Module
from frameworks.models import Support, SupportLevel
from measurements.models import CellProof, ProofVerdict
from measurements.models.proof import DOUBTS
from reviews.models import Statement, Verdict


def without_source() -> Module:
    """What needs a source before it can be a claim: cells not checked, statements without proof, drafted claims."""
    cells = Support.objects.filter(level=SupportLevel.UNKNOWN, is_public=True)
    statements = Statement.objects.filter(proofs=None, is_public=True).exclude(verdict=Verdict.UNCHECKABLE)
    drafted = [item for item in items_in_preparation() if has_no_source(item)]
    lines = [
        *(drafted_line(item) for item in drafted),
        *(source_line(Statement, *row) for row in statements.order_by("pk").values_list("pk", "checked_on")),
        *(source_line(Support, *row) for row in cells.order_by("checked_on", "pk").values_list("pk", "checked_on")),
    ]
    return Module(
        anchor="sources",
        title="Without a source",
        count=len(lines),
        note=f"{len(drafted)} of them block a draft",
        url="",
        columns=("Claim", "Type", "Open since", ""),
        lines=lines[:SHOWN],
        empty="Every claim has its source.",
        lists=(
            ("Cells not checked", f"{admin_page(Support, 'changelist')}?level__exact={SupportLevel.UNKNOWN}"),
            ("Statements without proof", f"{admin_page(Statement, 'changelist')}?proofs__isnull=True"),
            ("Drafts", changes_in(State.DRAFT, State.SENT_BACK)),
        ),
    )


def items_in_preparation() -> "QuerySet[ChangeItem]":
    """Return what editors have not put before a reviewer yet."""
    open_items = ChangeItem.objects.filter(change__state__in=[State.DRAFT, State.SENT_BACK])
    return open_items.select_related("change").order_by("change__created_at", "pk")


def source_line(model: type[CuratedRow], key: str, since: Any) -> DeskLine:
    url = admin_page(model, "change", key)
    return DeskLine(key, url, (type_name(row_type(model)), str(since)), action="Add source")


def drafted_line(item: ChangeItem) -> DeskLine:
    change = item.change
    cells = (f"{type_name(item.row_type)}, change {change.pk}", f"{change.created_at:%Y-%m-%d}")
    return DeskLine(item.key, change.get_absolute_url(), cells, action="Add source")


def overturned() -> Module:
    """Statements on which a rule finds another verdict than the editor who read them."""
    statements = Statement.objects.exclude(by_hand="")
    return Module(
        anchor="overturned",
        title="Verdicts that rules overturned",
        count=statements.count(),
        note="readers see what the rule finds",
        url=f"{admin_page(Statement, 'changelist')}?by_hand__in={','.join(Verdict.values)}",
        columns=("Statement", "By rule", "By hand", ""),
        lines=[overturned_line(row) for row in statements.order_by("pk")[:SHOWN]],
        empty="Every rule finds what an editor read.",
    )


def contested() -> Module:
    """Cells that a program contests, or proposes a level for, until their level is another than it was written for."""
    proofs = CellProof.objects.filter(verdict__in=[*DOUBTS, ProofVerdict.PROPOSED], is_public=True)
    levels = dict(Support.objects.values_list("pk", "level"))
    open_ = [row for row in proofs.order_by("pk") if levels.get(f"{row.framework_id}/{row.feature_id}") == row.level]
    return Module(
        anchor="contested",
        title="Cells that programs contest",
        count=len(open_),
        note="no verdict changes a cell; an editor decides",
        url=f"{admin_page(CellProof, 'changelist')}?verdict__in={','.join([*DOUBTS, ProofVerdict.PROPOSED])}",
        columns=("Cell", "Level", "The program", ""),
        lines=[contested_line(row) for row in open_[:SHOWN]],
        empty="No program contests a cell.",
    )


def contested_line(row: CellProof) -> DeskLine:
    cell = f"{row.framework_id}/{row.feature_id}"
    last = next(iter(reversed(row.output.strip().splitlines())), "")[:160]
    verdict = f"{ProofVerdict(row.verdict).label}: {last}" if last else ProofVerdict(row.verdict).label
    cells = SupportLevel(row.level).label, verdict
    return DeskLine(cell, admin_page(Support, "change", cell), cells, action="Decide")


def overturned_line(row: Statement) -> DeskLine:
    url = admin_page(Statement, "change", row.pk)
    cells = f"{Verdict(row.verdict).label}: {row.finding}", Verdict(row.by_hand).label
    return DeskLine(f"{row.pk}: {row.text}", url, cells, action="Settle")
