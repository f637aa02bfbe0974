"""The commands and their options, as one table that help, completion and the manual can read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner import __version__
from planner.cli import (
    arranging,
    contact,
    contact_lists,
    contact_posts,
    demo,
    imports,
    library,
    merging,
    organisation,
    visit,
    visit_access,
    visit_add,
    visit_fix,
    visit_needs,
    visit_rank,
)
from planner.domain.access import AccessStatus
from planner.domain.handover import TargetKind
from planner.domain.people_list import BY_KEY
from planner.domain.purposes import Purpose
from planner.domain.sites import ACCESS_FIELDS
from planner.domain.visits import NeedKind
from planner.i18n import _

EXAMPLES = """\
examples:
  planner visit list
  planner visit add JP-DK-2027 "Mon 14:30-16 tour #A @MAX IV"
  planner contact import delegates.xlsx --visit JP-DK-2027
  planner visit export JP-DK-2027 --ics --each -o calendars/
"""


def build() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="planner",
        description=_("Plan delegation visits. Without a command the window opens."),
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"planner {__version__}")
    _common(parser, first=True)
    nouns = parser.add_subparsers(dest="noun", metavar="COMMAND", required=True)
    _library(_noun(nouns, "library", _("make a library, or look at it")))
    _visit(_noun(nouns, "visit", _("list, show, make, fill, check, release, export visits")))
    _contact(_noun(nouns, "contact", _("list, show, search, import, export people")))
    agreements = _noun(nouns, "agreement", _("list and show agreements"))
    _verb(agreements, "list", _("all agreements"), library.agreements)
    _verb(agreements, "show", _("one agreement"), library.agreement).add_argument("agreement")
    _organisation(_noun(nouns, "organisation", _("the tree; rename, successor, one organisation")))
    follow_ups = _noun(nouns, "followup", _("list follow-ups"))
    verb = _verb(follow_ups, "list", _("what is open, by due date"), library.follow_ups)
    verb.add_argument("--all", action="store_true", help=_("what is done, too"))
    history = _noun(nouns, "history", _("what was done; undo and redo"))
    _paged(_verb(history, "list", _("the steps, latest first"), library.history))
    _writing(_verb(history, "undo", _("take back the latest step"), library.undo))
    _writing(_verb(history, "redo", _("do the last undone step again"), library.redo))
    search = _verb(nouns, "search", _("find anything"), library.search)
    search.add_argument("text", nargs="+")
    search.add_argument("--limit", type=int, default=50)
    verb = _verb(
        nouns, "demo", _("do the main job from nothing, in a folder of its own"), demo.demo
    )
    verb.add_argument("--out", "-o", type=Path, required=True, metavar="DIR")
    return parser


def _library(verbs: Any) -> None:
    verb = _writing(_verb(verbs, "init", _("make a new library"), library.init))
    verb.add_argument("path", nargs="?", help=_("where; without it --library or the usual place"))
    verb.add_argument("--sample", action="store_true", help=_("with two sample visits"))
    _verb(verbs, "info", _("what is in the library"), library.info).add_argument("path", nargs="?")


def _visit(verbs: Any) -> None:
    _paged(_verb(verbs, "list", _("all visits, the latest first"), visit.list_))
    verb = _verb(verbs, "show", _("one visit with its days"), visit.show)
    verb.add_argument("visit")
    verb.add_argument("--release", type=int, metavar="N", help=_("as it was released"))
    verb = _writing(_verb(verbs, "new", _("make a visit"), visit.new))
    verb.add_argument("title")
    verb.add_argument("--code", default="")
    verb.add_argument("--from", dest="first_day", metavar="DATE", help="2027-05-10")
    verb.add_argument("--to", dest="last_day", metavar="DATE", help="2027-05-12")
    verb.add_argument("--direction", choices=["inbound", "outbound"], default="inbound")
    verb.add_argument("--zone", default="", metavar="ZONE", help="Europe/Copenhagen")
    verb = _writing(_verb(verbs, "add", _("add an entry, written as one line"), visit_add.add))
    verb.add_argument("visit")
    verb.add_argument(
        "line", nargs="+", help=_('such as "Mon 14:30-16 tour of ESS #A @ESS"; a ? is tentative')
    )
    verb.add_argument(
        "--day", metavar="DATE", help=_("the day that is meant when the line names none")
    )
    verb = _verb(
        verbs, "check", _("conflicts and gaps; answers 3 if there are conflicts"), visit.check
    )
    verb.add_argument("visit", nargs="?")
    verb.add_argument(
        "--year", type=int, metavar="YEAR", help=_("double bookings over all visits of a year")
    )
    verb.add_argument("--mute", metavar="KIND", help=_("do not look for this kind in this visit"))
    verb.add_argument("--unmute", metavar="KIND", help=_("look for this kind again"))
    verb.add_argument("--reason", default="", help=_("why it is muted"))
    verb = _writing(_verb(verbs, "fix", _("ways out of what the checks found"), visit_fix.ways))
    verb.add_argument("visit")
    verb.add_argument("way", nargs="?", metavar="N.M", help=_("take this way, as one step"))
    verb = _verb(
        verbs, "ready", _("what is in the way, site by site; answers 3 if blocked"), visit.ready
    )
    verb.add_argument("visit")
    verb = _writing(
        _verb(verbs, "release", _("freeze the visit under the next number"), visit.release)
    )
    verb.add_argument("visit")
    verb.add_argument("--note", default="")
    verb = _writing(
        _verb(verbs, "export", _("write calendars and the contact sheet"), visit.export)
    )
    verb.add_argument("visit")
    verb.add_argument("--ics", action="store_true", help=_("calendar files"))
    verb.add_argument("--xlsx", action="store_true", help=_("the contact sheet"))
    verb.add_argument(
        "--out",
        "-o",
        type=Path,
        required=True,
        metavar="PATH",
        help=_("a folder, or the file's name"),
    )
    whom = verb.add_mutually_exclusive_group()
    whom.add_argument(
        "--for", dest="person", metavar="PERSON", help=_("the calendar of one delegate")
    )
    whom.add_argument("--each", action="store_true", help=_("one calendar for each delegate"))
    whom.add_argument("--groups", action="store_true", help=_("one calendar for each group"))
    verb.add_argument(
        "--release", type=int, metavar="N", help=_("as it was released; without it the draft")
    )
    verb.add_argument("--audience", choices=["internal", "hosts", "delegates"], default="delegates")
    verb.add_argument("--language", default="en", metavar="CODE", help="en, da, de")
    verb.add_argument(
        "--recipient", default="", help=_("to whom it goes, for the register of disclosures")
    )
    verb.add_argument("--purpose", default="")
    verb = _verb(
        verbs, "access", _("what sites ask of visitors, who lacks it, by when"), visit_access.access
    )
    verb.add_argument("visit")
    verb.add_argument("--site", default="", metavar="NAME", help=_("only this site"))
    verb = _writing(
        _verb(verbs, "admit", _("note how far visitors are with a site"), visit_access.admit)
    )
    verb.add_argument("visit")
    verb.add_argument("site", help=_("part of the site's name"))
    verb.add_argument("status", choices=[status.value for status in AccessStatus])
    verb.add_argument(
        "--person", action="append", metavar="NAME", help=_("only these; may be repeated")
    )
    verb.add_argument(
        "--field", action="append", choices=list(ACCESS_FIELDS),
        help=_("what the site asks for; without it the admission as a whole"),
    )  # fmt: skip
    verb = _writing(
        _verb(
            verbs, "pass", _("note that needs were told to a kitchen or a site"), visit_needs.pass_
        )
    )
    verb.add_argument("visit")
    verb.add_argument("item", help=_("words of the entry: its title, its day, its place"))
    verb.add_argument(
        "--kind",
        action="append",
        choices=[kind.value for kind in NeedKind],
        help=_("only needs of this kind; may be repeated"),
    )
    verb.add_argument("--take-back", action="store_true", help=_("they were not told after all"))
    verb = _writing(_verb(verbs, "rank", _("the order of precedence"), visit_rank.rank))
    verb.add_argument("visit")
    verb.add_argument("person", nargs="?", help=_("who is put at the number"))
    verb.add_argument("number", nargs="?", type=int, help=_("1 is the first; 0 is without a rank"))
    verb.add_argument("--reason", default="", help=_("why this place"))
    verb.add_argument("--as-listed", action="store_true", help=_("as in the list taken in last"))
    _arranging(verbs)


def _arranging(verbs: Any) -> None:
    verb = _writing(_verb(verbs, "clone", _("a visit once more, on other dates"), arranging.clone))
    verb.add_argument("visit")
    verb.add_argument("--from", dest="first_day", metavar="DATE", required=True, help="2028-05-14")
    verb.add_argument("--code", required=True, help=_("the code of the new visit"))
    verb.add_argument("--title", default="")
    verb.add_argument(
        "--placeholders", action="store_true", help=_("without people: N.N. in their place")
    )
    verb = _writing(
        _verb(verbs, "template", _("a template of a visit, without people"), arranging.template)
    )
    verb.add_argument("visit")
    verb.add_argument("--code", default="")
    verb.add_argument("--title", default="")

    verb = _writing(
        _verb(verbs, "late", _("what a late journey breaks, and how to catch up"), arranging.late)
    )
    verb.add_argument("visit")
    verb.add_argument("leg", help=_("words of the journey: its number, its title, its places"))
    verb.add_argument("minutes", type=int)
    _applying(verb)
    verb = _writing(
        _verb(verbs, "split", _("turns for a group above a site's limit"), arranging.split)
    )
    verb.add_argument("visit")
    verb.add_argument("item", help=_("words of the entry: its title, its day, its place"))
    verb.add_argument("--limit", type=int, metavar="N", help=_("people at a time"))
    verb.add_argument(
        "--beside",
        action="append",
        default=[],
        metavar="ITEM",
        help=_("an entry where the others are meanwhile; may be repeated"),
    )
    _applying(verb)
    verb = _writing(
        _verb(verbs, "propose", _("places for what has no time yet"), arranging.propose)
    )
    verb.add_argument("visit")
    verb.add_argument("items", nargs="*", metavar="ITEM", help=_("only these entries"))
    _applying(verb)


def _applying(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--apply", action="store_true", help=_("write the proposal, as one step"))


def _contact(verbs: Any) -> None:
    _people_list(_paged(_verb(verbs, "list", _("people, in columns"), contact_lists.list_)))
    _several(verbs)
    _verb(verbs, "views", _("saved views and sets of columns"), contact_lists.views)
    verb = _verb(verbs, "history", _("one person across visits and posts"), contact_lists.history)
    verb.add_argument("person")
    verb = _writing(_verb(verbs, "photo", _("the photo of a person"), contact_lists.photo))
    verb.add_argument("person")
    verb.add_argument("file", nargs="?", type=Path, help=_("JPEG, PNG or WebP, at most 2 MB"))
    verb.add_argument("--remove", action="store_true", help=_("take the photo away"))
    _verb(verbs, "show", _("one person"), contact.show).add_argument("person")
    verb = _verb(verbs, "search", _("people by any part of a name, in any script"), contact.search)
    verb.add_argument("text", nargs="+")
    verb = _writing(
        _verb(verbs, "import", _("take in lists, cards and tables of people"), contact.import_)
    )
    verb.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=_("“-” reads standard input")
    )
    verb.add_argument("--visit", help=_("the people become delegates of this visit"))
    verb.add_argument(
        "--sheet", default="", help=_("the sheet's name; without it the first that holds a list")
    )
    verb.add_argument(
        "--needs-for",
        dest="purpose",
        choices=[purpose.value for purpose in Purpose],
        default="",
        help=_("take in sensitive columns for this purpose; they are erased after the visit"),
    )
    verb.add_argument(
        "--accept-new",
        action="store_true",
        help=_("who is possibly known comes in as a new person, not skipped"),
    )
    verb = _verb(verbs, "imports", _("what was taken in, latest first"), imports.list_)
    verb.add_argument("--limit", type=int, default=100, metavar="N")
    verb.add_argument("--offset", type=int, default=0, metavar="N")
    verb = _writing(
        _verb(verbs, "unimport", _("take an import back, within 30 days"), imports.unimport)
    )
    verb.add_argument("number", type=int, help=_("as “contact imports” lists it"))
    verb = _writing(
        _verb(verbs, "export", _("people as an Excel sheet, contact cards or CSV"), contact.export)
    )
    verb.add_argument("--out", "-o", type=Path, required=True, metavar="FILE")
    verb.add_argument("--text", default="", help=_("only who is found by this; without it all"))
    verb.add_argument(
        "--as",
        dest="form",
        choices=["xlsx", "vcard3", "vcard4", "csv"],
        help=_("the kind of file; without it the ending of its name tells"),
    )
    verb.add_argument("--set", default="", metavar="NAME", help=_("this saved set of columns"))
    verb.add_argument("--columns", default="", metavar="NAME,…", help=_("of the Excel sheet"))
    verb.add_argument(
        "--each", action="store_true", help=_("one file for each person, into the folder --out")
    )
    verb.add_argument("--no-photos", action="store_true", help=_("cards without photos"))
    verb.add_argument("--notes", action="store_true", help=_("cards with our notes on the people"))
    _merging(verbs)


def _merging(verbs: Any) -> None:
    verb = _paged(_verb(verbs, "duplicates", _("who may be there twice"), merging.duplicates))
    _of_organisations(verb)
    verb = _writing(_verb(verbs, "merge", _("make two records one"), merging.merge))
    verb.add_argument("keep", help=_("the record that stays: its id or its name"))
    verb.add_argument("gone", help=_("the record that goes into it"))
    verb.add_argument(
        "--take",
        action="append",
        default=[],
        metavar="FIELD=one|other|both",
        help=_("whose value stays; may be repeated"),
    )
    _of_organisations(verb)
    verb = _writing(_verb(verbs, "apart", _("take a merge apart, or list them"), merging.apart))
    verb.add_argument("merge", nargs="?", help=_("its id, or the name of who went"))
    _of_organisations(verb)
    verb = _writing(
        _verb(verbs, "distinct", _("say that two are not the same, or list them"), merging.distinct)
    )
    verb.add_argument("records", nargs="*", metavar="RECORD")
    verb.add_argument("--take-back", action="store_true", help=_("they may be the same after all"))
    _of_organisations(verb)


def _of_organisations(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--organisations", action="store_true", help=_("organisations, not people"))


def _people_list(verb: argparse.ArgumentParser) -> None:
    keys = ", ".join(BY_KEY)
    verb.add_argument("--view", default="", metavar="NAME", help=_("as this saved view"))
    verb.add_argument("--columns", default="", metavar="KEY,…", help=keys)
    verb.add_argument(
        "--sort", default="", metavar="KEY", help=_("a column; with - before it the largest first")
    )
    verb.add_argument("--country", default="", metavar="CODE,…", help=_("from these countries"))
    verb.add_argument("--speaks", default="", metavar="TAG,…", help=_("any of these languages"))
    verb.add_argument(
        "--at", default="", metavar="ORGANISATION", help=_("there, or at anything below it")
    )
    verb.add_argument("--kind", default="", metavar="KIND,…", help=_("kinds of organisations"))
    verb.add_argument("--in-visit", default="", metavar="VISIT", help=_("in this delegation"))
    verb.add_argument("--changed-since", default="", metavar="DATE", help="2027-05-10")
    verb.add_argument("--without-email", action="store_true")
    verb.add_argument("--without-phone", action="store_true")
    verb.add_argument("--without-post", action="store_true", help=_("holding no post now"))
    verb.add_argument("--without-visit", action="store_true", help=_("in no visit yet"))


def _several(verbs: Any) -> None:
    verb = _writing(
        _verb(verbs, "edit", _("change several people, as one step"), contact_lists.edit)
    )
    verb.add_argument("--ids", nargs="+", required=True, metavar="PERSON", help=_("ids or names"))
    act = verb.add_mutually_exclusive_group(required=True)
    fields = "country, languages, salutation, post, notes"
    act.add_argument("--set", metavar="FIELD=VALUE", help=fields)
    act.add_argument(
        "--add",
        metavar="FIELD=VALUE",
        help=_("to languages, notes or posts: “Title @ Organisation”"),
    )
    act.add_argument("--first", metavar="languages=TAG", help=_("they are written to in it"))
    act.add_argument("--remove", metavar="languages=TAG")
    act.add_argument("--clear", metavar="FIELD", help=_("post=DATE ends the present posts"))
    verb = _writing(
        _verb(verbs, "add-to-visit", _("put people into a delegation"), contact_lists.add_to_visit)
    )
    verb.add_argument("visit")
    verb.add_argument("--ids", nargs="+", required=True, metavar="PERSON", help=_("ids or names"))
    _posts(verbs)


def _posts(verbs: Any) -> None:
    verb = _writing(_verb(verbs, "address", _("how a person is addressed"), contact_posts.address))
    verb.add_argument("person")
    verb.add_argument("--confirmed", action="store_true", help=_("it was confirmed today"))
    verb.add_argument("--by", default="", metavar="NAME", help=_("who confirmed it"))
    verb = _writing(_verb(verbs, "post", _("begin or end a post of a person"), contact_posts.post))
    verb.add_argument("person")
    verb.add_argument("--at", default="", metavar="ORGANISATION", help=_("begin one there"))
    verb.add_argument("--title", default="", help=_("the title of the post, or of the one to end"))
    verb.add_argument("--from", dest="since", default="", metavar="DATE", help="2024, 2024-10")
    verb.add_argument("--end", default="", metavar="DATE", help=_("it was held until then"))
    verb = _writing(
        _verb(
            verbs, "handover", _("hand a post over, with what hangs on it"), contact_posts.hand_over
        )
    )
    verb.add_argument("person", help=_("who holds the post"))
    verb.add_argument("successor")
    verb.add_argument(
        "--on", required=True, metavar="DATE", help=_("the first day of the successor")
    )
    verb.add_argument("--title", default="", help=_("which post, where there are several"))
    verb.add_argument(
        "--leave",
        action="append",
        default=[],
        choices=[kind.value for kind in TargetKind],
        help=_("what stays with the former holder; may be repeated"),
    )


def _organisation(verbs: Any) -> None:
    verb = _verb(verbs, "tree", _("what is part of what"), organisation.tree)
    verb.add_argument("organisation", nargs="?", help=_("only what is below it"))
    verb = _verb(verbs, "show", _("one with its names, members and postings"), organisation.show)
    verb.add_argument("organisation", help=_("any name that it has or had"))
    verb = _writing(_verb(verbs, "rename", _("another name from a day on"), organisation.rename))
    verb.add_argument("organisation")
    verb.add_argument("name", help=_("the new name"))
    verb.add_argument("--on", required=True, metavar="DATE", help=_("the first day of the name"))
    verb.add_argument("--acronym", help=_("the new acronym"))
    verb = _writing(_verb(verbs, "succeed", _("another one takes over"), organisation.succeed))
    verb.add_argument("organisation")
    verb.add_argument("successor")
    verb.add_argument("--on", required=True, metavar="DATE", help=_("the first day of the other"))


def _noun(nouns: Any, name: str, text: str) -> Any:
    parser = nouns.add_parser(name, help=text, description=text)
    return parser.add_subparsers(dest="verb", metavar="VERB", required=True)


def _verb(verbs: Any, name: str, text: str, run: Callable[..., int]) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    _common(parser)
    return parser


def _common(parser: argparse.ArgumentParser, *, first: bool = False) -> None:
    """Options that may stand before the command or behind it; behind, an absent one keeps what stood before."""
    absent: Any = None if first else argparse.SUPPRESS
    off: Any = False if first else argparse.SUPPRESS
    parser.add_argument(
        "--library", metavar="PATH-or-URL", default=absent, help=_("the library to use")
    )
    parser.add_argument("--json", action="store_true", default=off, help=_("answer in JSON"))


def _writing(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what would happen, write nothing")
    )
    return parser


def _paged(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--limit", type=int, default=100, metavar="N")
    parser.add_argument("--offset", type=int, default=0, metavar="N")
    parser.add_argument("--search", default="", metavar="TEXT")
    return parser
