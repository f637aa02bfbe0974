"""``planner visit report``: the report of a visit as PDF, Word and Excel."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.options import add_verb, writing
from planner.cli.paper_options import languages_said, several
from planner.i18n import _


def report_verb(verbs: Any) -> None:
    verb = writing(
        add_verb(verbs, "report", _("who came, who paid, gifts, costs, outcomes, media"), report)
    )
    verb.add_argument("visit")
    verb.add_argument("--out", "-o", type=Path, default=Path(), metavar="DIR")
    verb.add_argument("--format", default="pdf", metavar="pdf,docx,xlsx")
    verb.add_argument(
        "--lang", default="", metavar="da,ja", help=_("one language, or two side by side")
    )
    verb.add_argument("--no-names", action="store_true", help=_("roles and counts alone"))
    verb.add_argument("--size", choices=("a4", "letter"), default="a4")
    verb.add_argument("--template", default="", metavar="NAME", help=_("how papers look"))
    verb.add_argument("--to", default="", metavar="NAME", help=_("for the register: who gets it"))
    verb.add_argument("--purpose", default="", metavar="TEXT", help=_("for the register"))


def report(options: argparse.Namespace, answer: Answer) -> int:
    from planner.documents.content import PageSize
    from planner.documents.material import Wishes
    from planner.services.occasions import FORMATS, Setting
    from planner.services.reporting import EXCEL, ReportRequest

    formats = several(options.format, [*FORMATS, EXCEL], "--format")
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        request = ReportRequest(
            visit_id=visit.id,
            formats=formats,
            setting=Setting(
                languages=languages_said(options.lang, "report"),
                template=options.template,
                wishes=Wishes(size=PageSize(options.size), names=not options.no_names),
            ),
            to=options.to,
            purpose=options.purpose,
        )
        if options.dry_run:
            answer.say(
                _("The report of “{title}” would be written as {formats}.").format(
                    title=visit.title, formats=", ".join(formats)
                )
            )
            return 0
        files = planner.reporting.save(request, options.out)
        if answer.as_json:
            answer.data("files", [str(path) for path in files])
        for path in files:
            answer.say(_("Wrote {path}").format(path=path))
    return 0
