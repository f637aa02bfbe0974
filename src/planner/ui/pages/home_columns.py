"""The columns of the cards of Home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from planner.domain.deadlines import Deadline, DeadlineKind
from planner.domain.findings import SEVERITIES, Severity
from planner.domain.ids import VisitId
from planner.domain.library import TITLES
from planner.domain.lines import FollowUpLine, VisitLine
from planner.domain.outlook import Attention, Outlook
from planner.domain.visits import Direction
from planner.i18n import N_, _, clock
from planner.services.home import RecentLine
from planner.ui.day_words import short_day
from planner.ui.models.table_model import Column
from planner.ui.pages.home_words import near_day, state_text, visit_days

REVIEW: Final = "review"
"""The column that opens with one click."""
SOON: Final = 7
"""Days from which on a deadline stands out."""
_TONES: Final = {Severity.CONFLICT: "danger", Severity.WARNING: "warn", Severity.NOTE: "text2"}
_ICONS: Final = {
    Severity.CONFLICT: "circle-alert",
    Severity.WARNING: "triangle-alert",
    Severity.NOTE: "info",
}
_DEADLINE_ICONS: Final = {
    DeadlineKind.SITE_LIST: "building-2",
    DeadlineKind.SITE_NOTICE: "building-2",
    DeadlineKind.NAME: "user",
    DeadlineKind.PROMISE: "handshake",
    DeadlineKind.CALL: "landmark",
    DeadlineKind.STEP: "list-checks",
}
_WORD_ICONS: Final = {
    "person": "user",
    "organisation": "building-2",
    "site": "map-pin",
    "agreement": "file-signature",
    "follow_up": "list-checks",
    "visit": "calendar",
    "item": "clock",
    "delegate": "users",
}
RECORDS: Final = frozenset(_WORD_ICONS)
"""Words of the records that are listed as opened."""
IN_AGREEMENTS: Final = frozenset({"funding_programme", "invitation"})
"""What the area of agreements shows without a page for one of them."""
Today = Callable[[], dt.date]


def attention_columns() -> tuple[Column[Attention], ...]:
    return (
        Column(
            N_("What"),
            lambda line: line.text,
            240,
            icon=lambda line: _ICONS[line.severity],
            tone=lambda line: _TONES[line.severity] if line.severity is Severity.CONFLICT else None,
        ),
        Column(N_("Visit"), lambda line: line.about, 90, muted=True),
        Column(
            N_("How much"), lambda line: _(SEVERITIES[line.severity]), 74, muted=True, keeps=True
        ),
        Column(
            N_("Open"),
            lambda _line: _("Review"),
            68,
            tone=lambda _line: "link",
            key=REVIEW,
        ),
    )


def visit_columns(
    outlooks: Mapping[VisitId, Outlook], today: Today
) -> tuple[Column[VisitLine], ...]:
    return (
        Column(
            N_("Visit"),
            lambda line: line.title,
            190,
            icon=lambda line: "plane" if line.direction is Direction.OUTBOUND else "calendar",
        ),
        Column(
            N_("When"),
            lambda line: visit_days(line.first_day, line.last_day, today()),
            150,
            muted=True,
            keeps=True,
        ),
        Column(
            N_("How it stands"),
            lambda line: state_text(line, outlooks.get(line.id)),
            150,
            muted=True,
        ),
        Column(N_("People"), lambda line: str(line.heads), 40, right=True, muted=True),
    )


def due_columns(today: Today) -> tuple[Column[FollowUpLine], ...]:
    def late(line: FollowUpLine) -> bool:
        return line.due_on is not None and line.due_on < today()

    def due(line: FollowUpLine) -> str:
        day = near_day(line.due_on, today())
        return _("{date}, overdue").format(date=day) if late(line) else day

    return (
        Column(
            N_("What is to be done"), lambda line: line.title, 190, icon=lambda _line: "list-checks"
        ),
        Column(N_("About"), lambda line: line.about, 90, muted=True),
        Column(
            N_("Due"), due, 160, keeps=True, tone=lambda line: "danger" if late(line) else "text2"
        ),
    )


def deadline_columns(today: Today) -> tuple[Column[Deadline], ...]:
    def near(line: Deadline) -> bool:
        return (line.day - today()).days <= SOON

    return (
        Column(
            N_("What"),
            lambda line: line.sentence,
            200,
            icon=lambda line: _DEADLINE_ICONS.get(line.kind, "file-signature"),
        ),
        Column(N_("About"), lambda line: line.about, 130, muted=True),
        Column(
            N_("By"),
            lambda line: deadline_day(line, today()),
            130,
            keeps=True,
            tone=lambda line: "warn" if near(line) else "text2",
        ),
    )


def deadline_day(line: Deadline, today: dt.date) -> str:
    """The last day, with the hour where one is set; a month where no day is known."""
    if not line.exact:
        return _("end of {month}").format(month=short_day(line.day).partition(" ")[2])
    day = near_day(line.day, today)
    return f"{day} {clock(line.time)}" if line.time else day


def recent_columns() -> tuple[Column[RecentLine], ...]:
    return (
        Column(
            N_("Name"),
            lambda line: line.title,
            180,
            icon=lambda line: _WORD_ICONS.get(line.word, "file-text"),
        ),
        Column(N_("Kind"), lambda line: _(TITLES[line.word]), 90, muted=True),
        Column(N_("More"), lambda line: line.detail, 120, muted=True),
    )
