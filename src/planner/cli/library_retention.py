"""``planner library retention | periods``: what is kept for too long, erasing it, and for how long."""

from __future__ import annotations

import argparse
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.options import add_verb, writing
from planner.domain.erasing_words import log_sentence
from planner.domain.retention import (
    COUNTED_FROM,
    GROUPS,
    REGISTERS,
    FieldGroup,
    by_group_and_person,
)
from planner.errors import UserError
from planner.i18n import _, ngettext, plain_day


def retention_verbs(verbs: Any) -> None:
    verb = writing(
        add_verb(verbs, "retention", _("erase what is kept for too long; or only list it"), erase)
    )
    verb.add_argument(
        "--group",
        action="append",
        choices=[group.value for group in FieldGroup],
        help=_("only this group; may be repeated"),
    )
    verb = writing(add_verb(verbs, "periods", _("for how long which data are kept"), periods))
    verb.add_argument("group", nargs="?", choices=[group.value for group in FieldGroup])
    verb.add_argument("--days", type=int, metavar="N", help=_("0 keeps without end"))
    verb.add_argument("--purpose", default="")
    verb.add_argument("--basis", default="", help=_("the legal basis"))


def erase(options: argparse.Namespace, answer: Answer) -> int:
    """With ``--dry-run`` only the list. What was erased a week ago goes from the history, too."""
    with opened(options) as planner:
        wanted = set(options.group or FieldGroup)
        found = [one for one in planner.retention.review() if one.group in wanted]
        lines = by_group_and_person(found)
        going = sum(line.count for line in lines if line.erases)
        settled = 0
        if not options.dry_run:
            planner.retention.settle()
            settled = planner.retention.count_settled  # opening the library may have begun
            planner.retention.erase(found)
            if settled and not planner.erasing.empty_log():
                answer.note(log_sentence(True))
        if answer.as_json:
            answer.data(
                "retention",
                {
                    "lines": [
                        {
                            "group": line.group.value,
                            "person": line.name,
                            "person_id": line.person_id,
                            "until": line.until.isoformat(),
                            "last_used": line.last_used.isoformat() if line.last_used else "",
                            "visits": list(line.visits),
                            "count": line.count,
                            "erases": line.erases,
                        }
                        for line in lines
                    ],
                    "erased": 0 if options.dry_run else going,
                    "settled": settled,
                },
            )
            return 0
        if lines:
            answer.table(
                (_("Data"), _("Person"), _("Kept until"), _("Last used"), _("How many")),
                [
                    (
                        _(GROUPS[line.group].title),
                        line.name,
                        plain_day(line.until),
                        plain_day(line.last_used) if line.last_used else "–",
                        line.count if line.erases else _("To be decided"),
                    )
                    for line in lines
                ],
            )
        answer.say(
            _said(going, dry=options.dry_run) if lines else _("Nothing is kept for too long.")
        )
        if any(one.key and one.word in REGISTERS for one in found):
            answer.say(_("Entries of the registers are gone at once: they stand in no history."))
        if settled:
            text = ngettext(
                "{count} record that is gone cannot be read in the history any more.",
                "{count} records that are gone cannot be read in the history any more.",
                settled,
            )
            answer.say(text)
    return 0


def _said(count: int, *, dry: bool) -> str:
    if dry:
        return ngettext(
            "{count} record would be erased.", "{count} records would be erased.", count
        )
    return ngettext(
        "{count} record was erased. Undo brings it back for seven days.",
        "{count} records were erased. Undo brings them back for seven days.",
        count,
    )


def periods(options: argparse.Namespace, answer: Answer) -> int:
    """All periods, or a new one for a group."""
    with opened(options) as planner:
        if options.group and options.days is not None and not options.dry_run:
            planner.retention.set_rule(
                FieldGroup(options.group),
                days=options.days,
                purpose=options.purpose,
                basis=options.basis,
            )
        elif options.days is not None and not options.group:
            raise UserError(_("Say for which group."), _("Nothing was changed."))
        rules = [rule for rule in planner.retention.rules() if options.group in (None, rule.id)]
        if answer.as_json:
            answer.data(
                "periods",
                [
                    {"group": one.id, "days": one.days, "purpose": one.purpose, "basis": one.basis}
                    for one in rules
                ],
            )
            return 0
        answer.table(
            (_("Group"), _("Data"), _("Days"), _("Counted"), _("Purpose"), _("Legal basis")),
            [
                (
                    one.id,
                    _(GROUPS[FieldGroup(one.id)].title),
                    one.days or _("no end"),
                    _(COUNTED_FROM[GROUPS[FieldGroup(one.id)].counted]),
                    _(one.purpose),
                    _(one.basis),
                )
                for one in rules
            ],
        )
    return 0
