"""``planner visit move | shift | leave``: an entry, a whole visit, a delegate who drops out."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from typing import Any, Final

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.options import add_verb, writing
from planner.domain.clock_asking import marked_clock, question_of, split_mark
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.slots import Slot, put
from planner.domain.times import WallTime, is_zone
from planner.domain.typed_days import day_readings, from_then
from planner.domain.words import plain
from planner.errors import UserError
from planner.i18n import _, current, day_in_words
from planner.release_phrases import when

_CLOCK: Final = re.compile(r"(\d{1,2})[:.](\d{2})")
_LATER: Final = re.compile(r"\+(\d{1,4})")


def moving_verbs(verbs: Any) -> None:
    verb = writing(add_verb(verbs, "move", _("an entry at another time"), move))
    verb.add_argument("visit")
    verb.add_argument("item", metavar="ENTRY")
    verb.add_argument("time", help=_("10:30, 10:30-12:00, or +60 for an hour later"))
    verb.add_argument("--day", default="", metavar="DATE", help=_("another day"))
    text = _("the whole visit on other days, with what hangs on them")
    verb = writing(add_verb(verbs, "shift", text, shift))
    verb.add_argument("visit")
    verb.add_argument(
        "first_day", metavar="DATE", help=_("the new first day: 2027-05-10, 10.5.2027, or +7")
    )
    verb = writing(add_verb(verbs, "leave", _("a delegate drops out"), leave))
    verb.add_argument("visit")
    verb.add_argument("person")


def move(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        item = planner.arranging.find(plan, options.item)
        slot = _slot(plan, item, options.time, options.day)
        moved = put(item, slot)
        if not options.dry_run:
            moved = planner.itineraries.move(item.id, slot, seen=item)
        if answer.as_json:
            answer.data("move", {"item_id": item.id, "start": str(moved.start_local)})
        said = _("“{title}” would be {when}.") if options.dry_run else _("“{title}” is {when} now.")
        answer.say(said.format(title=item.title, when=when(moved, current())))
    return 0


def shift(options: argparse.Namespace, answer: Answer) -> int:
    """Days, entries, arrivals and due dates move together; local times stay."""
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        ground = planner.visit_moving.ground(visit.id)
        first_day = _first_day(options.first_day, visit.first_day or planner.today())
        moving = ground.to(first_day)
        if not options.dry_run:
            planner.visit_moving.move(visit.id, first_day, seen=ground)
    if answer.as_json:
        answer.data("shift", {"visit_id": visit.id, **plain(moving)})
    said = (
        _("“{title}” would begin on {day}, {later}.")
        if options.dry_run
        else _("“{title}” begins on {day} now, {later}.")
    )
    day, later = day_in_words(first_day, year=True), from_then(moving.days)
    answer.say(said.format(title=visit.title, day=day, later=later))
    answer.say(moving.summary(would=options.dry_run))
    for heading, lines in moving.groups():
        answer.say(heading)
        for line in lines:
            answer.say(f"  {line}")
    return 0


def _first_day(text: str, near: dt.date) -> dt.date:
    """:raises UserError: it is no date, or may be two; the message offers both."""
    found = day_readings(text, near)
    if len(found) > 1:
        days = "; ".join(f"{day_in_words(one, year=True)}: {one.isoformat()}" for one in found)
        asked = UserError(
            _("“{text}” may be two days.").format(text=text),
            _("Write the one that is meant – {days}. Nothing was changed.").format(days=days),
        )
        asked.exit_code = 2  # as with any line that leaves a question open
        raise asked
    if not found:
        raise UserError(
            _("“{value}” is not a date.").format(value=text),
            _("Write it as 2027-05-10, 10.5.2027, or +7 for a week later."),
        )
    return found[0]


def leave(options: argparse.Namespace, answer: Answer) -> int:
    """The person stays in the library, and in every version that was released."""
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        one = planner.exporting.delegate(plan, options.person)
        name = plan.name_of(one)
        if not options.dry_run:
            planner.delegations.remove(one.id)
        if answer.as_json:
            answer.data("left", {"delegate_id": one.id, "name": name})
        said = (
            _("{name} would be taken out of the delegation.")
            if options.dry_run
            else _("{name} is no longer in the delegation.")
        )
        answer.say(said.format(name=name))
    return 0


def _slot(plan: Plan, item: Item, text: str, day: str) -> Slot:
    """ "10:30", "10:30-12:00" or "+60" minutes, in the zone of the entry and on its day.

    :raises UserError: it is none of these, or the entry has no day yet and none is said.
    """
    zone = item.start_zone or plan.visit.zone
    later = _LATER.fullmatch(text)
    if later and item.is_scheduled and not day:
        return Slot(item.span.start.plus(dt.timedelta(minutes=int(later[1]))))
    begins, dash, ends = text.replace("–", "-").partition("-")
    on = _day(item, day)
    start = _wall(on, begins, zone)
    if not dash:
        return Slot(start)
    end = _wall(on, ends, item.end_zone or zone)
    if end.instant <= start.instant:
        end = _wall(on + dt.timedelta(1), ends, end.zone)
    return Slot(start, end)


def _wall(day: dt.date, text: str, zone: str) -> WallTime:
    """ "02:30", or "02:30b" for the second of two.

    :raises UserError: it is no time, or one that the clock skips or shows twice that night.
    """
    typed, which = split_mark(text)
    local = dt.datetime.combine(day, _time(typed))
    wall = WallTime(local.replace(fold=which or 0), zone)
    asked = question_of(wall, is_said=which is not None) if is_zone(zone) else None
    if asked is None:
        return wall
    names = [marked_clock(one) for one in asked.choices]
    hint = _("Nothing was moved. Write {first} or {second}.")
    raise UserError(asked.text, hint.format(first=names[0], second=names[1]))


def _day(item: Item, text: str) -> dt.date:
    if not text and item.start_local is not None:
        return item.start_local.date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UserError(_("On which day?"), _("Say it with --day, such as 2027-05-10.")) from None


def _time(text: str) -> dt.time:
    found = _CLOCK.fullmatch(text.strip())
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return dt.time(int(found[1]), int(found[2]))
    raise UserError(
        _("“{text}” is no time.").format(text=text),
        _("Write 10:30, 10:30-12:00, or +60 for an hour later."),
    )
