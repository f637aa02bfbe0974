"""The verbs of ``planner agreement`` with their options."""

from __future__ import annotations

import argparse
from typing import Any

from planner.cli import agreement, agreement_parts, agreement_verbs
from planner.cli.options import add_verb, paged, writing
from planner.domain.agreement_register import FILTERS, REGISTER, STATES, SWITCHES
from planner.domain.agreements import AgreementKind, AgreementStatus, TextState
from planner.i18n import _

_STATUSES = [status.value for status in AgreementStatus if status]
_WHEN = "2024, 2024-10, 2024-10-26"


def agreement_verbs_of(verbs: Any) -> None:
    _list(paged(add_verb(verbs, "list", _("the register, with what comes next"), agreement.list_)))
    verb = add_verb(verbs, "show", _("one agreement"), agreement.show)
    verb.add_argument("agreement", help=_("its number, or words of its title"))
    add_verb(verbs, "radar", _("what is due within a year, and what is quiet"), agreement.radar)
    verb = writing(add_verb(verbs, "add", _("write an agreement down"), agreement_verbs.add))
    verb.add_argument("title")
    verb.add_argument("--kind", choices=[kind.value for kind in AgreementKind], default="")
    verb.add_argument("--status", choices=["", *_STATUSES], default="")
    verb.add_argument(
        "--party", action="append", default=[], metavar="NAME",
        help=_("a country or an organisation, “JSTT (Japan)” for a new one; may be repeated"),
    )  # fmt: skip
    verb.add_argument(
        "--theme", action="append", default=[], metavar="NAME", help=_("may be repeated")
    )
    verb.add_argument("--number", default="")
    verb.add_argument("--place", default="")
    verb.add_argument("--notes", default="")
    verb.add_argument("--renews", action="store_true", help=_("it renews itself"))
    _terms(verb)
    verb = writing(
        add_verb(verbs, "status", _("another status, for its history"), agreement_verbs.status)
    )
    verb.add_argument("agreement", help=_("its number, or words of its title"))
    verb.add_argument("status", choices=_STATUSES)
    verb.add_argument("--since", default="", metavar="DATE", help=_WHEN)
    verb.add_argument("--reason", default="")
    verb = writing(
        add_verb(verbs, "renew", _("a successor takes its place"), agreement_verbs.renew)
    )
    verb.add_argument(
        "--again", action="store_true", help=_("although it has a signed successor already")
    )
    verb.add_argument("agreement", help=_("its number, or words of its title"))
    verb.add_argument("--title", default="")
    verb.add_argument("--number", default="")
    verb.add_argument("--status", choices=["", *_STATUSES], default="")
    _terms(verb)
    verb = writing(
        add_verb(verbs, "follow-up", _("a follow-up for its next step"), agreement_verbs.follow_up)
    )
    verb.add_argument("agreement", help=_("its number, or words of its title"))
    verb.add_argument("title", nargs="*", help=_("other words than the step has"))
    verb.add_argument("--due", default="", metavar="DATE", help="2027-05-10")
    verb = writing(
        add_verb(
            verbs, "settle", _("its renewal or review is taken care of"), agreement_verbs.settle
        )
    )
    verb.add_argument("agreement", help=_("its number, or words of its title"))
    verb.add_argument("--note", default="", help=_("what was decided"))
    verb = writing(
        add_verb(
            verbs, "sign", _("what is signed at an entry of a visit, and that it is done"),
            agreement_verbs.sign,
        )
    )  # fmt: skip
    verb.add_argument("visit")
    verb.add_argument("item", help=_("words of the entry: its title, its day, its place"))
    verb.add_argument("agreement", nargs="*", help=_("added to what is signed there"))
    verb.add_argument("--done", action="store_true", help=_("it took place"))
    verb.add_argument("--on", default="", metavar="DATE", help=_("without it the entry's day"))
    verb.add_argument("--checklist", action="store_true", help=_("note what is to be ready"))
    verb.add_argument("--ready", action="store_true", help=_("all of that is ready"))
    _parts(verbs)


def _parts(verbs: Any) -> None:
    verb = writing(add_verb(verbs, "edit", _("change its fields"), agreement_parts.edit))
    verb.add_argument("agreement", help=_("its number, or words of its title"))
    verb.add_argument(
        "--set", action="append", required=True, metavar="NAME=VALUE",
        help=", ".join(agreement_parts.FIELDS),
    )  # fmt: skip
    verb = writing(add_verb(verbs, "party", _("a party, and who signs"), agreement_parts.party))
    verb.add_argument("agreement", help=_("its number, or words of its title"))
    verb.add_argument("party", help=_("a country or an organisation, by name or code"))
    verb.add_argument(
        "--organisation", action="store_true", help=_("refuse what the library does not know")
    )
    verb.add_argument("--country", action="store_true", help=_("refuse what is no country"))
    verb.add_argument("--signatory", metavar="NAME", help=_("who signs"))
    verb.add_argument("--title", help=_("as what"))
    verb.add_argument("--seat", type=int, metavar="N", help=_("1 is at the left"))
    verb.add_argument("--remove", action="store_true", help=_("take it away"))
    verb = writing(add_verb(verbs, "text", _("a language version"), agreement_parts.text))
    verb.add_argument("agreement", help=_("its number, or words of its title"))
    verb.add_argument("language", metavar="TAG", help="ja, en-GB")
    verb.add_argument("--title")
    verb.add_argument("--state", choices=[state.value for state in TextState if state])
    verb.add_argument("--for-information", action="store_true", help=_("it does not bind"))
    verb.add_argument("--remove", action="store_true", help=_("take it away"))
    verb = writing(add_verb(verbs, "amendment", _("an amendment"), agreement_parts.amendment))
    verb.add_argument("agreement", help=_("its number, or words of its title"))
    verb.add_argument("title")
    verb.add_argument("--number")
    verb.add_argument("--signed", metavar="DATE", help=_WHEN)
    verb.add_argument("--text")
    verb.add_argument("--remove", action="store_true", help=_("take it away"))


def _list(verb: argparse.ArgumentParser) -> None:
    verb.set_defaults(limit=10_000)
    verb.add_argument(
        "--sort", default="title", choices=_sorts(), metavar="KEY",
        help=_("a column; with - before it the largest first"),
    )  # fmt: skip
    for name, choices in (
        ("state", [state for state in STATES if state]),
        ("kind", [kind.value for kind in AgreementKind]),
        ("country", None),
        ("theme", None),
    ):
        verb.add_argument(
            f"--{name}", action="append", default=[], choices=choices, help=_("may be repeated")
        )
    verb.add_argument("--party", default="", metavar="NAME")
    verb.add_argument("--ends-before", default="", metavar="DATE", help="2027-05-10")
    for name in SWITCHES:
        verb.add_argument(f"--{name}", action="store_true", help=_(FILTERS[name]))


def _sorts() -> list[str]:
    return [f"{sign}{key}" for key in sorted(REGISTER.sortable) for sign in ("", "-")]


def _terms(verb: argparse.ArgumentParser) -> None:
    for option, name in (
        ("signed", "signed_on"),
        ("in-force", "in_force_on"),
        ("review", "review_on"),
        ("expires", "expires_on"),
    ):
        verb.add_argument(f"--{option}", dest=name, default="", metavar="DATE", help=_WHEN)
    for option, name in (
        ("notice", "notice_months"),
        ("renewal", "renewal_months"),
        ("lead", "lead_weeks"),
    ):
        unit = "WEEKS" if option == "lead" else "MONTHS"
        verb.add_argument(f"--{option}", dest=name, type=int, metavar=unit)
