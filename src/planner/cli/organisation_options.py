"""The verbs of ``planner organisation`` with their options."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from planner.cli import organisation, organisation_lists
from planner.cli import organisation_parts as parts
from planner.cli.briefing_options import logo_verb
from planner.cli.options import add_verb, list_options, paged, writing
from planner.domain.organisation_list import FILTERS, ORGANISATIONS, SWITCHES
from planner.i18n import _


def organisation_verbs(verbs: Any) -> None:
    _list(paged(add_verb(verbs, "list", _("organisations, in columns"), organisation_lists.list_)))
    verb = writing(
        add_verb(
            verbs, "edit", _("change several organisations, as one step"), organisation_lists.edit
        )
    )
    verb.add_argument("--ids", nargs="+", required=True, metavar="NAME", help=_("ids or names"))
    act = verb.add_mutually_exclusive_group(required=True)
    act.add_argument("--set", metavar="FIELD=VALUE", help="kind, country, city, parent, approval")
    act.add_argument(
        "--add", metavar="FIELD=VALUE", help=_("a line to notes; cluster=NAME makes them members")
    )
    act.add_argument("--remove", metavar="cluster=NAME", help=_("ends their membership"))
    act.add_argument(
        "--clear", metavar="FIELD", help="kind, country, city, parent, approval, notes"
    )
    verb.add_argument(
        "--on", default="", metavar="DATE", help=_("first or last day of the memberships")
    )
    add_verb(verbs, "views", _("saved views and sets of columns"), organisation_lists.views)
    verb = writing(
        add_verb(
            verbs, "export", _("organisations as an Excel sheet or CSV"), organisation_lists.export
        )
    )
    _list(verb)
    verb.add_argument("--search", default="", metavar="TEXT")
    verb.add_argument("--out", "-o", type=Path, required=True, metavar="FILE")
    verb.add_argument(
        "--as",
        dest="form",
        choices=["xlsx", "csv"],
        help=_("the kind of file; without it the ending of its name tells"),
    )
    verb.add_argument("--set", default="", metavar="NAME", help=_("this saved set of columns"))
    verb.add_argument("--language", default="en", metavar="CODE", help="en, da, de")
    verb = add_verb(verbs, "tree", _("what is part of what"), organisation.tree)
    verb.add_argument("organisation", nargs="?", help=_("only what is below it"))
    verb = add_verb(verbs, "show", _("one with its names, members and postings"), organisation.show)
    verb.add_argument("organisation", help=_("any name that it has or had"))
    verb = writing(add_verb(verbs, "rename", _("another name from a day on"), organisation.rename))
    verb.add_argument("organisation")
    verb.add_argument("name", help=_("the new name"))
    verb.add_argument("--on", required=True, metavar="DATE", help=_("the first day of the name"))
    verb.add_argument("--acronym", help=_("the new acronym"))
    verb = writing(add_verb(verbs, "succeed", _("another one takes over"), organisation.succeed))
    verb.add_argument("organisation")
    verb.add_argument("successor")
    verb.add_argument("--on", required=True, metavar="DATE", help=_("the first day of the other"))
    _parts(verbs)


def _parts(verbs: Any) -> None:
    verb = writing(
        add_verb(verbs, "name", _("a name in a language or of another time"), parts.name)
    )
    verb.add_argument("organisation")
    verb.add_argument("name")
    verb.add_argument("--language", default="", metavar="TAG", help="da, ja, en-GB")
    _dated(verb)
    verb = writing(add_verb(verbs, "member", _("a member of a cluster"), parts.member))
    verb.add_argument("organisation", help=_("the cluster"))
    verb.add_argument("member", help=_("who it is; with --count a kind of members"))
    verb.add_argument("--count", type=int, metavar="N", help=_("so many of a kind"))
    _dated(verb)
    verb = writing(add_verb(verbs, "posting", _("somebody posted there"), parts.posting))
    verb.add_argument("organisation")
    verb.add_argument("title")
    verb.add_argument("--person", default="", metavar="NAME")
    verb.add_argument("--by", default="", metavar="NAME", help=_("the organisation that sends"))
    verb.add_argument("--countries", default="", metavar="CODE,…", help=_("that the post covers"))
    verb.add_argument(
        "--hand-over", default="", metavar="DATE", help=_("from this day on to --person")
    )
    _dated(verb)
    verb = writing(add_verb(verbs, "covers", _("countries that a centre works for"), parts.covers))
    verb.add_argument("organisation")
    verb.add_argument("country", help=_("names or codes, with commas"))
    _dated(verb)
    verb = writing(add_verb(verbs, "seat", _("a town in which it is present"), parts.seat))
    verb.add_argument("organisation")
    verb.add_argument("city")
    verb.add_argument("--country", default="", metavar="CODE")
    verb.add_argument("--main", action="store_true", help=_("its main seat"))
    _dated(verb)
    logo_verb(verbs)


def _dated(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--from", dest="since", default="", metavar="DATE", help="2024, 2024-10")
    verb.add_argument("--until", default="", metavar="DATE", help=_("it was so until then"))
    verb.add_argument("--remove", action="store_true", help=_("take it away"))


def _list(verb: argparse.ArgumentParser) -> None:
    list_options(verb, ", ".join(ORGANISATIONS.by_key))
    verb.add_argument("--country", default="", metavar="CODE,…", help=_("in these countries"))
    verb.add_argument("--kind", default="", metavar="KIND,…", help=_("kinds of organisations"))
    verb.add_argument("--approval", default="", metavar="TEXT,…", help=_("with this approval"))
    verb.add_argument("--named-in", default="", metavar="TAG,…", help=_("with a name in these"))
    verb.add_argument(
        "--below", default="", metavar="NAME", help=_("it, and all that is part of it")
    )
    verb.add_argument(
        "--cluster", default="", metavar="NAME", help=_("the members of this cluster")
    )
    verb.add_argument("--in-visit", default="", metavar="VISIT", help=_("that have to do with it"))
    for name in SWITCHES:
        verb.add_argument(f"--{name.replace('_', '-')}", action="store_true", help=_(FILTERS[name]))
