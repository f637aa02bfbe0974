"""``planner contact erase``: what a person may ask of whoever holds data about one."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from planner.cli.answering import Answer
from planner.cli.contact import meant
from planner.cli.opening import opened
from planner.cli.options import add_verb, writing
from planner.domain.erasing import Standing, Wish
from planner.domain.erasing_words import (
    backups_sentence,
    outside_sentence,
    places_sentence,
    standing_lines,
)
from planner.domain.words import plain
from planner.errors import UserError
from planner.i18n import _


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


def erase(options: argparse.Namespace, answer: Answer) -> int:
    from pathlib import Path

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
        if options.certificate:
            planner.erasing.save_certificate(Path(options.certificate), done)
    if answer.as_json:
        answer.data("erasure", plain(done.erasure))
        return 0
    answer.say(places_sentence(done.erasure.places))
    for line in (backups_sentence(standing), outside_sentence(standing)):
        if line:
            answer.say(line)
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
    for line in (backups_sentence(standing), outside_sentence(standing)):
        if line:
            answer.say(line)
    answer.note(_("Nothing was erased."))
