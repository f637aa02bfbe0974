"""``planner source visits`` and ``keep-visit``: visits of which sources tell, and one of them as a record."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.options import add_verb, writing
from planner.domain.words import plain
from planner.errors import NotFound, UserError
from planner.i18n import _
from planner.text import fold

if TYPE_CHECKING:
    from planner.domain.told_visits import ToldVisit
    from planner.services.planner import Planner

_NUMBER = 6
"""Signs of an id by which a visit is named."""


def told_visit_verbs(verbs: Any) -> None:
    add_verb(verbs, "visits", _("visits that sources tell and that are not kept yet"), list_)
    verb = writing(add_verb(verbs, "keep-visit", _("make such a visit one of the library"), keep))
    verb.add_argument("visit", help=_("its number in the list, or words of it"))


def list_(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        _say(planner, planner.told_visits.all(), answer)
    return 0


def keep(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        told = _meant(planner, options.visit)
        planner.told_visits.require_ours(told)
        if options.dry_run:
            _say(planner, [told], answer)
            answer.say(_("Nothing was written."))
            return 0
        visit = planner.visits.get(planner.told_visits.keep(told.id))
        if answer.as_json:
            answer.data("visit", plain(visit))
            return 0
        answer.say(_("{name} is a visit of the library now.").format(name=visit.title))
    return 0


def _say(planner: Planner, told: list[ToldVisit], answer: Answer) -> None:
    ties = [planner.told_visits.tie(one) for one in told]
    if answer.as_json:
        answer.data("visits", [plain(one) for one in ties])
        return
    answer.table(
        [_("Number"), _("Date"), _("Who"), _("From"), _("To"), _("Told by")],
        [
            (
                tie.id[-_NUMBER:],
                " – ".join(day for day in (tie.since, tie.until) if day),
                tie.title,
                *tie.way,
                ", ".join(one.title for one in tie.told_by),
            )
            for tie in ties
        ],
    )


def _meant(planner: Planner, text: str) -> ToldVisit:
    every = planner.told_visits.all()
    found = [one for one in every if text in (one.id, one.id[-_NUMBER:])]
    found = found or [one for one in every if _fits(planner, one, text)]
    if not found:
        raise NotFound(
            _("No source tells of a visit “{text}”.").format(text=text),
            _("See “planner source visits”."),
        )
    if len(found) > 1:
        raise UserError(
            _("“{text}” may mean several visits.").format(text=text),
            _("Give the number that the list shows."),
        )
    return found[0]


def _fits(planner: Planner, told: ToldVisit, text: str) -> bool:
    tie = planner.told_visits.tie(told)
    said = fold(" ".join((tie.title, tie.level, tie.where, *tie.way, tie.since)))
    return all(word in said for word in fold(text).split())
