"""``planner organisation tree | show | rename | succeed``."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.ids import OrganisationId
from planner.domain.organisation_visits import INVOLVEMENTS
from planner.domain.organisations import ORGANISATION_KINDS
from planner.domain.words import plain
from planner.errors import NotFound, UserError
from planner.i18n import _
from planner.services.planner import Planner

DEEPEST = 20


def tree(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        top = meant(planner, options.organisation) if options.organisation else None
        shape = _below(planner, top, 0)
        if answer.as_json:
            answer.data("organisations", shape)
        else:
            _say(shape, answer, 0)
    return 0


def _below(planner: Planner, parent: OrganisationId | None, depth: int) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "name": one.name,
            "acronym": one.acronym,
            "kind": one.kind.value,
            "parts": _below(planner, one.id, depth + 1) if one.below and depth < DEEPEST else [],
        }
        for one in planner.organisations.branches(parent)
    ]


def _say(shape: list[dict[str, Any]], answer: Answer, depth: int) -> None:
    for one in shape:
        acronym = f" ({one['acronym']})" if one["acronym"] else ""
        answer.say(f"{'  ' * depth}{one['name']}{acronym}")
        _say(one["parts"], answer, depth + 1)


def show(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        key = meant(planner, options.organisation)
        card, ties = planner.organisations.card(key), planner.organisations.ties(key)
        one = card.organisation
        if answer.as_json:
            answer.data("organisation", _shape(planner, key))
            return 0
        answer.say(" · ".join(part for part in (one.name, one.acronym, one.native_name) if part))
        answer.say(f"  {_(ORGANISATION_KINDS[one.kind])}")
        for name in card.names:
            dates = f"{name.valid_from}–{name.valid_to}".strip("–")
            answer.say(f"  {' '.join(part for part in (name.language, name.name, dates) if part)}")
        for _key, before in ties.predecessors:
            answer.say("  " + _("Predecessor: {name}").format(name=before))
        if ties.successor:
            answer.say("  " + _("Successor: {name}").format(name=ties.successor[1]))
        for _above, above in ties.above:
            answer.say("  " + _("Part of: {name}").format(name=above))
        for part in planner.organisations.branches(key):
            answer.say("  " + _("Has as part: {name}").format(name=part.name))
        for member in ties.members:
            answer.say(f"  {member.membership.count} × {member.name}")
        for line in ties.postings:
            told = (line.posting.title or _("Posting"), line.person, line.posted_by)
            answer.say("  " + " · ".join(part for part in told if part))
        for visit in planner.organisations.visits(key):
            ways = ", ".join(_(INVOLVEMENTS[way]) for way in visit.ways)
            answer.say(f"  {visit.first_day or ''} {visit.title} ({ways})")
    return 0


def _shape(planner: Planner, key: OrganisationId) -> dict[str, Any]:
    card, ties = planner.organisations.card(key), planner.organisations.ties(key)
    one = card.organisation
    return {
        "id": one.id,
        "name": one.name,
        "acronym": one.acronym,
        "native_name": one.native_name,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "names": [
            {
                "name": name.name,
                "language": name.language,
                "valid_from": name.valid_from,
                "valid_to": name.valid_to,
            }
            for name in card.names
        ],
        "successor": ties.successor[1] if ties.successor else "",
        "predecessors": [name for _key, name in ties.predecessors],
        "members": [
            {"name": member.name, "count": member.membership.count} for member in ties.members
        ],
        "above": [name for _key, name in ties.above],
        "parts": [one.name for one in planner.organisations.branches(key)],
        "postings": [
            {
                "title": line.posting.title,
                "person": line.person,
                "posted_by": line.posted_by,
                "valid_from": line.posting.valid_from,
                "valid_to": line.posting.valid_to,
            }
            for line in ties.postings
        ],
        "visits": [plain(visit) for visit in planner.organisations.visits(key)],
    }


def rename(options: argparse.Namespace, answer: Answer) -> int:
    on = _day(options.on)
    with opened(options) as planner:
        key = meant(planner, options.organisation)
        if not options.dry_run:
            planner.organisations.rename(key, options.name, on, acronym=options.acronym)
        _tell(planner, key, answer)
    return 0


def succeed(options: argparse.Namespace, answer: Answer) -> int:
    on = _day(options.on)
    with opened(options) as planner:
        key, heir = meant(planner, options.organisation), meant(planner, options.successor)
        if not options.dry_run:
            planner.organisations.succeed(key, heir, on)
        _tell(planner, key, answer)
    return 0


def _tell(planner: Planner, key: OrganisationId, answer: Answer) -> None:
    if answer.as_json:
        answer.data("organisation", _shape(planner, key))
        return
    shape = _shape(planner, key)
    names = ", ".join(one["name"] for one in shape["names"]) or "–"
    answer.say(_("{name}; other names: {names}").format(name=shape["name"], names=names))


def meant(planner: Planner, text: str) -> OrganisationId:
    """The one organisation whose id this is, or that has or had such a name.

    :raises NotFound: there is none, or several are meant.
    """
    known = planner.organisations.keeper.find(text)
    if known is not None:
        return known.id
    lines = planner.organisations.page(0, 6, text)
    exact = [line for line in lines if text.casefold() in _names(line.name, line.acronym)]
    found = exact if len(exact) == 1 else lines
    if len(found) != 1:
        names = "; ".join(line.name for line in lines)
        raise NotFound(
            _("“{text}” may mean several organisations: {names}.").format(text=text, names=names)
            if lines
            else _("No organisation is called “{text}”.").format(text=text),
            _("Type more of the name."),
        )
    return found[0].id


def _names(*names: str) -> set[str]:
    return {name.casefold() for name in names}


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            _("“{text}” is no date.").format(text=text), _("Write it as 2027-05-10.")
        ) from error
