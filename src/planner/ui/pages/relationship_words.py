"""What the page of a relationship says: the sentences at its head, and the columns of its lines."""

from __future__ import annotations

from typing import Final

from planner.domain.relationship import DEBTS, Reciprocity, VisitTie
from planner.domain.relationship_line import STRANDS, Line
from planner.domain.times import PartialDate
from planner.domain.visits import Direction
from planner.i18n import N_, _, ngettext
from planner.text import fold
from planner.ui.models.table_model import Column
from planner.ui.pages.relationship_scene import ICONS
from planner.ui.timeline.scene import date_text, span_text

LEVELS: Final = 6
"""Levels that are named, the latest first."""
_TO_US: Final = N_("{title} to us ({date})")
_TO_THEM: Final = N_("{title} to them ({date})")
OPEN: Final = (
    Column[Line](N_("Due"), lambda line: date_text(line.due), 120, keeps=True, muted=True,
                 tone=lambda line: "danger" if line.late else None),
    Column[Line](N_("Title"), lambda line: line.title_in(), 300,
                 icon=lambda line: ICONS[line.strand], takes_rest=True),
    Column[Line](N_("What"), lambda line: _(STRANDS[line.strand]), 122, muted=True, keeps=True),
    Column[Line](N_("Details"), lambda line: line.about(), 300, muted=True),
)  # fmt: skip
ALL: Final = (
    Column[Line](
        N_("Date"), lambda line: span_text(line.since, line.until), 206, keeps=True, muted=True
    ),
    *OPEN[1:],
)


def balance_told(balance: Reciprocity, people: int) -> str:
    """Visits each way, who owes one, which is planned, and how many people were met."""
    told = [
        _counted(
            ngettext("{count} visit to us", "{count} visits to us", len(balance.to_us)),
            balance.last_to_us,
        ),
        _counted(
            ngettext("{count} visit to them", "{count} visits to them", len(balance.to_them)),
            balance.last_to_them,
        ),
    ]
    if balance.to_us or balance.to_them:
        told.append(_(DEBTS[balance.debt]).rstrip("."))
    if balance.planned is not None:
        told.append(_("planned: {text}").format(text=balance.planned.title))
    if people:
        told.append(ngettext("{count} person met", "{count} people met", people))
    return " · ".join(told)


def levels_told(balance: Reciprocity) -> str:
    """On which level people met last, each way; "" where no level is known."""
    told = [
        _(_TO_US if one.visit.direction is Direction.INBOUND else _TO_THEM).format(
            title=one.title, date=_month(one.visit)
        )
        for one in balance.levels[:LEVELS]
    ]
    return _("Last at each level: {levels}").format(levels=", ".join(told)) if told else ""


def searched(line: Line) -> str:
    """The text that the filter looks in."""
    return fold(f"{_(STRANDS[line.strand])} {line.title_in()} {line.about()} {line.since}")


def _counted(text: str, last: VisitTie | None) -> str:
    return f"{text} ({_month(last)})" if last else text


def _month(visit: VisitTie) -> str:
    return date_text(PartialDate(str(visit.first_day)[:7])) if visit.first_day else "–"
