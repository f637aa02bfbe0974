"""The verbs for briefs, biographies and logos with their options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.cli import briefing
from planner.cli.options import add_verb, writing
from planner.domain.privacy import Profile
from planner.i18n import _


def brief_verb(verbs: Any) -> None:
    verb = writing(add_verb(verbs, "brief", _("briefs of a visit and its entries"), briefing.brief))
    verb.add_argument("visit")
    verb.add_argument("--item", default="", metavar="WORDS", help=_("of this entry, not the visit"))
    for name, title in briefing.BRIEF_TEXTS.items():
        option = f"--{name.replace('_', '-')}"
        verb.add_argument(option, dest=name, metavar="TEXT", help=_(title))
    verb.add_argument("--dated", metavar="DATE", help=_("the day for which it speaks"))
    verb.add_argument("--number", type=int, metavar="N", help=_("which one, where several are"))
    verb.add_argument("--another", action="store_true", help=_("write one more"))
    verb.add_argument("--remove", action="store_true", help=_("take it away"))
    verb.add_argument(
        "--profile",
        choices=[one.value for one in Profile],
        default=Profile.INTERNAL.value,
        help=_("show what these may read"),
    )


def biography_verb(verbs: Any) -> None:
    verb = writing(add_verb(verbs, "biography", _("biographies of a person"), briefing.biography))
    verb.add_argument("person")
    verb.add_argument("--language", default="", metavar="TAG", help="en, ja, da, de, sv")
    verb.add_argument("--text", metavar="TEXT", help=_("“-” reads standard input"))
    verb.add_argument("--as-of", metavar="DATE", help=_("the day for which it speaks"))
    verb.add_argument("--source", metavar="TEXT", help=_("who wrote it, or where it is from"))
    verb.add_argument("--remove", action="store_true", help=_("take it away"))


def logo_verb(verbs: Any) -> None:
    verb = writing(add_verb(verbs, "logo", _("the logo of an organisation"), briefing.logo))
    verb.add_argument("organisation")
    verb.add_argument("file", nargs="?", type=Path, help=_("JPEG, PNG or WebP, at most 2 MB"))
    verb.add_argument("--remove", action="store_true", help=_("take it away"))
