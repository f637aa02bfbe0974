"""``planner home``: what is next, what needs attention, what is due by when."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.options import add_verb
from planner.domain.deadlines import Deadline, in_order
from planner.domain.findings import SEVERITIES
from planner.domain.outlook import (
    Attention,
    ComingEntry,
    Outlook,
    entry_text,
    shows_other_clock,
    state_text,
    wait_text,
)
from planner.i18n import _, day_in_words
from planner.services.home import NEAREST, gravest_first
from planner.services.planner import Planner


def home_verb(nouns: Any) -> None:
    add_verb(nouns, "home", _("what is next, what needs attention, what is due"), home)


def home(options: argparse.Namespace, answer: Answer) -> int:
    """Looks at the nearest visits as a whole, like the page of that name."""
    with opened(options) as planner:
        lines = planner.home.coming(NEAREST)
        outlooks = [planner.home.outlook(line.id) for line in lines]
        large = planner.home.at_large()
        attention = [one for outlook in outlooks for one in planner.home.attention(outlook)]
        attention = gravest_first([*attention, *large.attention])
        dated = [one for outlook in outlooks for one in outlook.deadlines]
        deadlines = in_order([*dated, *large.deadlines], planner.today())
        if answer.as_json:
            answer.data("home", _shape(planner, outlooks, attention, deadlines))
        else:
            _tell(planner, answer, outlooks, attention, deadlines)
    return 0


def _tell(
    planner: Planner,
    answer: Answer,
    outlooks: list[Outlook],
    attention: list[Attention],
    deadlines: list[Deadline],
) -> None:
    today, now = planner.today(), planner.now()
    answer.say(day_in_words(today, year=True))
    _section(
        answer,
        _("Upcoming visits"),
        (_("From"), _("To"), _("Visit"), _("How it stands")),
        [(one.first_day, one.last_day, one.title, state_text(one)) for one in outlooks],
        _("No visit is coming up."),
    )
    if entries := _next(outlooks):
        rows = [(_start(one), entry_text(one), wait_text(one, now)) for one in entries]
        _section(answer, _("Next"), (_("When"), _("What"), ""), rows, "")
    _section(
        answer,
        _("Needs attention"),
        (_("How much"), _("What"), _("About")),
        [(_(SEVERITIES[one.severity]), one.text, one.about) for one in attention],
        _("Nothing needs a look."),
    )
    _section(
        answer,
        _("Deadlines"),
        (_("By"), _("What"), _("About")),
        [(_told(one, today), one.sentence, one.about) for one in deadlines],
        _("No deadline in the next six months."),
    )
    _section(
        answer,
        _("Follow-ups due"),
        (_("Due"), _("What"), _("About")),
        [(one.due_on, one.title, one.about) for one in planner.home.due(100)],
        _("Nothing is due in the next two weeks."),
    )


def _section(
    answer: Answer,
    title: str,
    titles: tuple[str, ...],
    rows: list[tuple[object, ...]] | list[Any],
    nothing: str,
) -> None:
    answer.say("")
    answer.say(title if rows else f"{title}: {nothing}")
    if rows:
        answer.table(titles, rows)


def _next(outlooks: list[Outlook]) -> list[ComingEntry]:
    entries = [entry for outlook in outlooks for entry in outlook.entries]
    return sorted(entries, key=lambda entry: entry.start.instant)[:4]


def _start(one: ComingEntry) -> str:
    """The clock at the place, with its zone where this computer's shows another time then."""
    text = one.start.local.strftime("%Y-%m-%d %H:%M")
    return f"{text} ({one.start.zone})" if shows_other_clock(one.start) else text


def _by(one: Deadline) -> str:
    day = one.stated or one.day.isoformat()
    return f"{day} {one.time:%H:%M}" if one.time else day


def _told(one: Deadline, today: dt.date) -> str:
    if not one.key:
        return "…"  # several
    return _("{date}, overdue").format(date=_by(one)) if one.is_over(today) else _by(one)


def _shape(
    planner: Planner,
    outlooks: list[Outlook],
    attention: list[Attention],
    deadlines: list[Deadline],
) -> dict[str, Any]:
    return {
        "today": planner.today().isoformat(),
        "visits": [
            {
                "id": one.visit_id,
                "title": one.title,
                "first_day": one.first_day.isoformat() if one.first_day else None,
                "last_day": one.last_day.isoformat() if one.last_day else None,
                "release": one.release,
                "changes": one.changes,
                "ready": one.ready,
                "findings": len(one.findings),
            }
            for one in outlooks
        ],
        "next": [
            {
                "id": one.id,
                "visit_id": one.visit_id,
                "title": one.title,
                "place": one.place,
                "groups": one.groups,
                "start_local": shapes.local(one.start.local),
                "start_zone": one.start.zone,
                "minutes": one.minutes_to_start(planner.now()),
            }
            for one in _next(outlooks)
        ],
        "attention": [
            {"severity": one.severity.name.lower(), "sentence": one.text, "about": one.about}
            for one in attention
        ],
        "deadlines": [
            {
                "by": _by(one),
                "kind": one.kind.value,
                "sentence": one.sentence,
                "about": one.about,
                "overdue": one.is_over(planner.today()),
            }
            for one in deadlines
        ],
        "follow_ups": [shapes.follow_up(one) for one in planner.home.due(100)],
    }
