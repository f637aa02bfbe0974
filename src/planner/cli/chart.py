"""``planner chart``: the figures behind a chart, as a table, as CSV, as JSON or as a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.options import add_verb, ends_with
from planner.domain.charts import ChartAsked, ChartKind
from planner.domain.visits import Direction
from planner.errors import NotFound
from planner.i18n import _
from planner.services.planner import Planner
from planner.text import fold


def chart_verb(nouns: Any) -> None:
    verb = add_verb(nouns, "chart", _("visits, delegates, agreements and sites in figures"), chart)
    verb.add_argument("kind", choices=[kind.value for kind in ChartKind])
    verb.add_argument(
        "--from", dest="first_year", type=int, metavar="YEAR", help=_("the first year")
    )
    verb.add_argument("--to", dest="last_year", type=int, metavar="YEAR", help=_("the last year"))
    verb.add_argument("--direction", choices=[one.value for one in Direction], default="")
    verb.add_argument(
        "--by-country", action="store_true", help=_("years split by country, not by direction")
    )
    verb.add_argument("--site", default="", metavar="NAME", help=_("months of this site alone"))
    verb.add_argument("--csv", action="store_true", help=_("as CSV on standard output"))
    verb.add_argument(
        "--out", "-o", type=Path, metavar="FILE", help=_("write a file, .xlsx or .csv")
    )


def chart(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        asked = ChartAsked(
            ChartKind(options.kind),
            options.first_year,
            options.last_year,
            options.direction,
            options.by_country,
            _site(planner, options.site) if options.site else "",
        )
        found = planner.charts.chart(asked)
        if options.out is not None:
            planner.charts.write(ends_with(options.out, ".xlsx", ".csv"), found)
            answer.say(_("{name} was written.").format(name=options.out.name))
        elif answer.as_json:
            bars = [{"label": bar.label, "values": list(bar.values)} for bar in found.bars]
            answer.data("chart", {"title": found.title, "series": list(found.series), "bars": bars})
        elif options.csv:
            sys.stdout.write(planner.charts.as_csv(found).decode("utf-8-sig").replace("\r\n", "\n"))
        else:
            answer.say(found.title)
            answer.table(found.header, found.rows)
    return 0


def _site(planner: Planner, text: str) -> str:
    """:raises NotFound: no visited site is called so, or several are."""
    wanted = fold(text)
    known = planner.charts.sites()
    found = [key for key, name in known if fold(name) == wanted] or [
        key for key, name in known if wanted in fold(name)
    ]
    if len(found) != 1:
        raise NotFound(
            _("There is no visited site “{text}”.").format(text=text)
            if not found
            else _("“{text}” may mean several sites.").format(text=text),
            _("See “planner chart sites”."),
        )
    return found[0]
