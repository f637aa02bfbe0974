"""What the tests of working papers share: material of the samples and of visits drawn by lot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from documents.outlines import outline
from planner.documents.content import Document, Fact, Facts, Row, Table, first
from planner.documents.looks import Look
from planner.documents.material import Material, NeedCount, Wishes
from planner.documents.speaking.wording import speech
from planner.domain.ids import ItemId
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, recipients
from planner.domain.redaction import redacted
from planner.services.planner import Planner
from planner.services.shelf import Shelf, granted

AT = dt.datetime(2027, 4, 1, 9, 30, tzinfo=dt.UTC)
CODES = {"jp": "JP-DK-2027", "sh": "SH-JP-2027"}


def of_plan(
    plan: Plan,
    *codes: str,
    profile: Profile = Profile.INTERNAL,
    recipient: Recipient | None = None,
    own: bool = False,
    **more: Any,
) -> Material:
    """Without anything beside the plan but ``more``."""
    return Material(
        plan=redacted(plan, profile, recipient, own=own),
        profile=profile,
        speech=speech(*(codes or ("en",))),
        look=Look(name="plain", organisation="Agency"),
        at=AT,
        today=AT.date(),
        recipient=recipient,
        **more,
    )


def of_sample(
    sample: Planner,
    which: str,
    *codes: str,
    profile: Profile = Profile.INTERNAL,
    recipient: Recipient | None = None,
    own: bool = False,
    **wishes: Any,
) -> Material:
    """A sample visit with what lies beside it, through the gate."""
    found = sample.visits.find(CODES[which])
    assert found is not None
    plan = sample.visits.plan(found.id)
    wanted = Wishes(**wishes)
    seen = redacted(plan, profile, recipient, own=own)
    shelf = Shelf(sample._core.reader, plan, AT.date())
    more = granted(shelf, profile, recipient, seen, wanted)
    return of_plan(
        plan, *codes, profile=profile, recipient=recipient, own=own, wishes=wanted, **more
    )


def everybody(plan: Plan) -> list[Recipient]:
    return list(recipients(plan))


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def facts(document: Document) -> list[Fact]:
    found = [block.rows for block in document.blocks if isinstance(block, Facts)]
    return [fact for rows in found for fact in rows]


def number(row: Row, column: int = -1) -> int:
    """The number in a cell; a dash is none."""
    text = first(row.cells[column])
    return 0 if text in ("", "–") else int(text)


def sums(table: Table) -> tuple[int, int]:
    """What the rows add up to, and what the row of the total says."""
    return sum(number(row) for row in table.rows if not row.strong), sum(
        number(row) for row in table.rows if row.strong
    )


def counted(plan: Plan, every: int = 2) -> Mapping[ItemId, tuple[NeedCount, ...]]:
    """A need of every second head on each entry."""
    from planner.domain.visits import NeedKind

    found = {item.id: len(plan.on(item)) // every for item in plan.items}
    return {
        key: (NeedCount(kind=NeedKind.DIET, text="Vegan", count=count),)
        for key, count in found.items()
        if count
    }


def text_of(document: Document) -> str:
    return outline(document)
