"""The rows of a list under review: what each would become, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.domain.choosing import shown_places
from planner.domain.findings import Severity
from planner.domain.staging import DECISIONS, Decision, StagedRow, Staging
from planner.i18n import N_, _
from planner.ui.models.table_model import Column, ListTable

LOOKS = {
    Decision.NEW: ("user-plus", "ok"),
    Decision.UPDATE: ("pencil", "accent"),
    Decision.SAME: ("check", "text2"),
    Decision.UNDECIDED: ("circle-help", "warn"),
    Decision.SKIP: ("x", "text2"),
}


def what(row: StagedRow) -> str:
    """The decision in words: "Update (3)" says how many fields would change."""
    text = _(DECISIONS[row.decision])
    count = sum(place not in row.declined for place in shown_places(row))
    return f"{text} ({count})" if row.decision is Decision.UPDATE else text


def remark(row: StagedRow) -> str:
    """Whom it may mean, or how many findings there are."""
    from planner import phrases

    if row.findings:
        first = phrases.sentence(row.findings[0])
        more = len(row.findings) - 1
        return f"{first} (+{more})" if more else first
    if row.chosen:
        meant = next((one for one in row.candidates if one.person_id == row.chosen), None)
        return meant.name if meant and meant.name != row.name else ""
    return ""


def is_problem(row: StagedRow) -> bool:
    """Whether somebody should look at it: undecided, skipped by us, or a finding above a note."""
    worth = any(finding.severity > Severity.NOTE for finding in row.findings)
    return (
        row.decision is Decision.UNDECIDED
        or worth
        or (row.decision is Decision.SKIP and not row.decided)
    )


COLUMNS: list[Column[StagedRow]] = [
    Column(N_("Name"), lambda row: row.name or "–", 150),
    Column(N_("Row"), lambda row: str(row.number), 54, muted=True, right=True),
    Column(
        N_("What happens"),
        what,
        168,
        icon=lambda row: LOOKS[row.decision][0],
        tone=lambda row: LOOKS[row.decision][1],
    ),
    Column(N_("Organisation"), lambda row: row.organisation, 120, muted=True),
    Column(
        N_("Remark"),
        remark,
        140,
        icon=lambda row: "triangle-alert" if is_problem(row) else None,
        tone=lambda row: "warn" if is_problem(row) else "text2",
        takes_rest=True,
    ),
]


EVENT_COLUMNS: list[Column[StagedRow]] = [
    Column(N_("Title"), lambda row: row.name or "–", 140),
    Column(N_("Time"), lambda row: row.position, 190),
    Column(N_("Place"), lambda row: row.organisation, 100, muted=True),
    Column(
        N_("What happens"),
        what,
        156,
        icon=lambda row: "plus" if row.decision is Decision.NEW else LOOKS[row.decision][0],
        tone=lambda row: LOOKS[row.decision][1],
    ),
    replace(COLUMNS[-1], width=100),
]


SHEET_COLUMNS: list[Column[StagedRow]] = [
    COLUMNS[0],
    COLUMNS[1],
    COLUMNS[2],
    replace(COLUMNS[3], title=N_("Where"), width=180),
    replace(COLUMNS[4], width=120),
]


def staging_table(columns: Sequence[Column[StagedRow]] = COLUMNS) -> ListTable[StagedRow]:
    return ListTable(columns, key=lambda row: str(row.number))


def counts_text(staging: Staging) -> str:
    """ "2 new · 1 update · 1 possibly the same"."""
    parts = [
        f"{count} {_(text).lower()}"
        for decision, text in DECISIONS.items()
        if (count := staging.count(decision))
    ]
    return "  ·  ".join(parts)
