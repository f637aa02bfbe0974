"""``planner contact list | show | search | import | export``."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.ids import PersonId
from planner.domain.lines import PersonLine
from planner.errors import NotFound
from planner.i18n import _, ngettext


def list_(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        lines = planner.contacts.page(options.offset, options.limit, options.search)
        _people(lines, answer)
    return 0


def search(options: argparse.Namespace, answer: Answer) -> int:
    text = " ".join(options.text)
    with opened(options) as planner:
        lines = planner.contacts.page(0, 100, text)
        _people(lines, answer)
    if not lines:
        raise NotFound(
            _("Nobody is called “{text}”.").format(text=text),
            _("Try fewer letters, another spelling or the native name."),
        )
    return 0


def _people(lines: list[PersonLine], answer: Answer) -> None:
    if answer.as_json:
        answer.data("people", [shapes.person_line(line) for line in lines])
        return
    answer.table(
        (_("Name"), _("Native name"), _("Organisation"), _("Position"), _("Country"), _("E-mail")),
        [
            (
                line.sort_name,
                line.native_name,
                line.organisation,
                line.position,
                line.country,
                line.email,
            )
            for line in lines
        ],
    )


def show(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        known = planner.contacts.people.find(options.person)
        lines = [] if known else planner.contacts.page(0, 6, options.person)
        if known is None and len(lines) != 1:
            names = "; ".join(line.name for line in lines)
            raise NotFound(
                _("“{text}” may mean several people: {names}.").format(
                    text=options.person, names=names
                )
                if lines
                else _("Nobody is called “{text}”.").format(text=options.person),
                _("Add the given name.") if lines else _("See “planner contact list”."),
            )
        card = planner.contacts.card(known.id if known else PersonId(lines[0].id))
        if answer.as_json:
            answer.data("person", shapes.person(card))
            return 0
        one = card.person
        answer.say(" ".join(part for part in (one.name, one.native_name, one.reading) if part))
        for post in card.posts:
            answer.say(f"  {', '.join(p for p in (post.position.title, post.organisation) if p)}")
        for point in (*card.emails, *card.phones):
            answer.say(f"  {point.value}")
        for visit in card.visits:
            answer.say(f"  {visit.first_day or ''} {visit.title} {visit.role}".rstrip())
    return 0


def export(options: argparse.Namespace, answer: Answer) -> int:
    path: Path = options.out if options.out.suffix.lower() == ".xlsx" else options.out / "contacts.xlsx"
    with opened(options) as planner:
        if options.dry_run:
            answer.say(_("{count} people would be written to {path}.").format(count=planner.contacts.count(), path=path))
            return 0
        count = planner.exporting.write_people(path)
    if answer.as_json:
        answer.data("files", [str(path)])
    answer.say(ngettext("Wrote one person to {path}", "Wrote {count} people to {path}", count, path=str(path)))
    return 0


def import_(options, answer):
    raise NotImplementedError
