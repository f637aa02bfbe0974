"""``planner visit fix``: the ways out of what the checks found, and taking one."""

from __future__ import annotations

import argparse

from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.findings import SEVERITIES, Finding, Severity
from planner.domain.fixes import Fix
from planner.errors import NotFound
from planner.i18n import _
from planner.phrases import fix, sentence


def ways(options: argparse.Namespace, answer: Answer) -> int:
    """List the ways, numbered as finding.way; with a number take it, as one step."""
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        found = [
            (finding, planner.fixing.fixes(plan, finding))
            for finding in planner.checking.findings(plan)
            if finding.severity > Severity.NOTE and not finding.accepted
        ]
        if not options.way:
            _show(found, answer)
            return 0
        finding, way = _named(found, options.way)
        words = fix(way.kind, way.facts)
        if options.dry_run:
            answer.say(words)
            answer.say(_("Nothing was written."))
        else:
            planner.fixing.apply(plan, way)
            answer.say(_("Done: {what}").format(what=words))
        if answer.as_json:
            answer.data("fixed", {"finding": shapes.finding(finding), "way": words})
    return 0


def _show(found: list[tuple[Finding, tuple[Fix, ...]]], answer: Answer) -> None:
    if answer.as_json:
        answer.data(
            "ways",
            [
                {
                    "finding": shapes.finding(finding),
                    "ways": [
                        {"number": f"{row}.{place}", "words": fix(way.kind, way.facts)}
                        for place, way in enumerate(fixes, 1)
                    ],
                }
                for row, (finding, fixes) in enumerate(found, 1)
            ],
        )
        return
    if not found:
        answer.say(_("There is nothing to fix."))
    for row, (finding, fixes) in enumerate(found, 1):
        answer.say(f"{row}  {_(SEVERITIES[finding.severity])}: {sentence(finding)}")
        for place, way in enumerate(fixes, 1):
            answer.say(f"   {row}.{place}  {fix(way.kind, way.facts)}")


def _named(found: list[tuple[Finding, tuple[Fix, ...]]], number: str) -> tuple[Finding, Fix]:
    row, _dot, place = number.partition(".")
    if row.isdigit() and place.isdigit() and 0 < int(row) <= len(found):
        finding, fixes = found[int(row) - 1]
        if 0 < int(place) <= len(fixes):
            return finding, fixes[int(place) - 1]
    raise NotFound(
        _("There is no way {number}.").format(number=number),
        _("List them without a number first."),
    )
