"""What stands at the head of a relationship, in words: for the window and the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from planner.domain.levels import highest
from planner.domain.relationship import (
    DEBTS,
    Debt,
    LevelMet,
    Reciprocity,
    Relationship,
    VisitTie,
    reciprocity,
)
from planner.domain.times import PartialDate
from planner.domain.visits import Direction
from planner.i18n import N_, _, ngettext

Dates = Callable[[PartialDate], str]
_TO_US: Final = N_("{title} to us ({date})")
_TO_THEM: Final = N_("{title} to them ({date})")
_LEVELS: Final = 6


def head(found: Relationship, dates: Dates) -> str:
    """ "1 visit to us (May 2024) · 2 visits to them (Oct 2023) · …": visits which way, how many of them
    only sources tell, who owes one, what is planned, how many people were met."""
    balance = reciprocity(found.visits, found.today)
    to_us, to_them = len(balance.to_us), len(balance.to_them)
    told = [
        _counted(ngettext("{count} visit to us", "{count} visits to us", to_us),
                 balance.last_to_us, dates),
        _counted(ngettext("{count} visit to them", "{count} visits to them", to_them),
                 balance.last_to_them, dates),
    ]  # fmt: skip
    only_told = sum(bool(one.told_by) for one in (*balance.to_us, *balance.to_them))
    if only_told:
        told.append(
            ngettext("{count} of them only told by sources", "{count} of them only told by sources",
                     only_told)
        )  # fmt: skip
    if to_us or to_them:
        told.append(_debt(balance))
    told += _besides(found, balance, dates)
    if found.people:
        told.append(ngettext("{count} person met", "{count} people met", found.people))
    return " · ".join(told)


def levels(found: Relationship, dates: Dates) -> str:
    """The highest level met, and on which day last each; "" where no title is known."""
    met = reciprocity(found.visits, found.today).levels
    parts = []
    if top := highest(met):
        parts.append(_("Highest level met: {level}").format(level=_level(top, dates)))
    if len(met) > 1 or (met and not parts):
        said = ", ".join(_level(one, dates) for one in met[:_LEVELS])
        parts.append(_("Last at each level: {levels}").format(levels=said))
    return " · ".join(parts)


def _debt(balance: Reciprocity) -> str:
    text = _(DEBTS[balance.debt]).rstrip(".")
    if balance.debt is Debt.NOBODY or balance.planned is None:
        return text
    return f"{text} ({_('planned: {text}').format(text=balance.planned.title)})"


def _besides(found: Relationship, balance: Reciprocity, dates: Dates) -> list[str]:
    """What is planned, and the visits at which both were or of which sources tell between others."""
    parts = []
    if count := len(balance.coming):
        text = ngettext("{count} visit planned", "{count} visits planned", count)
        parts.append(_dated(text, balance.coming[0], dates))
    others = [one for one in found.visits if not one.partner and one.was_held(found.today)]
    if count := len(others):
        text = ngettext("{count} other visit", "{count} other visits", count)
        parts.append(_counted(text, others[-1], dates))
    return parts


def _counted(text: str, last: VisitTie | None, dates: Dates) -> str:
    return _dated(text, last, dates) if last else text


def _dated(text: str, visit: VisitTie, dates: Dates) -> str:
    return f"{text} ({month(visit, dates)})" if visit.starts else text


def _level(one: LevelMet, dates: Dates) -> str:
    text = _TO_US if one.visit.direction is Direction.INBOUND else _TO_THEM
    return _(text).format(title=one.title, date=month(one.visit, dates))


def month(visit: VisitTie, dates: Dates) -> str:
    return dates(PartialDate(visit.starts[:7])) if visit.starts else "–"
