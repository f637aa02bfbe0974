"""``planner relationship`` and ``planner invitation``: what there is with a country, what is open, who is invited."""

from __future__ import annotations

import argparse
from typing import Any

from planner.cli.answering import Answer
from planner.cli.list_asking import day_of
from planner.cli.opening import opened
from planner.cli.options import ends_with
from planner.domain.ids import RecordId
from planner.domain.invitations import INVITATION_DIRECTIONS, InvitationDirection
from planner.domain.relationship import (
    InvitationTie,
    Reciprocity,
    Relationship,
    VisitTie,
    reciprocity,
)
from planner.domain.relationship_line import Line
from planner.domain.relationship_lines import lines, open_lines
from planner.domain.words import plain
from planner.errors import NotFound
from planner.i18n import _, current
from planner.services.planner import Planner
from planner.services.relationship_telling import head, levels
from planner.text import fold


def show(options: argparse.Namespace, answer: Answer) -> int:
    """Everything with a country or an organisation; with ``--open`` only what is open."""
    with opened(options) as planner:
        meant = planner.relationships.meant(" ".join(options.whom))
        found = planner.relationships.of_key(meant.key)
        if options.out:
            shown = _shown(found, options)
            out = ends_with(options.out, ".xlsx")
            planner.relationships.write(out, found.counterpart.name, shown, current().code)
            answer.say(_("{name} was written").format(name=options.out.name))
            if answer.as_json:
                answer.data("written", {"file": str(options.out), "count": len(shown)})
            return 0
    balance = reciprocity(found.visits, found.today)
    shown = _shown(found, options)
    if answer.as_json:
        answer.data(
            "relationship",
            {
                "name": found.counterpart.name,
                "country": found.counterpart.country,
                "organisation_id": found.counterpart.organisation_id,
                "people_met": found.people,
                "reciprocity": _balance(balance),
                "lines": [_line(line) for line in shown],
            },
        )
        return 0
    answer.say(found.counterpart.name)
    for text in (head(found, str), levels(found, str)):
        if text:
            answer.say("  " + text)
    if shown:
        answer.table([_("Date"), _("What"), _("Title"), _("Details")], [_row(one) for one in shown])
    else:
        answer.say("  " + (_("Nothing is open.") if options.open else _("Nothing yet.")))
    return 0


def _shown(found: Relationship, options: argparse.Namespace) -> tuple[Line, ...]:
    return open_lines(found, unfolded=options.all) if options.open else lines(found)


def _row(line: Line) -> tuple[str, ...]:
    day = (line.due if line.is_open else "") or line.since or line.until
    return day, line.what(), line.title_in(), line.about()


def _balance(balance: Reciprocity) -> dict[str, Any]:
    return {
        "visits_to_us": len(balance.to_us),
        "visits_to_them": len(balance.to_them),
        "told_by_sources": sum(bool(one.told_by) for one in (*balance.to_us, *balance.to_them)),
        "return_visit_owed_by": balance.debt.value,
        "planned": balance.planned.id if balance.planned else None,
        "visits_planned": len(balance.coming),
        "levels": [
            {
                "title": met.title,
                "direction": met.visit.direction.value,
                "last": met.visit.starts or None,
            }
            for met in balance.levels
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.strand.value,
        "record": line.record,
        "id": line.target,
        "title": line.title_in(),
        "from": line.since,
        "to": line.until,
        "due": line.due,
        "open": line.is_open,
        "late": line.late,
        "called_off": line.off,
        "told": line.key if line.told else None,
        "details": line.about(),
    }


# invitations


def list_(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        found = planner.invitations.all(only_open=not options.all)
    _say(found, answer)
    return 0


def _say(found: tuple[InvitationTie, ...], answer: Answer) -> None:
    if answer.as_json:
        shapes = [
            {**plain(one.invitation), "whom": one.whom, "answer": one.answer} for one in found
        ]
        answer.data("invitations", shapes)
        return
    answer.table(
        [_("Number"), _("Date"), _("Direction"), _("Who"), _("Said"), _("State")],
        [
            (
                one.invitation.id[-6:],
                one.invitation.given_on,
                _(INVITATION_DIRECTIONS[one.invitation.direction]),
                one.whom or one.said_at,
                one.invitation.text,
                one.answer
                or (_("withdrawn") if one.invitation.withdrawn_on else _("not answered yet")),
            )
            for one in found
        ],
    )


def add(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        whom = planner.relationships.meant(options.whom) if options.whom else None
        visit = planner.visits.find(options.at).id if options.at else None
        if options.dry_run:
            answer.say(_("Nothing was written."))
            return 0
        key = planner.invitations.note(
            InvitationDirection.RECEIVED if options.received else InvitationDirection.GIVEN,
            organisation_id=whom.organisation_id if whom else None,
            country=whom.country if whom else "",
            visit_id=visit,
            given_on=day_of(options.on) if options.on else None,
            text=options.text,
        )
        _say(_one(planner, key), answer)
    return 0


def answer_(options: argparse.Namespace, answer: Answer) -> int:
    """Say which visit answers an invitation; without a visit those that may are listed."""
    with opened(options) as planner:
        key = _meant(planner, options.invitation)
        if not options.visit:
            _suggest(planner.invitations.answers(key), answer)
            return 0
        visit = None if options.visit == "-" else planner.visits.find(options.visit).id
        if not options.dry_run:
            planner.invitations.answer(key, visit)
        _say(_one(planner, key), answer)
    return 0


def _suggest(visits: list[VisitTie], answer: Answer) -> None:
    if answer.as_json:
        answer.data("visits", [plain(one) for one in visits])
        return
    if not visits:
        answer.say(_("No later visit may be the answer."))
    for one in visits:
        answer.say(f"{one.first_day or ''} {one.code} {one.title}".strip())


def withdraw(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        key = _meant(planner, options.invitation)
        if not options.dry_run:
            planner.invitations.withdraw(key, day_of(options.on) if options.on else None)
        _say(_one(planner, key), answer)
    return 0


def remove(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        key = _meant(planner, options.invitation)
        _say(_one(planner, key), answer)
        if not options.dry_run:
            planner.invitations.remove(key)
    return 0


def _one(planner: Planner, key: RecordId) -> tuple[InvitationTie, ...]:
    return tuple(one for one in planner.invitations.all() if one.invitation.id == key)


def _meant(planner: Planner, text: str) -> RecordId:
    """By id, the last signs of it that the list shows, or words of who was invited or what was said.

    :raises NotFound: none, or several.
    """
    every = planner.invitations.all()
    found = [one for one in every if one.invitation.id == text or one.invitation.id[-6:] == text]
    found = found or [
        one for one in every
        if one.invitation.is_open
        and fold(text) in fold(f"{one.whom} {one.invitation.text} {one.said_at}")
    ]  # fmt: skip
    if not found:
        raise NotFound(
            _("No invitation matches “{text}”.").format(text=text),
            _("See “planner invitation list”."),
        )
    if len(found) > 1:
        raise NotFound(
            _("“{text}” may mean several invitations.").format(text=text),
            _("Give the number that the list shows."),
        )
    return found[0].invitation.id
