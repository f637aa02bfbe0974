"""``planner library report``: what support needs to know, without personal data."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from planner import paths, settings
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.options import add_verb
from planner.errors import UserError
from planner.i18n import _


def support_verb(verbs: Any) -> None:
    verb = add_verb(
        verbs, "report", _("a report for support, without personal data; also of a library that does not open"), report
    )  # fmt: skip
    verb.add_argument("--to", type=Path, metavar="FILE", help=_("write it to this file"))


def report(options: argparse.Namespace, answer: Answer) -> int:
    from planner.services import support

    try:
        with opened(options, back_up=False) as planner:
            text = support.report(planner, planner.settings)
    except UserError as error:
        chosen = settings.load(paths.user_config() / "settings.json")
        text = support.report(None, chosen, not_opened=type(error).__name__)
    if options.to is not None:
        support.save(options.to, text)
        answer.say(_("The report is saved as {path}.").format(path=options.to))
    if answer.as_json:
        answer.data("report", text)
    elif options.to is None:
        answer.say(text.rstrip())
    return 0
