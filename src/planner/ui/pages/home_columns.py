"""The columns of the cards of Home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from planner.domain.visits import Direction
from planner.i18n import N_, _
from planner.ui.day_words import short_day
from planner.ui.models.table_model import Column
from planner.ui.pages.home_words import near_day, visit_days, visit_state

if TYPE_CHECKING:  # the first page shows visits and follow-ups; the rest is found out afterwards
    from planner.domain.deadlines import Deadline
    from planner.domain.ids import VisitId
    from planner.domain.lines import FollowUpLine, VisitLine
    from planner.domain.outlook import Attention, Outlook
    from planner.services.home import RecentLine

REVIEW: Final = "review"
"""The column that opens with one click."""
SOON: Final = 7
"""Days from which on a deadline stands out."""
_TONES: Final = (None, None, "danger")
_ICONS: Final = ("info", "triangle-alert", "circle-alert")
"""By severity: note, warning, conflict."""
_DEADLINE_ICONS: Final = {
    "site list": "building-2",
    "site notice": "building-2",
    "name": "user",
    "promise": "handshake",
    "call": "landmark",
    "step": "list-checks",
}
_WORD_ICONS: Final = {
    "person": "user",
    "organisation": "building-2",
    "site": "map-pin",
    "agreement": "file-signature",
    "follow_up": "list-checks",
    "funding_programme": "landmark",
    "call": "landmark",
    "country": "globe",
    "visit": "calendar",
    "item": "clock",
    "delegate": "users",
}
RECORDS: Final = frozenset(_WORD_ICONS)
"""Words of the records that are listed as opened."""
Today = Callable[[], dt.date]


def attention_columns() -> tuple[Column[Attention], ...]:
    return (
        Column(
            N_("What"),
            lambda line: line.text,
            240,
            icon=lambda line: _ICONS[line.severity],
            tone=lambda line: _TONES[line.severity],
        ),
        Column(N_("About"), lambda line: line.about, 90, muted=True),
        Column(N_("How much"), _severity_of, 74, muted=True, keeps=True),
        Column(
            N_("Open"),
            lambda _line: _("Review it"),
            94,
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
            lambda line: visit_state(line, outlooks.get(line.id)),
            160,
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


def deadline_columns(today: Today, now: Callable[[], dt.datetime]) -> tuple[Column[Deadline], ...]:
    def there(line: Deadline) -> dt.date:
        """By the calendar of the place where it falls due."""
        from planner.domain.outlook import today_there  # late: deadlines come after a look

        return today_there(line.zone, now()) if line.zone else today()

    def tone(line: Deadline) -> str:
        if line.is_over(there(line)):
            return "danger"
        return "warn" if line.days_left(there(line)) <= SOON else "text2"

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
            lambda line: deadline_day(line, there(line)),
            150,
            keeps=True,
            tone=tone,
        ),
    )


def deadline_day(line: Deadline, today: dt.date) -> str:
    """The last day, with the hour where one is set; the month where no day is known."""
    if not line.key:
        return ""  # several
    day = near_day(line.day, today)
    if not line.exact:
        day = short_day(line.day).partition(" ")[2] if len(line.stated) > 4 else line.stated
    if line.time:
        day = f"{day} {_clock_of(line)}"
    return _("{date}, overdue").format(date=day) if line.is_over(today) else day


def _clock_of(line: Deadline) -> str:
    from planner.domain.times import WallTime
    from planner.ui.pages.home_words import clock_there

    assert line.time is not None
    there = WallTime(dt.datetime.combine(line.day, line.time), line.zone)
    return clock_there(there)


def recent_columns() -> tuple[Column[RecentLine], ...]:
    return (
        Column(
            N_("Name"),
            lambda line: line.title,
            180,
            icon=lambda line: _WORD_ICONS.get(line.word, "file-text"),
        ),
        Column(N_("Kind"), _kind_of, 90, muted=True),
        Column(N_("More"), lambda line: line.detail, 120, muted=True),
    )


def _kind_of(line: RecentLine) -> str:
    from planner.domain.word_titles import TITLES

    return _(TITLES[line.word])


def _severity_of(line: Attention) -> str:
    from planner.domain.findings import SEVERITIES  # late: nothing was found yet

    return _(SEVERITIES[line.severity])
