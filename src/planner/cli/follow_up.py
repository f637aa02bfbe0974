"""``planner follow-up list | add | done | wait | give | export``: what was promised and is to be done."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.follow_up_meant import meant, of_visit, row_of
from planner.cli.follow_up_owners import board, give_verb
from planner.cli.opening import opened
from planner.cli.options import add_verb, paged, writing
from planner.domain.due_dates import SHELVES, Shelf
from planner.domain.follow_up_line import Reading, read_follow_up
from planner.domain.follow_up_line.read_back import answer as words_of
from planner.domain.follow_up_line.read_back import question, reads_as
from planner.domain.followups import FOLLOW_UP_STATUSES, FollowUp
from planner.domain.ids import VisitId
from planner.domain.words import plain
from planner.errors import UserError
from planner.i18n import _, day_in_words, ngettext
from planner.services.follow_ups_out import TaskForm
from planner.services.planner import Planner

OPEN = 2
"""The exit code when a question of the line is open: nothing was written."""


def follow_up_verbs(nouns: Any) -> None:
    text = _("what is to be done: list, add, tick off, give, export")
    # "followup" is how it was called before.
    noun = nouns.add_parser("follow-up", aliases=["followup"], help=text, description=text)
    verbs = noun.add_subparsers(dest="verb", metavar="VERB", required=True)
    verb = paged(add_verb(verbs, "list", _("what is open, by due date"), list_))
    _which(verb)
    verb.add_argument("--all", action="store_true", help=_("what is done, too"))
    verb.add_argument("--by-owner", action="store_true", help=_("by owner, then by date"))
    verb.add_argument(
        "--by", choices=("date", "owner"), help=_("by date; or by owner, a table for each")
    )
    verb = writing(add_verb(verbs, "add", _("add one, written as one line"), add))
    verb.add_argument(
        "line",
        nargs="+",
        help=_('such as "thank-you ESS fri @Eva #JP-DK-2027 every month !waiting"'),
    )
    verb.add_argument("--visit", default="", metavar="VISIT", help=_("it belongs to this visit"))
    verb = writing(add_verb(verbs, "done", _("tick one off; one that repeats comes again"), done))
    verb.add_argument("follow_up", metavar="FOLLOW-UP", help=_("its id or words of its title"))
    verb = writing(add_verb(verbs, "wait", _("others have to act"), wait))
    verb.add_argument("follow_up", metavar="FOLLOW-UP", help=_("its id or words of its title"))
    verb.add_argument("--for", dest="waiting_for", default="", metavar="NAME", help=_("for whom"))
    give_verb(verbs)
    verb = writing(add_verb(verbs, "export", _("tasks for a calendar, or a workbook"), export))
    _which(verb)
    verb.add_argument("--search", default="", metavar="TEXT")
    verb.add_argument("--out", "-o", type=Path, required=True, metavar="FILE", help=".ics, .xlsx")
    verb.add_argument("--language", default="en", metavar="CODE", help="en, da, de")


def _which(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--in", dest="shelf", choices=[shelf.value for shelf in Shelf], help=_("this list")
    )
    verb.add_argument("--visit", default="", metavar="VISIT", help=_("of this visit"))


def list_(options: argparse.Namespace, answer: Answer) -> int:
    if options.by == "owner":
        return board(options, answer, _shelves(options))
    with opened(options) as planner:
        lines = planner.follow_ups.shelf_page(
            _shelves(options),
            options.offset,
            options.limit,
            options.search,
            by_owner=options.by_owner,
            of=of_visit(planner, options),
        )
        if answer.as_json:
            answer.data("follow_ups", [shapes.follow_up(line) for line in lines])
            return 0
        answer.table(
            (_("Due"), _("What"), _("Owner"), _("About"), _("Status")),
            [row_of(line) for line in lines],
        )
    return 0


def _shelves(options: argparse.Namespace) -> tuple[Shelf, ...]:
    if options.shelf:
        return (Shelf(options.shelf),)
    everything = getattr(options, "all", False)
    return tuple(shelf for shelf in Shelf if everything or shelf is not Shelf.DONE)


def add(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit: VisitId | None = planner.visits.find(options.visit).id if options.visit else None
        reading = read_follow_up(" ".join(options.line), planner.follow_up_lines.ground(visit))
        if reading.blocks or reading.is_empty:
            return _ask(reading, answer)
        shape = _shape(reading)
        if not options.dry_run:
            key = planner.follow_up_lines.add(reading)
            made = planner.follow_ups.get(key)
            shape |= {"id": key, "due_on": made.due_on.isoformat() if made.due_on else None}
        if answer.as_json:
            answer.data("follow_up", shape)
        answer.say(reads_as(reading))
        if options.dry_run:
            answer.say(_("Nothing was written."))
    return 0


def _ask(reading: Reading, answer: Answer) -> int:
    """Say the questions with the lines that settle them."""
    if answer.as_json:
        answer.data("follow_up", _shape(reading))
    if reading.is_empty:
        answer.note(_("A follow-up needs a title."))
    for asked in reading.questions:
        answer.note(question(asked))
        for option in asked.options:
            answer.note(f"  {words_of(option, asked)}:  {option.line}")
    answer.note(_("Nothing was added."))
    return OPEN


def _shape(reading: Reading) -> dict[str, Any]:
    return {
        "line": reading.line,
        "reads_as": reads_as(reading),
        "title": reading.title,
        "due_on": reading.due_on.isoformat() if reading.due_on else None,
        "anchor": reading.anchor.value,
        "due_days": reading.due_days,
        "repeats": reading.repeats,
        "owner": reading.owner,
        "owner_id": reading.owner_id,
        "side": reading.side.value,
        "status": reading.status.value,
        "waiting_for": reading.waiting_for,
        "kind": reading.kind.value,
        "about": [{"word": one.word, "id": one.id, "name": one.name} for one in reading.links],
        "questions": [
            {
                "kind": asked.kind.value,
                "sentence": question(asked),
                "choices": [
                    {"text": words_of(option, asked), "line": option.line}
                    for option in asked.options
                ],
            }
            for asked in reading.questions
        ],
    }


def done(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        one, again = meant(planner, options.follow_up), None
        if not options.dry_run:
            coming = planner.follow_ups.done(one.id)
            again = planner.follow_ups.get(coming) if coming else None
        return _tell(planner, one, again, options, answer)


def wait(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        one = meant(planner, options.follow_up)
        if not options.dry_run:
            planner.follow_ups.wait(one.id, options.waiting_for)
        return _tell(planner, one, None, options, answer)


def _tell(
    planner: Planner,
    before: FollowUp,
    again: FollowUp | None,
    options: argparse.Namespace,
    answer: Answer,
) -> int:
    now = planner.follow_ups.get(before.id)
    if answer.as_json:
        answer.data("follow_up", {**plain(now), "again": plain(again) if again else None})
    if options.dry_run:
        answer.say(before.title)
        answer.say(_("Nothing was written."))
        return 0
    status = _(FOLLOW_UP_STATUSES[now.status])
    answer.say(_("{status}: {name}").format(status=status, name=now.title))
    if again is not None and again.due_on is not None:
        day = day_in_words(again.due_on, year=True)
        answer.say(_("It comes again on {date}.").format(date=day))
    return 0


def export(options: argparse.Namespace, answer: Answer) -> int:
    out: Path = options.out
    try:
        form = TaskForm(out.suffix.lower().removeprefix("."))
    except ValueError as error:
        raise UserError(
            _("A file of follow-ups ends with .ics or .xlsx."), _("Choose another name.")
        ) from error
    with opened(options) as planner:
        of = of_visit(planner, options)
        shelves, follow_ups = _shelves(options), planner.follow_ups
        count = follow_ups.shelf_count(shelves, options.search, of)
        if not options.dry_run:
            count = planner.follow_ups_out.write(
                out, form, shelves, text=options.search, language_code=options.language, of=of
            )
        if answer.as_json:
            lists = [SHELVES[shelf] for shelf in shelves]
            answer.data("export", {"path": str(out), "count": count, "lists": lists})
        answer.say(
            ngettext(
                "{count} follow-up written to {name}",
                "{count} follow-ups written to {name}",
                count,
                name=out.name,
            )
            if not options.dry_run
            else _("Nothing was written.")
        )
    return 0
