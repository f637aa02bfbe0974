"""``planner checklist list | show | apply | keep | remove``: what is to be done before and after visits of a kind."""

from __future__ import annotations

import argparse
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.options import add_noun, add_verb, writing
from planner.domain.follow_up_line.read_back import counted
from planner.domain.followups import SIDES
from planner.domain.visits import DIRECTIONS
from planner.domain.words import plain
from planner.i18n import _, day_in_words, ngettext
from planner.services.checklists import ChecklistCard


def checklist_verbs(nouns: Any) -> None:
    verbs = add_noun(
        nouns, "checklist", _("what is to be done for a visit: list, show, apply, keep, remove")
    )
    verb = writing(add_verb(verbs, "list", _("all checklists"), list_))
    verb.add_argument("--visit", default="", metavar="VISIT", help=_("those that fit come first"))
    verb.add_argument(
        "--shipped", action="store_true", help=_("take in the shipped ones that are missing")
    )
    verb = add_verb(verbs, "show", _("one checklist with its steps"), show)
    verb.add_argument("checklist")
    verb = writing(add_verb(verbs, "apply", _("make its follow-ups for a visit"), apply))
    verb.add_argument("checklist")
    verb.add_argument("visit")
    text = _("a checklist of what was to do for a visit")
    verb = writing(add_verb(verbs, "keep", text, keep))
    verb.add_argument("visit")
    verb.add_argument("name")
    verb = writing(
        add_verb(verbs, "remove", _("take it away; the follow-ups that it made stay"), remove)
    )
    verb.add_argument("checklist")


def list_(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        if options.shipped and not options.dry_run:
            planner.checklists.take_shipped()
        visit = planner.visits.find(options.visit) if options.visit else None
        cards = planner.checklists.all(visit)
        if answer.as_json:
            answer.data("checklists", [_shape(card) for card in cards])
            return 0
        rows = [
            (card.checklist.name, _for(card), len(card.steps), card.checklist.notes)
            for card in cards
        ]
        answer.table((_("Name"), _("For"), _("Steps"), _("Notes")), rows)
    return 0


def _for(card: ChecklistCard) -> str:
    direction = card.checklist.direction
    known = {one.value: _(title) for one, title in DIRECTIONS.items()}
    parts = (known.get(direction, direction), card.checklist.category)
    return " · ".join(filter(None, parts)) or _("All visits")


def _shape(card: ChecklistCard) -> dict[str, Any]:
    return {**plain(card.checklist), "fits": card.fits, "steps": plain(card.steps)}


def show(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        card = planner.checklists.card(planner.checklists.find(options.checklist).id)
        if answer.as_json:
            answer.data("checklist", _shape(card))
            return 0
        answer.say(f"{card.checklist.name} ({_for(card)})")
        rows = [
            (counted(one.anchor, one.days), one.title, _(SIDES[one.side]), one.owner)
            for one in card.steps
        ]
        answer.table((_("When"), _("What"), _("Who has to act"), _("Owner")), rows)
    return 0


def apply(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        checklist = planner.checklists.find(options.checklist)
        if options.dry_run:
            made = planner.checklists.look(checklist.id, visit.id)
        else:
            made = planner.checklists.apply(checklist.id, visit.id)
        new = [one if options.dry_run else planner.follow_ups.get(one.id) for one in made.new]
        if answer.as_json:
            answer.data(
                "applied",
                {"new": plain(new), "known": [step.title for step in made.known]},
            )
            return 0
        rows = [
            (
                day_in_words(one.due_on, year=True)
                if one.due_on
                else counted(one.anchor, one.due_days or 0),
                one.title,
            )
            for one in new
        ]
        answer.table((_("Due"), _("What")), rows)
        answer.say(
            ngettext("{count} follow-up is new", "{count} follow-ups are new", len(new))
            + (" · " + _("Nothing was written.") if options.dry_run else "")
        )
    return 0


def keep(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        if options.dry_run:
            answer.say(_("Nothing was written."))
            return 0
        card = planner.checklists.card(planner.checklists.make_from(visit.id, options.name))
        if answer.as_json:
            answer.data("checklist", _shape(card))
        answer.say(_("Kept as checklist “{name}”").format(name=card.checklist.name))
    return 0


def remove(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        checklist = planner.checklists.find(options.checklist)
        if not options.dry_run:
            planner.checklists.remove(checklist.id)
        if answer.as_json:
            answer.data("removed", {"id": checklist.id, "name": checklist.name})
        said = _("Nothing was written.") if options.dry_run else _("Removed {name}")
        answer.say(said.format(name=checklist.name))
    return 0
