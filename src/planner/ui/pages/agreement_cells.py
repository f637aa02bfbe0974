"""The columns of the register of agreements: how each value is written."""

from __future__ import annotations

import datetime as dt

from planner.domain.agreement_register import REGISTER, RegisterLine
from planner.domain.agreements import AGREEMENT_KINDS
from planner.domain.findings import Severity
from planner.domain.list_columns import ListColumn
from planner.domain.renewal_words import (
    STATE_TONES,
    partial_words,
    state_words,
    step_in_short,
    step_tone,
)
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.models.table_model import Column
from planner.ui.pages import choices
from planner.ui.pages.visit_findings import LOOKS


def register_columns(context: Context) -> list[Column[RegisterLine]]:
    """All of them, the title first."""
    return [_column(context, column) for column in REGISTER.all]


def cell_text(context: Context, column: ListColumn, line: RegisterLine) -> str:
    """What stands in a cell, in the reader's language."""
    one, text = line.agreement, ""
    match column.key:
        case "title" | "number" | "place":
            text = str(getattr(one, column.key))
        case "kind":
            text = _(AGREEMENT_KINDS[one.kind])
        case "parties":
            text = " – ".join(
                name or choices.country_name(context, code) for name, code in line.parties
            )
        case "state":
            text = state_words(line.state)
        case "signed":
            text = partial_words(one.signed_on)
        case "in_force":
            text = partial_words(one.in_force_on)
        case "ends":
            text = partial_words(line.ends_on)
        case "review":
            text = partial_words(one.review_on)
        case "next_step":
            text = _next(line, context.planner.today())
        case "themes":
            text = ", ".join(_(theme) for theme in line.themes)
        case "active":
            text = partial_words(line.active_on)
        case "notes":
            text = " ".join(one.notes.split())
    return text


def _next(line: RegisterLine, today: dt.date) -> str:
    return step_in_short(line.step, today, line.then) if line.step else ""


def _column(context: Context, column: ListColumn) -> Column[RegisterLine]:
    def tone(line: RegisterLine) -> str | None:
        if column.key == "state":
            return STATE_TONES.get(line.state)
        if column.key == "next_step":
            return step_tone(line.step, context.planner.today())
        return None

    return Column(
        column.title,
        lambda line: cell_text(context, column, line),
        column.width,
        muted=column.muted,
        icon=_picture if column.key == "title" else None,
        tone=tone if column.key in ("state", "next_step") else None,
        key=column.key,
        keeps=column.key in ("signed", "ends"),
    )


def _picture(line: RegisterLine) -> str:
    """A warning where something of it cannot be so; what is only a note stands in the inspector."""
    grave = [one for one in line.findings if one.severity > Severity.NOTE]
    return LOOKS[Severity.WARNING][0] if grave else "file-signature"
