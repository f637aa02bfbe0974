"""``planner visit brief``, ``contact biography``, ``organisation logo``: what papers need beside the plan."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import Any, Final

from planner.cli.answering import Answer
from planner.cli.contact import meant as somebody
from planner.cli.opening import opened
from planner.cli.organisation import meant as house_meant
from planner.domain.briefs import Brief
from planner.domain.ids import ItemId
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.words import plain
from planner.errors import NotFound, UserError
from planner.i18n import N_, _, plain_day
from planner.services.planner import Planner

BRIEF_TEXTS: Final = {
    "title": N_("Title"),
    "objective": N_("Objective"),
    "points": N_("Points to make"),
    "usable": N_("Background that may be used"),
    "not_disclosed": N_("Background not to be disclosed"),
    "department": N_("Department"),
}


def brief(options: argparse.Namespace, answer: Answer) -> int:
    """Write, remove or show the briefs of a visit, or of one entry."""
    fields = _fields(options, (*BRIEF_TEXTS, "dated"))
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        item = planner.arranging.find(plan, options.item).id if options.item else None
        if options.remove or fields:
            _write_brief(planner, plan, item, fields, options)
        found = planner.briefs.briefs(plan.visit.id, Profile(options.profile))
        shown = [one for one in found if not options.item or one.item_id == item]
        if answer.as_json:
            answer.data("briefs", [plain(one) for one in shown])
            return 0
        if not shown:
            answer.say(_("There is no brief yet."))
        for one in shown:
            _print_brief(plan, one, answer)
    return 0


def _write_brief(
    planner: Planner,
    plan: Plan,
    item: ItemId | None,
    fields: dict[str, Any],
    options: argparse.Namespace,
) -> None:
    known = [one for one in planner.briefs.briefs(plan.visit.id) if one.item_id == item]
    number = options.number or 1
    if not 1 <= number <= len(known) and (options.number or options.remove):
        raise NotFound(
            _("There is no brief number {number} here.").format(number=number),
            _("See “planner visit brief”."),
        )
    if options.dry_run:
        return
    if options.remove:
        planner.briefs.remove(known[number - 1].id)
    elif options.another or not known:
        planner.briefs.note(plan.visit.id, item, **fields)
    else:
        planner.briefs.edit(known[number - 1].id, **fields)


def _print_brief(plan: Plan, one: Brief, answer: Answer) -> None:
    about = plan.item[one.item_id].title if one.item_id in plan.item else plan.visit.title
    answer.say("  ".join(part for part in (about, _day(one.dated)) if part))
    for name, title in BRIEF_TEXTS.items():
        text = getattr(one, name)
        if text and text != about:
            lines = one.points_to_make if name == "points" else text.splitlines()
            answer.say(f"  {_(title)}:")
            for line in lines:
                answer.say(f"    {line}")
    answer.say("")


def biography(options: argparse.Namespace, answer: Answer) -> int:
    """Write, remove or show the biographies of a person."""
    fields = _fields(options, ("text", "as_of", "source"))
    with opened(options) as planner:
        person = somebody(planner, options.person)
        biographies = planner.biographies
        tag = options.language.casefold()
        known = [one for one in biographies.biographies(person) if one.language.casefold() == tag]
        if (options.remove or fields) and not tag:
            raise UserError(_("No language was named."), _("Add --language, such as en or ja."))
        if (options.remove or (fields and "text" not in fields)) and not known:
            raise NotFound(
                _("There is no biography in “{language}”.").format(language=options.language),
                _("Add --text to write one."),
            )
        if not options.dry_run and options.remove:
            biographies.remove(known[0].id)
        elif not options.dry_run and "text" in fields:
            biographies.write(person, options.language, fields.pop("text"), **fields)
        elif not options.dry_run and fields:
            biographies.edit(known[0].id, **fields)
        found = [
            one
            for one in biographies.biographies(person)
            if not tag or one.language.casefold() == tag
        ]
        if answer.as_json:
            answer.data("biographies", [plain(one) for one in found])
            return 0
        if not found:
            answer.say(_("There is no biography yet."))
        for one in found:
            answer.say("  ".join(filter(None, (one.language, _day(one.as_of), one.source))))
            answer.say(f"  {one.text}")
    return 0


def logo(options: argparse.Namespace, answer: Answer) -> int:
    """Give an organisation a logo from a file, take it away, or say whether there is one."""
    with opened(options) as planner:
        house = house_meant(planner, options.organisation)
        name = planner.organisations.card(house).organisation.name
        if options.remove:
            if not options.dry_run:
                planner.logos.remove(house)
            answer.say(_("{name} has no logo any more.").format(name=name))
            return 0
        found = planner.logos.read(Path(options.file)) if options.file else planner.logos.of(house)
        if options.file and found is not None and not options.dry_run:
            planner.logos.put(house, found)
        if answer.as_json:
            size = {"width": found.width, "height": found.height} if found else None
            answer.data("logo", {"organisation_id": house, "size": size})
            return 0
        answer.say(
            _("{name} has a logo of {width} × {height} pixels.").format(
                name=name, width=found.width, height=found.height
            )
            if found
            else _("{name} has no logo.").format(name=name)
        )
    return 0


def _day(day: dt.date | None) -> str:
    return plain_day(day) if day else ""


def _fields(options: argparse.Namespace, names: tuple[str, ...]) -> dict[str, Any]:
    """What was said; “-” is what stands on standard input, an empty day is none."""
    from planner.cli.visit import day

    said = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if list(said.values()).count("-") > 1:
        raise UserError(_("Only one text can come from standard input."), _("Give one “-”."))
    return {
        name: day(text) if name in ("dated", "as_of") else sys.stdin.read() if text == "-" else text
        for name, text in said.items()
    }
