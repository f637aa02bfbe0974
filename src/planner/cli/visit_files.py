"""``planner visit hand-over | take-in``: a visit as one file for a colleague, and back again."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.privacy import Profile
from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.merging_phrases import act, heading, title, values
from planner.services.planner import Planner
from planner.services.visit_arrivals import Arrival

PASSPHRASE = "PLANNER_PASSPHRASE"
"""Where a script puts the passphrase: on the command line others could see it."""


def hand_over(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        out: Path = options.out
        path = out / planner.visit_files.file_name(visit.id) if out.is_dir() else out
        if options.dry_run:
            answer.say(_("Would write {path}").format(path=path))
            return 0
        sealed = _new_passphrase() if options.sealed else ""
        copy = planner.visit_files.give(
            visit.id,
            path,
            options.to,
            profile=Profile(options.audience),
            passphrase=sealed,
            purpose=options.purpose,
        )
        if answer.as_json:
            answer.data("hand_over", {"file": str(path), "copy": copy.copy_id, "to": copy.other})
        answer.say(_("Wrote {path}").format(path=path))
    return 0


def take_in(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        files = planner.visit_files
        sealed = files.is_sealed(options.file)
        file = files.read(options.file, _passphrase() if sealed else "")
        arrival = files.look(file)
        taken = set(arrival.usual)
        if options.theirs:
            taken = {one.key for each in arrival.affected for one in each.differences}
        _told(planner, arrival, taken, answer)
        if not options.dry_run:
            files.take(arrival, taken)
        if answer.as_json:
            answer.data("take_in", _shape(arrival, taken, written=not options.dry_run))
        if options.dry_run:
            answer.say(_("Nothing was written."))
        elif arrival.is_new:
            answer.say(_("The visit was taken in."))
        else:
            count = len(taken)
            answer.say(
                ngettext("{count} change was taken in.", "{count} changes were taken in.", count)
            )
    return 0


def _told(planner: Planner, arrival: Arrival, taken: set[str], answer: Answer) -> None:
    plan = arrival.state.plan
    answer.say(
        _("“{title}”, handed over by {author} for {other}").format(
            title=plan.visit.title, author=arrival.file.author, other=arrival.file.other
        )
    )
    if arrival.is_new:
        heads = ngettext("{count} person", "{count} people", len(plan.delegates))
        entries = ngettext("{count} entry", "{count} entries", len(plan.items))
        answer.say(_("New here: {heads}, {entries}").format(heads=heads, entries=entries))
        return
    if not arrival.affected:
        answer.say(_("Nothing was changed there."))
    if arrival.is_late:
        answer.note(
            _(
                "A later file from {author} may have been taken in already: nothing is ticked."
            ).format(author=arrival.file.author)
        )
    among = {**(arrival.start or {}), **arrival.ours, **arrival.state.records}
    for each in arrival.affected:
        answer.say(f"{heading(each, among)} – {act(each)}")
        for one in each.differences:
            ours, theirs = values(one, among)
            mark = "+" if one.key in taken else "≠" if one.clash else "-"
            answer.say(f"  {mark} {title(one, among)}: {ours or '–'} → {theirs or '–'}")
    if any(each.clashes for each in arrival.affected) and not taken >= {
        one.key for each in arrival.affected for one in each.differences
    }:
        answer.note(_("Where both sides changed the same (≠), ours stays; --theirs takes theirs."))


def _shape(arrival: Arrival, taken: set[str], *, written: bool) -> dict[str, Any]:
    among = {**(arrival.start or {}), **arrival.ours, **arrival.state.records}
    return {
        "visit": arrival.state.plan.visit.id,
        "new": arrival.is_new,
        "written": written,
        "changes": [
            {
                "key": one.key,
                "record": heading(each, among),
                "what": title(one, among),
                "ours": values(one, among)[0],
                "theirs": values(one, among)[1],
                "clash": one.clash,
                "taken": one.key in taken,
            }
            for each in arrival.affected
            for one in each.differences
        ],
    }


def _passphrase() -> str:
    given = os.environ.get(PASSPHRASE, "")
    if given or not sys.stdin.isatty():
        return given
    return getpass.getpass(_("Passphrase: "))


def _new_passphrase() -> str:
    given = os.environ.get(PASSPHRASE, "")
    if not given and sys.stdin.isatty():
        given = getpass.getpass(_("Passphrase: "))
        if given != getpass.getpass(_("Once more: ")):
            raise UserError(_("The two passphrases differ."), _("Nothing was written."))
    if not given:
        raise UserError(
            _("There is no passphrase."),
            _("Put it into the variable {name}, or type it when asked.").format(name=PASSPHRASE),
        )
    return given
