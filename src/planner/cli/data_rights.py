"""``planner contact erase | access-request | requests``: what a person may ask of whoever holds data about one."""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Any

from planner.cli.answering import Answer
from planner.cli.contact import meant
from planner.cli.opening import opened
from planner.cli.options import add_verb, writing
from planner.domain.data_rights import REQUEST_KINDS, RequestKind
from planner.domain.disclosed_words import fields_text, when_text
from planner.domain.erasing import Left, Standing, Wish
from planner.domain.erasing_words import (
    backups_sentence,
    left_sentences,
    log_sentence,
    outside_sentence,
    places_sentence,
    standing_lines,
)
from planner.domain.words import plain
from planner.errors import UserError
from planner.i18n import LANGUAGES, _
from planner.services.corrections import Notice, as_shapes
from planner.services.data_requests import due_on


def rights_verbs(verbs: Any) -> None:
    verb = writing(add_verb(verbs, "erase", _("erase a person everywhere, for good"), erase))
    verb.add_argument("person")
    verb.add_argument(
        "--confirm",
        default="",
        metavar="NAME",
        help=_("the whole name: without it nothing is done"),
    )
    verb.add_argument(
        "--keep-signatures",
        dest="reason",
        default="",
        metavar="WHY",
        help=_("names under agreements stay, for this reason"),
    )
    verb.add_argument(
        "--leave",
        action="append",
        default=[],
        metavar="TEXT",
        help=_("a text that stays as it is, as --dry-run names it; may be repeated"),
    )
    verb.add_argument("--certificate", metavar="FILE", help=_("write the certificate as a PDF"))

    verb = add_verb(
        verbs, "access-request", _("write all that is held about a person, as PDF and JSON"), access
    )
    verb.add_argument("person")
    verb.add_argument("--out", "-o", type=Path, default=Path(), metavar="FOLDER")
    verb = add_verb(
        verbs, "requests", _("requests about data, and until when they are due"), requests
    )
    verb.add_argument("person", nargs="?", default="")
    verb.add_argument("--received", default="", metavar="DAY", help=_("a request came on this day"))
    verb.add_argument(
        "--kind",
        choices=[kind.value for kind in RequestKind],
        default=RequestKind.ACCESS.value,
        help=_("what is asked for"),
    )
    verb.add_argument("--extend", default="", metavar="ID", help=_("take longer for this request"))
    verb.add_argument("--until", default="", metavar="DAY", help=_("to this day"))
    verb.add_argument("--reason", default="", metavar="WHY", help=_("why"))
    verb.add_argument(
        "--no-longer", default="", metavar="ID", help=_("this request is not put off any more")
    )
    verb.add_argument(
        "--sent", default="", metavar="ID", help=_("the answer that was written was sent")
    )
    verb.add_argument(
        "--close", default="", metavar="ID", help=_("this request was answered in another way")
    )
    verb.add_argument("--note", default="", metavar="TEXT", help=_("how it was answered"))
    verb.add_argument("--reopen", default="", metavar="ID", help=_("this one is not answered yet"))
    verb.add_argument("--all", action="store_true", help=_("those with an answer, too"))

    verb = add_verb(verbs, "corrections", _("who holds old values and has to be told"), corrections)
    verb.add_argument("person")
    verb.add_argument("--drafts", type=Path, metavar="FOLDER", help=_("write a mail to each"))
    verb.add_argument("--settle", default="", metavar="ID", help=_("this one need not be told"))
    verb.add_argument("--reason", default="", metavar="WHY", help=_("why"))
    verb.add_argument(
        "--only", action="append", default=[], metavar="ID", help=_("these alone; may be repeated")
    )
    verb.add_argument("--email", default="", metavar="ADDRESS", help=_("where the mail goes"))
    verb.add_argument("--lang", choices=LANGUAGES, help=_("of the mail"))


def corrections(options: argparse.Namespace, answer: Answer) -> int:
    """Who was given a value that is not so any more; mails to them as drafts, or why not."""
    with opened(options) as planner:
        service, person = planner.corrections, meant(planner, options.person)
        if options.settle:
            service.settle(person, options.settle, options.reason)
        owed = [
            one
            for one in service.owed(person)
            if not options.only or one.disclosure.id in options.only
        ]
        files: list[Path] = []
        if options.drafts:
            reach = service.reach(owed)
            files = service.draft(
                options.drafts,
                [
                    Notice(
                        owed=one,
                        email=options.email or reach[one.key].email,
                        language=options.lang or reach[one.key].language,
                    )
                    for one in owed
                ],
            )
    if answer.as_json:
        answer.data("corrections", {"owed": as_shapes(owed), "files": [str(one) for one in files]})
        return 0
    if not owed:
        answer.say(_("Nobody has to be told anything."))
        return 0
    answer.table(
        (_("To whom"), _("When"), _("Fields"), "Id"),
        [
            (
                one.recipient or _("not said"),
                when_text(one.disclosure),
                fields_text(one.fields),
                one.disclosure.id,
            )
            for one in owed
        ],
    )
    for path in files:
        answer.say(_("Wrote {path}").format(path=path))
    return 0


def access(options: argparse.Namespace, answer: Answer) -> int:
    """Everything held about one person, for that person."""
    with opened(options) as planner:
        person = meant(planner, options.person)
        files = planner.access_answers.write(options.out, person)
    if answer.as_json:
        answer.data("files", [str(path) for path in files])
        return 0
    for path in files:
        answer.say(_("Wrote {path}").format(path=path))
    answer.note(_("Make sure that it goes to the person alone."))
    return 0


def requests(options: argparse.Namespace, answer: Answer) -> int:
    """Take, extend or close a request; without any of these list those of one person or all open ones."""
    with opened(options) as planner:
        service = planner.data_requests
        person = meant(planner, options.person) if options.person else None
        if options.received:
            if person is None:
                raise UserError(_("Nobody is named."), _("Say whose request it is."))
            service.receive(person, RequestKind(options.kind), day_of(options.received))
        if options.extend:
            until = day_of(options.until) if options.until else None
            service.extend(options.extend, until, options.reason)
        if options.no_longer:
            service.take_back_extension(options.no_longer)
        if options.sent:
            service.sent(options.sent)
        if options.close:
            service.close(options.close, options.note)
        if options.reopen:
            service.reopen(options.reopen)
        found = service.of(person) if person else service.all() if options.all else service.open()
        lines = [(one, due_on(one)) for one in found]
        names = service.names(found)
    if answer.as_json:
        shapes = [{**plain(one), "due_on": plain(due)} for one, due in lines]
        answer.data("requests", shapes)
        return 0
    answer.table(
        (_("Name"), _("Request"), _("Received"), _("Due on"), _("Answered"), _("Notes"), "Id"),
        [
            (
                names[one.id],
                _(REQUEST_KINDS[one.kind]),
                one.received_on,
                due,
                one.answered_on or (_("written, not sent") if one.file_hash else None),
                one.notes.replace("\n", "; "),
                one.id,
            )
            for one, due in lines
        ],
    )
    return 0


def day_of(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            _("“{text}” is no date.").format(text=text), _("Write it as 2027-05-10.")
        ) from error


def erase(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        person = meant(planner, options.person)
        standing = planner.erasing.look(person)
        if options.dry_run:
            _tell(standing, answer)
            return 0
        if not options.confirm:
            raise UserError(
                _("Erasing cannot be undone."),
                _("Nothing was erased. See --dry-run, then add --confirm “{name}”.").format(
                    name=standing.name
                ),
            )
        wish = Wish(reason=options.reason, leave=frozenset(options.leave))
        done = planner.erasing.erase(person, wish, typed=options.confirm)
        owed = planner.erasing.log_is_owed
        if options.certificate:
            planner.erasing.save_certificate(Path(options.certificate), done)
    if answer.as_json:
        answer.data("erasure", plain(done.erasure))
        return 0
    answer.say(places_sentence(done.erasure.places))
    for line in (*_remains(standing), log_sentence(owed)):
        if line:
            answer.say(line)
    if options.certificate:
        answer.say(_("Wrote {path}").format(path=options.certificate))
        answer.note(_("Make sure that it goes to the person alone."))
    return 0


def _tell(standing: Standing, answer: Answer) -> None:
    if answer.as_json:
        answer.data("standing", plain({**asdict(standing), "places": standing.places}))
        return
    answer.say(standing.name)
    answer.table((_("Where"), _("How many")), standing_lines(standing))
    for one in standing.signatures:
        answer.say(
            _("Signed “{agreement}” as {name}.").format(agreement=one.agreement, name=one.name)
        )
    for mention in standing.mentions:
        answer.say(f"{mention.key}  {mention.excerpt}")
    for line in _remains(standing):
        answer.say(line)
    answer.note(_("Nothing was erased."))


def _remains(standing: Standing) -> list[str]:
    """What an erasure does not reach."""
    said = [backups_sentence(standing), *left_sentences(standing.left), outside_sentence(standing)]
    if any(copy.kind in (Left.MOVED, Left.MOVED_BACKUPS) for copy in standing.left):
        said.append(_("Remove what is at the old place: “planner library move --remove-old”."))
    return [line for line in said if line]
