"""``planner contact hidden`` and ``planner visit needs``: hidden values, shown for a purpose only."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from planner.cli.answering import Answer
from planner.cli.contact import meant
from planner.cli.list_asking import day_of
from planner.cli.opening import opened
from planner.cli.options import add_verb, writing
from planner.domain.private_details import DETAIL_KINDS, DetailKind
from planner.domain.visits import NEED_KINDS
from planner.i18n import _, plain_day

DOTS = "•••"


def hidden_verb(verbs: Any) -> None:
    verb = writing(
        add_verb(verbs, "hidden", _("passport, birth and the like of a person: show, note"), hidden)
    )
    verb.add_argument("person")
    verb.add_argument(
        "--purpose", default="", help=_("what it is needed for; without it only dots are shown")
    )
    verb.add_argument(
        "--set", dest="kind", choices=[kind.value for kind in DetailKind], help=_("note one")
    )
    verb.add_argument("--value", default="", help=_("what is noted; empty takes it away"))
    verb.add_argument("--until", default="", metavar="DATE", help=_("the day after which it goes"))


def needs_verb(verbs: Any) -> None:
    verb = add_verb(verbs, "needs", _("how many need what; with a purpose also who"), needs)
    verb.add_argument("visit")
    verb.add_argument(
        "--purpose", default="", help=_("what it is needed for; without it only dots are shown")
    )


def hidden(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        person = meant(planner, options.person)
        details = planner.hidden_details
        if options.kind and not options.dry_run:
            kind = DetailKind(options.kind)
            if options.value:
                more: dict[str, dt.date] = {}
                if options.until:
                    more["purge_after"] = day_of(options.until)
                details.note(person, kind, options.value, **more)
            else:
                for one in [one for one in details.of(person) if one.kind is kind]:
                    details.remove(one.id)
        shown = planner.look_ups.details(person, options.purpose) if options.purpose else ()
        texts = {one.kind: one for one in shown}
        kinds = details.kinds(person)
        if answer.as_json:
            answer.data(
                "hidden",
                [
                    {"kind": kind.value, "text": texts[kind].text if kind in texts else None}
                    for kind in kinds
                ],
            )
            return 0
        if not kinds:
            answer.say(_("Nothing is noted."))
            return 0
        answer.table(
            (_("What"), _("Value"), _("Erased after")),
            [
                (
                    _(DETAIL_KINDS[kind]),
                    texts[kind].text if kind in texts else DOTS,
                    plain_day(after)
                    if kind in texts and (after := texts[kind].purge_after)
                    else "",
                )
                for kind in kinds
            ],
        )
    return 0


def needs(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        heads = [one.id for one in plan.delegates]
        if options.purpose:
            found = planner.look_ups.needs(heads, options.purpose)
        else:
            found = [need for head in heads for need in planner.needs.of(head)]
        lines = [
            (
                plan.name_of(plan.delegate[one.delegate_id]) if options.purpose else DOTS,
                _(NEED_KINDS[one.kind]),
                one.text if options.purpose else DOTS,
            )
            for one in found
        ]
        if answer.as_json:
            answer.data(
                "needs",
                [
                    {
                        "kind": one.kind.value,
                        "person": line[0] if options.purpose else None,
                        "text": one.text if options.purpose else None,
                    }
                    for one, line in zip(found, lines, strict=True)
                ],
            )
            return 0
        if not lines:
            answer.say(_("Nothing is noted."))
            return 0
        answer.table((_("Person"), _("Kind"), _("What they need")), lines)
    return 0
