"""The commands and their options, as one table that help, completion and the manual can read."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from planner import __version__
from planner.cli import (
    arranging,
    demo,
    handed_out,
    library,
    visit,
    visit_access,
    visit_add,
    visit_files,
    visit_fix,
    visit_import,
    visit_needs,
    visit_papers,
    visit_places,
    visit_publish,
    visit_rank,
    visit_releases,
    visit_send,
)
from planner.cli.agreement_options import agreement_verbs_of
from planner.cli.backups import backup_verbs
from planner.cli.briefing_options import brief_verb
from planner.cli.chart import chart_verb
from planner.cli.check_up import check_up_verbs
from planner.cli.checklist import checklist_verbs
from planner.cli.contact_options import contact_verbs
from planner.cli.field_options import country_verbs, programme_verbs
from planner.cli.files import compact_verb, file_verbs
from planner.cli.follow_up import follow_up_verbs
from planner.cli.hidden import needs_verb
from planner.cli.history import history_verbs
from planner.cli.home import home_verb
from planner.cli.library_drafts import drafts_verb
from planner.cli.library_move import move_verb
from planner.cli.library_report import support_verb
from planner.cli.library_retention import retention_verbs
from planner.cli.lockbox import encrypted_at_once, lockbox_verbs
from planner.cli.options import add_noun as _noun
from planner.cli.options import add_verb as _verb
from planner.cli.options import common as _common
from planner.cli.options import paged as _paged
from planner.cli.options import writing as _writing
from planner.cli.organisation_options import organisation_verbs
from planner.cli.relationship_options import relationship_verbs
from planner.cli.source import source_verbs
from planner.cli.template import template_verbs
from planner.cli.told_visits import told_visit_verbs
from planner.cli.visit_afterwards import afterwards_verbs
from planner.cli.visit_moving import moving_verbs
from planner.cli.visit_report import report_verb
from planner.cli.visit_thank import thank_verb
from planner.domain.access import AccessStatus
from planner.domain.privacy import Profile
from planner.domain.sites import ACCESS_FIELDS
from planner.domain.travel import RoomKind
from planner.domain.visits import NeedKind
from planner.i18n import _

EXAMPLES = """\
examples:
  planner visit list
  planner visit add JP-DK-2027 "Mon 14:30-16 tour #A @MAX IV"
  planner contact import delegates.xlsx --visit JP-DK-2027
  planner visit export JP-DK-2027 --ics --each -o calendars/
"""


def build(given: Sequence[str] = ()) -> argparse.ArgumentParser:
    """All commands, or only the one that ``given`` asks for: all of them take 20 ms."""
    parser = argparse.ArgumentParser(
        prog="planner",
        description=_("Plan delegation visits. Without a command the window opens."),
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"planner {__version__}")
    _common(parser, first=True)
    nouns = parser.add_subparsers(dest="noun", metavar="COMMAND", required=True)
    asked = asked_for(given)
    adds = [add for names, add in COMMANDS.items() if asked in names.split()]
    for add in adds or COMMANDS.values():
        add(nouns)
    return parser


def asked_for(given: Sequence[str]) -> str:
    """The first word that is no option nor the value of one; empty if all commands are asked for."""
    words = iter(given)
    for word in words:
        if not word.startswith("-"):
            return word
        name, has_value, _value = word.partition("=")
        if len(name) > 2 and "--library".startswith(name):  # argparse takes beginnings, too
            if not has_value:
                next(words, "")
        elif len(name) <= 2 or not "--json".startswith(name):
            return ""
    return ""


def _libraries(nouns: Any) -> None:
    _library(_noun(nouns, "library", _("make a library, or look at it")))


def _visits(nouns: Any) -> None:
    _visit(_noun(nouns, "visit", _("list, show, make, fill, check, release, export visits")))


def _contacts(nouns: Any) -> None:
    contact_verbs(_noun(nouns, "contact", _("list, show, search, import, export people")))


def _agreements(nouns: Any) -> None:
    agreement_verbs_of(_noun(nouns, "agreement", _("the register, what is due, signings")))


def _organisations(nouns: Any) -> None:
    text = _("list, change, export; the tree, rename, successor")
    organisation_verbs(_noun(nouns, "organisation", text))


def _history(nouns: Any) -> None:
    history = _noun(nouns, "history", _("what was done; undo and redo"))
    history_verbs(history)


def _templates(nouns: Any) -> None:
    template_verbs(_noun(nouns, "template", _("how papers look: list, check, make, choose")))


def _sources(nouns: Any) -> None:
    sources = _noun(nouns, "source", _("texts as sources: read, list, show, differences, cite"))
    source_verbs(sources)
    told_visit_verbs(sources)


def _search(nouns: Any) -> None:
    search = _verb(nouns, "search", _("find anything"), library.search)
    search.add_argument("text", nargs="+")
    search.add_argument("--limit", type=int, default=50)


def _demo(nouns: Any) -> None:
    text = _("do the main job from nothing, in a folder of its own")
    verb = _verb(nouns, "demo", text, demo.demo)
    verb.add_argument("--out", "-o", type=Path, required=True, metavar="DIR")


def _handed_out(nouns: Any) -> None:
    verbs = _noun(nouns, "handed-out", _("what left the house: to whom, when, of whom"))
    verb = _paged(_verb(verbs, "list", _("the register, the latest first"), handed_out.list_))
    handed_out.asking(verb)
    verb = _writing(_verb(verbs, "export", _("the register as a workbook"), handed_out.export))
    handed_out.asking(verb)
    verb.add_argument("--search", default="", metavar="TEXT", help=_("in any of it"))
    verb.add_argument("--out", "-o", type=Path, required=True, metavar="FILE")
    verb.add_argument("--lang", default="en", metavar="CODE", help=_("of the workbook"))
    _verb(verbs, "owed", _("old values of anybody, and who holds them"), handed_out.owed)
    verb = _verb(verbs, "show", _("one record, with what it says of whom"), handed_out.show)
    verb.add_argument("id")
    verb = _verb(nouns, "holders", _("who holds what of a person"), handed_out.holders)
    verb.add_argument("person")
    verb.add_argument("--field", default="", metavar="FIELD", help=_("such as phone or email"))
    verb.add_argument("--old", action="store_true", help=_("only values that changed since"))


def _library(verbs: Any) -> None:
    verb = _writing(_verb(verbs, "init", _("make a new library"), library.init))
    verb.add_argument("path", nargs="?", help=_("where; without it --library or the usual place"))
    verb.add_argument("--sample", action="store_true", help=_("with two sample visits"))
    encrypted_at_once(verb)
    _verb(verbs, "info", _("what is in the library"), library.info).add_argument("path", nargs="?")
    compact_verb(verbs)
    retention_verbs(verbs)
    backup_verbs(verbs)
    check_up_verbs(verbs)
    lockbox_verbs(verbs)
    move_verb(verbs)
    drafts_verb(verbs)
    support_verb(verbs)


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
        _verb(verbs, "export", _("write papers, calendars and the contact sheet"), visit.export)
    )
    verb.add_argument("visit", nargs="?", default="")
    verb.add_argument("--ics", action="store_true", help=_("calendar files"))
    verb.add_argument("--xlsx", action="store_true", help=_("the contact sheet"))
    verb.add_argument(
        "--out",
        "-o",
        type=Path,
        metavar="PATH",
        help=_("a folder, or the file's name"),
    )
    whom = verb.add_mutually_exclusive_group()
    whom.add_argument(
        "--for",
        dest="person",
        metavar="PERSON",
        help=_("the calendar of one delegate, the paper of one recipient; “all” is each one"),
    )
    whom.add_argument("--each", action="store_true", help=_("one for each whom it concerns"))
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
    verb.add_argument(
        "--alarm", type=int, metavar="MINUTES",
        help=_("calendars remind so long before; without it as in the settings"),
    )  # fmt: skip
    visit_papers.add_options(verb)
    _sending(verbs)
    _visit_files(verbs)
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
    needs_verb(verbs)
    brief_verb(verbs)
    moving_verbs(verbs)
    afterwards_verbs(verbs)
    report_verb(verbs)
    thank_verb(verbs)
    verb = _writing(_verb(verbs, "rank", _("the order of precedence"), visit_rank.rank))
    verb.add_argument("visit")
    verb.add_argument("person", nargs="?", help=_("who is put at the number"))
    verb.add_argument("number", nargs="?", type=int, help=_("1 is the first; 0 is without a rank"))
    verb.add_argument("--reason", default="", help=_("why this place"))
    verb.add_argument("--as-listed", action="store_true", help=_("as in the list taken in last"))
    _releases(verbs)
    _arranging(verbs)


def _releases(verbs: Any) -> None:
    verb = _verb(
        verbs, "releases", _("its versions, who holds them, whose copy is stale"),
        visit_releases.releases,
    )  # fmt: skip
    verb.add_argument("visit")
    verb = _verb(
        verbs, "holders", _("who holds which version, and what changed for them since"),
        visit_releases.holders,
    )  # fmt: skip
    verb.add_argument("visit")
    verb.add_argument("--stale", action="store_true", help=_("only those whose copy is stale"))
    verb = _verb(verbs, "changes", _("what changed between two versions"), visit_releases.changes)
    verb.add_argument("visit")
    verb.add_argument(
        "--from", dest="old", type=int, metavar="N",
        help=_("the older version; without it the latest before the other"),
    )  # fmt: skip
    verb.add_argument(
        "--to", dest="new", type=int, metavar="N", help=_("the newer one; without it the draft")
    )
    whom = verb.add_mutually_exclusive_group()
    whom.add_argument(
        "--for", dest="person", metavar="NAME", help=_("as one recipient is told of it")
    )
    whom.add_argument("--each", action="store_true", help=_("for each recipient"))
    verb.add_argument("--language", default="", metavar="CODE", help="en, da, de")


def _visit_files(verbs: Any) -> None:
    verb = _writing(
        _verb(verbs, "hand-over", _("the visit as one file for a colleague"), visit_files.hand_over)
    )
    verb.add_argument("visit")
    verb.add_argument("--to", required=True, metavar="NAME", help=_("who goes on with it"))
    verb.add_argument("--out", "-o", type=Path, required=True, metavar="PATH")
    verb.add_argument(
        "--audience", choices=[one.value for one in Profile], default=Profile.INTERNAL.value
    )
    verb.add_argument(
        "--sealed", action="store_true", help=_("with a passphrase (PLANNER_PASSPHRASE, or asked)")
    )
    verb.add_argument("--purpose", default="")
    verb = _writing(
        _verb(verbs, "take-in", _("a visit file of a colleague; merges"), visit_files.take_in)
    )
    verb.add_argument("file", type=Path)
    verb.add_argument(
        "--theirs", action="store_true", help=_("theirs where both sides changed the same")
    )


def _sending(verbs: Any) -> None:
    verb = _verb(
        verbs, "recipients", _("who may get a release, and what each holds"), visit_send.recipients
    )
    verb.add_argument("visit")
    verb.add_argument("--release", type=int, metavar="N", help=_("without it the latest"))
    verb = _writing(
        _verb(verbs, "recipient", _("how one recipient is written to"), visit_send.recipient)
    )
    verb.add_argument("visit")
    verb.add_argument("who", help=_("a key, name or address; with --add the name"))
    verb.add_argument("--email", help=_("empty: the usual one again"))
    verb.add_argument("--language", choices=["", *visit_send.CHOICES["language"]])
    verb.add_argument("--audience", dest="profile", choices=["", *(one.value for one in Profile)])
    verb.add_argument(
        "--leave-out", dest="left_out", action="store_true", default=None, help=_("gets nothing")
    )
    verb.add_argument(
        "--take-in", dest="left_out", action="store_false", help=_("gets things again")
    )
    act = verb.add_mutually_exclusive_group()
    act.add_argument("--add", choices=visit_send.CHOICES["kind"], help=_("one more recipient"))
    act.add_argument("--remove", action="store_true", help=_("who was added goes"))
    verb = _writing(
        _verb(verbs, "send", _("a release as files or mail drafts for each"), visit_send.send)
    )
    verb.add_argument("visit")
    verb.add_argument("--release", type=int, metavar="N", help=_("without it the latest"))
    verb.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="RECIPIENT",
        help=_("a key, name or address; may be repeated; without it all who are not left out"),
    )
    verb.add_argument(
        "--paper",
        action="append",
        default=[],
        choices=visit_send.CHOICES["paper"],
        help=_("may be repeated; without it the calendar, or the changes of one that was given"),
    )
    verb.add_argument(
        "--preset",
        default="",
        metavar="NAME",
        help=_(
            "recipients and papers: all, old, delegates, hosts, drivers, sites … or a saved one"
        ),
    )
    verb.add_argument("--drafts", action="store_true", help=_("mail drafts (.eml), not files"))
    verb.add_argument("--text", action="store_true", help=_("only print the texts of the mails"))
    verb.add_argument("--out", "-o", type=Path, metavar="DIR", help=_("a new folder is made there"))
    verb.add_argument("--language", default="", choices=visit_send.CHOICES["language"])
    verb.add_argument("--audience", default="", choices=[one.value for one in Profile])
    verb.add_argument("--since", type=int, metavar="N", help=_("the version that they hold"))
    verb.add_argument("--purpose", default="")
    verb.add_argument("--note", default="", help=_("own words for every mail"))
    verb.add_argument(
        "--columns",
        action="append",
        default=[],
        metavar="PAPER=NAMES",
        help=_("columns of a sheet, with commas, or @NAME of a saved set; may be repeated"),
    )
    verb.add_argument("--format", default="", metavar="pdf,docx", help=_("one or both"))
    verb.add_argument(
        "--lang", default="", metavar="da,ja", help=_("one language, or two side by side")
    )
    verb.add_argument("--template", default="", metavar="NAME", help=_("how papers look"))
    _publishing(verbs)


def _publishing(verbs: Any) -> None:
    verb = _verb(
        verbs, "published", _("where calendars are kept up to date"), visit_publish.published
    )
    verb.add_argument("visit")
    verb = _writing(
        _verb(verbs, "publish-to", _("a place to keep calendars at"), visit_publish.publish_to)
    )
    verb.add_argument("visit")
    verb.add_argument("place", nargs="?", default="", help=_("words of a place to change"))
    where = verb.add_mutually_exclusive_group()
    where.add_argument("--folder", type=Path, metavar="DIR", help=_("one file for each calendar"))
    where.add_argument("--server", metavar="ADDRESS", help=_("a calendar on a CalDAV server"))
    where.add_argument("--remove", action="store_true", help=_("what is there stays"))
    verb.add_argument("--user", metavar="NAME", help=_("your name on the server"))
    verb.add_argument(
        "--to",
        action="append",
        metavar="RECIPIENT",
        help=_("the own calendar of a recipient; may be repeated; without it the whole visit"),
    )
    verb.add_argument("--audience", choices=[one.value for one in Profile])
    verb.add_argument("--language", choices=visit_send.CHOICES["language"])
    verb = _writing(
        _verb(
            verbs, "publish", _("bring the published calendars up to date"), visit_publish.publish
        )
    )
    verb.add_argument("visit")
    verb.add_argument("places", nargs="*", metavar="PLACE", help=_("only places with these words"))
    verb.add_argument("--release", type=int, metavar="N", help=_("without it the latest"))
    verb.add_argument(
        "--overwrite", action="store_true", help=_("also what others changed or deleted there")
    )
    verb.add_argument("--withdraw", action="store_true", help=_("take away what we put there"))


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
    _visit_import(verbs)
    _places(verbs)


def _places(verbs: Any) -> None:
    verb = _writing(_verb(verbs, "rooms", _("who sleeps in which room"), visit_places.rooms))
    verb.add_argument("visit")
    verb.add_argument("item", help=_("words of the entry: its title, its day, its place"))
    verb.add_argument("people", nargs="*", metavar="NAME", help=_("“all” is everybody on it"))
    verb.add_argument("--kind", choices=[one.value for one in RoomKind if one])
    verb.add_argument("--room", metavar="NUMBER", help=_("who has the same number shares it"))
    verb.add_argument("--reference")
    verb.add_argument("--notes")
    verb.add_argument("--clear", action="store_true", help=_("no room is known any more"))
    verb = _writing(_verb(verbs, "seats", _("who rides in which vehicle"), visit_places.seats))
    verb.add_argument("visit")
    verb.add_argument("item", help=_("words of the entry: its title, its day, its place"))
    verb.add_argument("people", nargs="*", metavar="NAME", help=_("“all” is everybody on it"))
    verb.add_argument("--vehicle", metavar="NAME")
    verb.add_argument("--seat")
    verb.add_argument("--clear", action="store_true", help=_("no vehicle is known any more"))
    verb.add_argument(
        "--spread", action="store_true", help=_("fill free seats with those who have none")
    )


def _visit_import(verbs: Any) -> None:
    verb = _writing(
        _verb(
            verbs,
            "import",
            _("take in calendars, as entries, and sheets of the visit that come back"),
            visit_import.import_,
        )
    )
    verb.add_argument("visit")
    verb.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=_("“-” reads standard input")
    )
    verb.add_argument(
        "--people", action="store_true", help=_("the people named become delegates, too")
    )
    verb.add_argument(
        "--hosts", action="store_true", help=_("organisers whom the library knows become hosts")
    )
    verb.add_argument(
        "--public-text",
        action="store_true",
        help=_("descriptions go out with the programme; without it they stay internal"),
    )
    verb.add_argument(
        "--accept-new",
        action="store_true",
        help=_("what is possibly known comes in as a new entry, not skipped"),
    )
    verb.add_argument(
        "--zone",
        action="append",
        default=[],
        metavar=_("NAME=CITY"),
        help=_("which city a time zone of the file means that is not known"),
    )


def _applying(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--apply", action="store_true", help=_("write the proposal, as one step"))


COMMANDS: Final[dict[str, Callable[[Any], None]]] = {
    "library": _libraries,
    "visit": _visits,
    "contact": _contacts,
    "agreement": _agreements,
    "organisation": _organisations,
    "follow-up followup": follow_up_verbs,
    "checklist": checklist_verbs,
    "country": country_verbs,
    "programme": programme_verbs,
    "history": _history,
    "handed-out holders": _handed_out,
    "template": _templates,
    "relationship invitation": relationship_verbs,
    "file": file_verbs,
    "home": home_verb,
    "chart": chart_verb,
    "source": _sources,
    "search": _search,
    "demo": _demo,
}
"""By the names of the commands, in the order of the help, who adds them."""
