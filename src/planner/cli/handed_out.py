"""``planner handed-out`` and ``planner holders``: what left the house, and who holds what of whom."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from planner.cli.answering import Answer
from planner.cli.contact import meant
from planner.cli.opening import opened
from planner.domain.disclosed import Asked, HandedOut, Holding, old_values
from planner.domain.disclosed_words import (
    correction_text,
    fields_text,
    old_sentence,
    paper_title,
    recipient_text,
    version_text,
    when_text,
)
from planner.domain.privacy import PROFILES, WAYS
from planner.domain.told import FIELDS
from planner.domain.words import plain
from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.services.corrections import as_shapes
from planner.services.planner import Planner


def asking(verb: argparse.ArgumentParser) -> None:
    """What narrows the register."""
    verb.add_argument("--visit", metavar="VISIT", help=_("papers of this visit"))
    verb.add_argument("--person", metavar="PERSON", help=_("what holds data of this person"))
    verb.add_argument("--to", default="", metavar="TEXT", help=_("recipients called so"))
    verb.add_argument("--file", default="", metavar="NAME-or-HASH")
    verb.add_argument("--from", dest="since", default="", metavar="DATE", help="2027-05-10")
    verb.add_argument("--until", default="", metavar="DATE", help="2027-05-12")
    verb.add_argument(
        "--special",
        action="store_true",
        help=_("only what told more than is usual: passports, birth, needs, files of people"),
    )


def export(options: argparse.Namespace, answer: Answer) -> int:
    """The register as a workbook; that is on record itself."""
    with opened(options) as planner:
        asked = _asked(planner, options)
        if options.dry_run:
            count = len(planner.disclosures.found(asked))
        else:
            count = planner.register_out.write(options.out, asked, language_code=options.lang)
    if answer.as_json:
        answer.data("export", {"file": str(options.out), "rows": count})
        return 0
    wrote = _("Would write {path}") if options.dry_run else _("Wrote {path}")
    answer.say(wrote.format(path=options.out))
    answer.say(ngettext("{count} hand-over", "{count} hand-overs", count))
    return 0


def owed(options: argparse.Namespace, answer: Answer) -> int:
    """Who holds an old value of anybody and has not been told the new one."""
    with opened(options) as planner:
        found = planner.corrections.owed_to_all()
    if answer.as_json:
        answer.data("corrections", {"owed": as_shapes(found)})
        return 0
    if not found:
        answer.say(_("Nobody has to be told anything."))
        return 0
    answer.table(
        (_("Name"), _("To whom"), _("When"), _("Otherwise today"), "Id"),
        [
            (
                one.person,
                recipient_text(one.disclosure),
                when_text(one.disclosure),
                fields_text(one.fields),
                one.disclosure.id,
            )
            for one in found
        ],
    )
    answer.note(_("“planner contact corrections” drafts notices to them, or settles."))
    return 0


def list_(options: argparse.Namespace, answer: Answer) -> int:
    """What left the house, the latest first."""
    with opened(options) as planner:
        lines = planner.disclosures.page(_asked(planner, options), options.offset, options.limit)
        if answer.as_json:
            answer.data("handed_out", [_shape(line) for line in lines])
            return 0
        if not lines:
            answer.say(_("Nothing of this left the house."))
            return 0
        answer.table(
            (_("When"), _("To whom"), _("Paper"), _("File"), _("Version"), _("People"), "Id"),
            [
                (
                    when_text(line.disclosure),
                    recipient_text(line.disclosure),
                    paper_title(line.disclosure),
                    line.disclosure.file_name,
                    version_text(line.disclosure),
                    len(line.names),
                    line.disclosure.id,
                )
                for line in lines
            ],
        )
    return 0


def show(options: argparse.Namespace, answer: Answer) -> int:
    """One record: what the file says of whom, and what of it is otherwise today."""
    with opened(options) as planner:
        line = planner.disclosures.one(options.id)
        one = line.disclosure
        subjects = planner.disclosures.subjects(one.id)
        if answer.as_json:
            told = [{**plain(subject), "old": sorted(subject.old)} for subject in subjects]
            answer.data("handed_out", {**_shape(line), "subjects": told})
            return 0
        about = (when_text(one), recipient_text(one), _(PROFILES[one.profile]), _(WAYS[one.way]))
        answer.say(" · ".join(about))
        named = (one.file_name, paper_title(one), version_text(one), one.language, one.purpose)
        answer.say(" · ".join(part for part in named if part))
        answer.say(f"SHA-256 {one.file_hash}")
        names = {told.person_id: told.name for told in subjects}
        for done in planner.corrections.of_file(one.id):
            answer.say(correction_text(done, names.get(done.person_id, "")))
        answer.table(
            (_("Name"), _("Fields"), _("Otherwise today")),
            [(told.name, fields_text(told.columns), fields_text(told.old)) for told in subjects],
        )
    return 0


def holders(options: argparse.Namespace, answer: Answer) -> int:
    """Who holds what of one person, each from the latest file that had it."""
    field = options.field
    if field and field not in FIELDS:
        raise UserError(
            _("There is no field “{name}”.").format(name=field),
            _("There are: {names}.").format(names=", ".join(FIELDS)),
        )
    with opened(options) as planner:
        who = meant(planner, options.person)
        found = [
            one
            for one in planner.disclosures.holdings([who])
            if (not field or one.field == field) and (one.is_old or not options.old)
        ]
        if answer.as_json:
            answer.data("holders", [_holding(one) for one in found])
            return 0
        if not found:
            answer.say(_("Nobody holds this."))
        for value in old_values(found):
            answer.say(old_sentence(value))
        if found:
            answer.table(
                (_("Field"), _("To whom"), _("When"), _("File"), ""),
                [
                    (
                        _(FIELDS[one.field]),
                        recipient_text(one.disclosure),
                        when_text(one.disclosure),
                        one.disclosure.file_name or paper_title(one.disclosure),
                        _("old") if one.is_old else "",
                    )
                    for one in found
                ],
            )
    return 0


def _asked(planner: Planner, options: argparse.Namespace) -> Asked:
    return Asked(
        visit_id=planner.visits.find(options.visit).id if options.visit else None,
        person_id=meant(planner, options.person) if options.person else None,
        recipient=options.to,
        file=options.file,
        text=options.search,
        since=_day(options.since),
        until=_day(options.until),
        special=options.special,
    )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UserError(
            _("“{text}” is no date.").format(text=text), _("Write it as 2027-05-10.")
        ) from error


def _shape(line: HandedOut) -> dict[str, Any]:
    shape: dict[str, Any] = plain(line.disclosure)
    return {**shape, "at": f"{line.disclosure.at.isoformat()}Z", "visit": line.visit} | {
        "people": list(line.names)
    }


def _holding(one: Holding) -> dict[str, Any]:
    return {
        "person_id": one.person_id,
        "person": one.person,
        "field": one.field,
        "recipient": one.recipient,
        "recipient_key": one.disclosure.recipient_key,
        "at": f"{one.disclosure.at.isoformat()}Z",
        "file_name": one.disclosure.file_name,
        "disclosure_id": one.disclosure.id,
        "is_old": one.is_old,
    }
