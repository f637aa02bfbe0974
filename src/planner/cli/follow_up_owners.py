"""``planner follow-up list --by owner`` and ``planner follow-up give``: who has to see to what."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.follow_up_meant import meant, of_visit, row_of
from planner.cli.opening import opened
from planner.cli.options import add_verb, writing
from planner.domain.due_dates import Shelf
from planner.domain.followups import Side
from planner.domain.owners import Owner
from planner.domain.words import plain
from planner.i18n import _, ngettext


def give_verb(verbs: Any) -> None:
    verb = writing(add_verb(verbs, "give", _("another has to see to it"), give))
    verb.add_argument("follow_up", metavar="FOLLOW-UP", help=_("its id or words of its title"))
    verb.add_argument(
        "owner", nargs="?", default="", help=_("without a name it is us, or with --them the others")
    )
    verb.add_argument("--them", action="store_true", help=_("on the side of the others"))


def give(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        one, owners = meant(planner, options.follow_up), planner.follow_up_owners
        side = Side.THEIRS if options.them else Side.OURS
        owner = owners.named(options.owner, side)
        now = one if options.dry_run else owners.give(one.id, owner)
    if answer.as_json:
        answer.data("follow_up", plain(now))
    answer.say(_("{name}: {owner}").format(name=one.title, owner=owner.title))
    if options.dry_run:
        answer.say(_("Nothing was written."))
    return 0


def board(options: argparse.Namespace, answer: Answer, shelves: Sequence[Shelf]) -> int:
    """Each owner with what he or she has, as the board of the window shows it."""
    with opened(options) as planner:
        of, text = of_visit(planner, options), options.search
        owners = planner.follow_up_owners.list(
            text, shelves, of, offset=options.offset, limit=options.limit
        )
        found = [
            (one, planner.follow_up_owners.page(one, 0, options.limit, text, shelves, of))
            for one in owners
        ]
    if answer.as_json:
        answer.data(
            "owners",
            [
                {
                    "side": one.side.value,
                    "name": one.name,
                    "person_id": one.person_id,
                    "count": one.count,
                    "overdue": one.overdue,
                    "follow_ups": [shapes.follow_up(line) for line in lines],
                }
                for one, lines in found
            ],
        )
        return 0
    if not found:
        answer.say(_("Nothing stands here."))
    for one, lines in found:
        answer.say(told(one))
        answer.table(
            (_("Due"), _("What"), _("Owner"), _("About"), _("Status")),
            [row_of(line) for line in lines],
        )
        answer.say("")
    return 0


def told(owner: Owner) -> str:
    """ "Eva Lund: 3 to do, 1 overdue"."""
    said = [ngettext("{count} to do", "{count} to do", owner.count)]
    if owner.overdue:
        said.append(ngettext("{count} overdue", "{count} overdue", owner.overdue))
    return f"{owner.title}: {', '.join(said)}"
