"""``planner visit thank``: letters of thanks to the hosts of a visit, as drafts for Word."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.options import add_verb, writing
from planner.errors import NotFound
from planner.i18n import PAPER_LANGUAGES, _
from planner.text import fold


def thank_verb(verbs: Any) -> None:
    verb = writing(
        add_verb(verbs, "thank", _("letters of thanks to all hosts, as drafts for Word"), thank)
    )
    verb.add_argument("visit")
    verb.add_argument("--out", "-o", type=Path, default=Path(), metavar="DIR")
    verb.add_argument(
        "--host", action="append", default=[], metavar="WORDS", help=_("this one; may be repeated")
    )
    verb.add_argument(
        "--lang",
        default="",
        choices=("", *PAPER_LANGUAGES),
        metavar="da",
        help=_("for all of them"),
    )
    verb.add_argument("--place", default="", metavar="TOWN", help=_("where it is written"))
    verb.add_argument(
        "--signed-by", action="append", default=[], metavar="TEXT", help=_("a line below it")
    )
    verb.add_argument("--template", default="", metavar="NAME", help=_("how papers look"))


def thank(options: argparse.Namespace, answer: Answer) -> int:
    """With ``--dry-run`` a list of whom, in which language, and what to look at before."""
    from dataclasses import replace

    from planner.services.thanking import ThanksRequest

    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        request = ThanksRequest(
            visit_id=visit.id,
            language=options.lang,
            template=options.template,
            place=options.place,
            signed=tuple(options.signed_by),
        )
        letters = planner.thanking.look(request)
        chosen = [one for one in letters if not one.own]
        if options.host:
            chosen = []
            for words in options.host:
                meant = [
                    one for one in letters if fold(words) in fold(f"{one.name} {one.organisation}")
                ]
                if not meant:
                    raise NotFound(
                        _("No host is called “{text}”.").format(text=words),
                        _("See “planner visit thank --dry-run”."),
                    )
                chosen += [one for one in meant if one not in chosen]
        files: tuple[Path, ...] = ()
        if not options.dry_run:
            keys = tuple(one.key for one in chosen)
            files = planner.thanking.save(replace(request, hosts=keys), options.out)
        if answer.as_json:
            answer.data(
                "letters",
                [
                    {
                        "host": one.name or one.organisation,
                        "organisation": one.organisation,
                        "language": one.language,
                        "entries": [item.id for item in one.entries],
                        "remarks": list(one.remarks),
                        "file": str(files[at]) if files else None,
                    }
                    for at, one in enumerate(chosen)
                ],
            )
            return 0
        answer.table(
            (_("Host"), _("Organisation"), _("Language"), _("Entries"), _("To look at")),
            [
                (
                    one.name or "–",
                    one.organisation,
                    one.language,
                    len(one.entries),
                    " ".join(one.remarks),
                )
                for one in chosen
            ],
        )
        for path in files:
            answer.say(_("Wrote {path}").format(path=path))
    return 0
