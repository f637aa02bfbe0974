"""The options of ``planner relationship`` and ``planner invitation``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.cli import relationship
from planner.cli.options import add_noun, add_verb, writing
from planner.i18n import _


def relationship_verbs(nouns: Any) -> None:
    verb = add_verb(
        nouns,
        "relationship",
        _("everything with a country or an organisation, and what is open"),
        relationship.show,
    )
    verb.add_argument("whom", nargs="+", help=_("a country or its code, or an organisation"))
    verb.add_argument("--open", action="store_true", help=_("only what is open"))
    verb.add_argument(
        "--all", action="store_true", help=_("with --open: each step that prepares a visit, too")
    )
    verb.add_argument("--out", "-o", type=Path, metavar="FILE.xlsx", help=_("as an Excel sheet"))
    verbs = add_noun(nouns, "invitation", _("invitations to a visit in return"))
    verb = add_verb(verbs, "list", _("invitations that are not answered yet"), relationship.list_)
    verb.add_argument("--all", action="store_true", help=_("those that are answered, too"))
    verb = writing(add_verb(verbs, "add", _("note an invitation"), relationship.add))
    verb.add_argument(
        "whom", nargs="?", default="", help=_("a country or its code, or an organisation")
    )
    verb.add_argument("--received", action="store_true", help=_("they invited us"))
    verb.add_argument("--at", default="", metavar="VISIT", help=_("the visit at which it was said"))
    verb.add_argument("--on", default="", metavar="DATE", help="2027-05-10")
    verb.add_argument("--text", default="", help=_("what was said"))
    verb = writing(add_verb(verbs, "answer", _("the visit that followed"), relationship.answer_))
    verb.add_argument("invitation", help=_("its number in the list, or words of it"))
    verb.add_argument(
        "visit", nargs="?", default="", help=_("without it those that may be; - opens it again")
    )
    verb = writing(add_verb(verbs, "withdraw", _("it stands no more"), relationship.withdraw))
    verb.add_argument("invitation", help=_("its number in the list, or words of it"))
    verb.add_argument("--on", default="", metavar="DATE", help="2027-05-10")
    verb = writing(add_verb(verbs, "remove", _("it was noted by mistake"), relationship.remove))
    verb.add_argument("invitation", help=_("its number in the list, or words of it"))
