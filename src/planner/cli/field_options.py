"""The options of ``planner country`` and ``planner programme``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.cli import country, programme
from planner.cli.options import add_noun, add_verb, paged, writing
from planner.i18n import _


def country_verbs(nouns: Any) -> None:
    verbs = add_noun(nouns, "country", _("countries: what there is with them, dated facts"))
    paged(add_verb(verbs, "list", _("those with something first"), country.list_))
    verb = add_verb(verbs, "show", _("everything about one country"), country.show)
    verb.add_argument("country", nargs="+", help=_("its name or code"))
    verb = writing(add_verb(verbs, "fact", _("add a dated fact, or take it away"), country.fact))
    verb.add_argument("country", help=_("its name or code"))
    verb.add_argument("text")
    verb.add_argument("--as-of", default="", metavar="DATE", help="2027-05-10")
    verb.add_argument("--source", default="", metavar="TITLE", help=_("a source of the library"))
    verb.add_argument("--remove", action="store_true", help=_("take it away"))
    verb = writing(add_verb(verbs, "page", _("the country page as PDF or Word"), country.page))
    verb.add_argument("country", nargs="+", help=_("its name or code"))
    verb.add_argument("--out", "-o", type=Path, required=True, metavar="FILE")
    verb.add_argument("--language", default="", metavar="CODE", help="en, da, de, sv, ja, en-ja")


def programme_verbs(nouns: Any) -> None:
    verbs = add_noun(nouns, "programme", _("funding programmes, calls, deadlines"))
    paged(add_verb(verbs, "list", _("all programmes"), programme.list_))
    verb = add_verb(verbs, "show", _("one programme with its calls"), programme.show)
    verb.add_argument("programme", help=_("its name or acronym"))
    verb = writing(add_verb(verbs, "add", _("a new programme"), programme.add))
    verb.add_argument("name")
    verb.add_argument("--acronym", default="")
    verb.add_argument("--funder", default="", metavar="NAME")
    verb.add_argument("--countries", default="", metavar="CODE,…")
    verb.add_argument("--as-of", default="", metavar="DATE", help=_("when it named them"))
    verb.add_argument("--themes", default="", metavar="NAME,…")
    verb.add_argument("--text", default="", help=_("what it pays for"))
    verb.add_argument("--from", dest="since", default="", metavar="DATE", help="2024, 2024-10")
    verb.add_argument("--until", default="", metavar="DATE", help=_("it was so until then"))
    verb = writing(
        add_verb(verbs, "call", _("add a call, change it, take it away"), programme.call)
    )
    verb.add_argument("programme", help=_("its name or acronym"))
    verb.add_argument("title")
    verb.add_argument("--opens", default="", metavar="DATE", help="2027-05-10")
    verb.add_argument("--closes", default="", metavar="DATE", help=_("the last day"))
    verb.add_argument("--countries", default="", metavar="CODE,…")
    verb.add_argument("--url", default="")
    verb.add_argument("--text", default="", help=_("what it is about"))
    verb.add_argument("--remove", action="store_true", help=_("take it away"))
    verb = paged(add_verb(verbs, "calls", _("calls of all by closing day"), programme.calls))
    verb.add_argument("--all", action="store_true", help=_("closed ones, too"))
    verb = writing(
        add_verb(
            verbs, "deadlines", _("calls and what agreements ask for, by day"), programme.deadlines
        )
    )
    verb.add_argument("--until", default="", metavar="DATE", help="2027-05-10")
    verb.add_argument("--out", "-o", type=Path, metavar="FILE", help=_("as a calendar (.ics)"))
    verb.add_argument("--language", default="en", metavar="CODE", help="en, da, de")
