"""``planner library check | verify``: whether a library, or a copy of one, is as it was written."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.options import add_verb
from planner.domain.check_up import CheckUp
from planner.domain.clock_notes import jumped_back, moved_by_rules
from planner.domain.word_titles import TITLES
from planner.i18n import _, ngettext

DAMAGED = 3
"""The exit code of a library that is not whole, as of a visit with conflicts."""


def check_up_verbs(verbs: Any) -> None:
    verb = add_verb(verbs, "check", _("whether all is as it was written; answers 3 if not"), check)
    verb.add_argument(
        "--mend", action="store_true", help=_("put back what history or backups know")
    )
    verb = add_verb(
        verbs, "verify", _("whether a backup or another copy is whole; answers 3 if not"), verify
    )
    verb.add_argument("file", type=Path)


def check(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        found = planner.checking_up.check()
        mended = planner.checking_up.mend(found) if options.mend else 0
        if mended:
            found = planner.checking_up.check()
        behind, moved = planner.clock_watch.behind(), planner.clock_watch.moved()
    if answer.as_json:
        minutes = round(behind / dt.timedelta(minutes=1)) if behind else 0
        told = {one.zone: one.count for one in moved}
        shape = _shape(found, mended) | {"clock_behind_minutes": minutes, "moved_entries": told}
        answer.data("check", shape)
    else:
        if mended:
            answer.say(
                ngettext("{count} record was mended.", "{count} records were mended.", mended)
            )
        for sentence in found.sentences():
            answer.say(sentence)
        for sentence in [*([jumped_back(behind)] if behind else []), *moved_by_rules(moved)]:
            answer.note(sentence)
        if found.damaged:
            answer.table(
                (_("Record"), _("Kind"), _("Right values")),
                [
                    (one.title, _(TITLES.get(one.word, one.word)), one.where)
                    for one in found.damaged
                ],
            )
    return 0 if found.is_whole else DAMAGED


def _shape(found: CheckUp, mended: int) -> dict[str, Any]:
    return {
        "whole": found.is_whole,
        "rows": found.rows,
        "mended": mended,
        "damaged": [
            {"word": one.word, "id": one.id, "source": one.source.value, "backup": one.backup}
            for one in found.damaged
        ],
        "steps": list(found.steps),
        "structure": list(found.structure),
    }


def verify(options: argparse.Namespace, answer: Answer) -> int:
    from planner.services.checking_up import verified  # late: it reads through SQLAlchemy's tables

    holds = verified(options.file)
    if answer.as_json:
        answer.data(
            "verify", {"whole": not holds.faults, "faults": list(holds.faults), "step": holds.step}
        )
    elif holds.faults:
        answer.say(_("{name} is not whole:").format(name=options.file.name))
        for fault in holds.faults:
            answer.say(f"  {fault}")
    else:
        answer.say(
            _(
                "{name} is whole: {people} people, {visits} visits, step {step} of the history."
            ).format(
                name=options.file.name,
                people=holds.counts.get("person", 0),
                visits=holds.counts.get("visit", 0),
                step=holds.step,
            )
        )
    return DAMAGED if holds.faults else 0
