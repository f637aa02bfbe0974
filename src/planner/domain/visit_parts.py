"""The words that stand beside a visit: which way, who came, who tells of it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.relationship import ToldBy, VisitTie
from planner.domain.relationship_line import Part, word
from planner.domain.visits import DIRECTIONS, VISIT_STATUSES
from planner.i18n import N_


def of_visit(tie: VisitTie) -> Iterator[Part]:
    """Which way, how far it is, who came, who tells of it, and what it went on as."""
    if not tie.told_by:
        yield word(DIRECTIONS[tie.direction])
        if not tie.partner:
            yield word(N_("took part"))
        yield word(VISIT_STATUSES[tie.status])
    elif all(tie.way):
        yield Part(" → ".join(tie.way))
    yield Part(tie.where)
    yield from map(_told, tie.told_by[:1])
    yield Part(tie.level)
    if tie.people:
        yield Part("", "{count} person", "{count} people", tie.people)
    yield from map(_told, tie.told_by[1:])
    if tie.revived_as:
        yield Part(tie.revived_as[1], N_("went on as “{text}”"))
    if tie.revives:
        yield Part(tie.revives[1], N_("takes up “{text}”"))


def _told(by: ToldBy) -> Part:
    message = N_("told by “{text}”, as of {day}") if by.as_of else N_("told by “{text}”")
    return Part(by.title, message, day=by.as_of)
