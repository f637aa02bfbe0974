"""The columns of the lines of a relationship, and what the filter looks in."""

from __future__ import annotations

from typing import Final

from planner.domain.relationship_line import Line
from planner.i18n import N_
from planner.text import fold
from planner.ui.models.table_model import Column
from planner.ui.pages.relationship_scene import ICONS
from planner.ui.timeline.scene import date_text, span_text

OPEN: Final = (
    Column[Line](N_("Due"), lambda line: date_text(line.due), 120, keeps=True, muted=True,
                 tone=lambda line: "danger" if line.late else None),
    Column[Line](N_("Title"), lambda line: line.title_in(), 340,
                 icon=lambda line: ICONS[line.strand]),
    Column[Line](N_("What"), lambda line: line.what(), 122, muted=True, keeps=True),
    Column[Line](N_("Details"), lambda line: line.about(), 260, muted=True, takes_rest=True),
)  # fmt: skip
ALL: Final = (
    Column[Line](
        N_("Date"), lambda line: span_text(line.since, line.until), 206, keeps=True, muted=True
    ),
    *OPEN[1:],
)


def searched(line: Line) -> str:
    """The text that the filter looks in."""
    return fold(f"{line.what()} {line.title_in()} {line.about()} {line.since}")
