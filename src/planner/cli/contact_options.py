"""The verbs of ``planner contact`` with their options."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from planner.cli import contact, contact_lists, contact_posts, imports, merging
from planner.cli.briefing_options import biography_verb
from planner.cli.data_rights import rights_verbs
from planner.cli.hidden import hidden_verb
from planner.cli.options import add_verb, list_options, paged, writing
from planner.domain.handover import TargetKind
from planner.domain.people_list import BY_KEY
from planner.domain.purposes import Purpose
from planner.i18n import _


def contact_verbs(verbs: Any) -> None:
    _people_list(paged(add_verb(verbs, "list", _("people, in columns"), contact_lists.list_)))
    _several(verbs)
    add_verb(verbs, "views", _("saved views and sets of columns"), contact_lists.views)
    verb = add_verb(
        verbs, "history", _("one person across visits and posts"), contact_lists.history
    )
    verb.add_argument("person")
    verb = writing(add_verb(verbs, "photo", _("the photo of a person"), contact_lists.photo))
    verb.add_argument("person")
    verb.add_argument("file", nargs="?", type=Path, help=_("JPEG, PNG or WebP, at most 2 MB"))
    verb.add_argument("--remove", action="store_true", help=_("take the photo away"))
    hidden_verb(verbs)
    biography_verb(verbs)
    rights_verbs(verbs)
    add_verb(verbs, "show", _("one person"), contact.show).add_argument("person")
    verb = add_verb(
        verbs, "search", _("people by any part of a name, in any script"), contact.search
    )
    verb.add_argument("text", nargs="+")
    verb = writing(
        add_verb(verbs, "import", _("take in lists, cards and tables of people"), contact.import_)
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
    verb.add_argument(
        "--known-houses",
        action="store_true",
        help=_("organisations that are possibly known are taken as those of the library"),
    )
    verb = add_verb(verbs, "imports", _("what was taken in, latest first"), imports.list_)
    verb.add_argument("--limit", type=int, default=100, metavar="N")
    verb.add_argument("--offset", type=int, default=0, metavar="N")
    verb = writing(
        add_verb(verbs, "unimport", _("take an import back, within 30 days"), imports.unimport)
    )
    verb.add_argument("number", type=int, help=_("as “contact imports” lists it"))
    verb = writing(
        add_verb(
            verbs, "export", _("people as an Excel sheet, contact cards or CSV"), contact.export
        )
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
    verb = paged(add_verb(verbs, "duplicates", _("who may be there twice"), merging.duplicates))
    _of_organisations(verb)
    verb = writing(add_verb(verbs, "merge", _("make two records one"), merging.merge))
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
    verb = writing(add_verb(verbs, "apart", _("take a merge apart, or list them"), merging.apart))
    verb.add_argument("merge", nargs="?", help=_("its id, or the name of who went"))
    _of_organisations(verb)
    verb = writing(
        add_verb(
            verbs, "distinct", _("say that two are not the same, or list them"), merging.distinct
        )
    )
    verb.add_argument("records", nargs="*", metavar="RECORD")
    verb.add_argument("--take-back", action="store_true", help=_("they may be the same after all"))
    _of_organisations(verb)


def _of_organisations(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--organisations", action="store_true", help=_("organisations, not people"))


def _people_list(verb: argparse.ArgumentParser) -> None:
    list_options(verb, ", ".join(BY_KEY))
    verb.add_argument("--country", default="", metavar="CODE,…", help=_("from these countries"))
    verb.add_argument("--speaks", default="", metavar="TAG,…", help=_("any of these languages"))
    verb.add_argument(
        "--at", default="", metavar="ORGANISATION", help=_("there, or at anything below it")
    )
    verb.add_argument("--kind", default="", metavar="KIND,…", help=_("kinds of organisations"))
    verb.add_argument("--in-visit", default="", metavar="VISIT", help=_("in this delegation"))
    verb.add_argument("--without-email", action="store_true")
    verb.add_argument("--without-phone", action="store_true")
    verb.add_argument("--without-post", action="store_true", help=_("holding no post now"))
    verb.add_argument("--without-visit", action="store_true", help=_("in no visit yet"))


def _several(verbs: Any) -> None:
    verb = writing(
        add_verb(verbs, "edit", _("change several people, as one step"), contact_lists.edit)
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
    verb = writing(
        add_verb(
            verbs, "add-to-visit", _("put people into a delegation"), contact_lists.add_to_visit
        )
    )
    verb.add_argument("visit")
    verb.add_argument("--ids", nargs="+", required=True, metavar="PERSON", help=_("ids or names"))
    _posts(verbs)


def _posts(verbs: Any) -> None:
    verb = writing(
        add_verb(verbs, "address", _("how a person is addressed"), contact_posts.address)
    )
    verb.add_argument("person")
    verb.add_argument("--confirmed", action="store_true", help=_("it was confirmed today"))
    verb.add_argument("--by", default="", metavar="NAME", help=_("who confirmed it"))
    verb = writing(
        add_verb(verbs, "post", _("begin or end a post of a person"), contact_posts.post)
    )
    verb.add_argument("person")
    verb.add_argument("--at", default="", metavar="ORGANISATION", help=_("begin one there"))
    verb.add_argument("--title", default="", help=_("the title of the post, or of the one to end"))
    verb.add_argument("--from", dest="since", default="", metavar="DATE", help="2024, 2024-10")
    verb.add_argument("--end", default="", metavar="DATE", help=_("it was held until then"))
    verb = writing(
        add_verb(
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
