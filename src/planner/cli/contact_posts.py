"""``planner contact post``, ``handover`` and ``address``: dated posts, who follows, forms of a name."""

from __future__ import annotations

import argparse
import datetime as dt

from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.contact import meant
from planner.cli.opening import opened
from planner.domain.handover import TARGET_KINDS, HandOver
from planner.domain.ids import PersonId
from planner.domain.name_forms import LANGUAGES, badge, in_list, opening
from planner.domain.people import Position
from planner.domain.times import PartialDate
from planner.errors import NotFound, UserError
from planner.i18n import _, ngettext, plain_day
from planner.services.planner import Planner
from planner.text import fold


def post(options: argparse.Namespace, answer: Answer) -> int:
    """Begin a post with ``--at``, end the one meant with ``--end``."""
    with opened(options) as planner:
        person = meant(planner, options.person)
        if bool(options.at) == bool(options.end):
            raise UserError(
                _("Say either where a post begins or when one ends."), _("Use --at or --end.")
            )
        if options.at and not options.dry_run:
            since = PartialDate(options.since)
            planner.posts.begin(person, options.at, options.title, since=since)
        elif options.end:
            held = _meant_post(planner, person, options.title)
            if not options.dry_run:
                planner.posts.end(held.id, PartialDate(options.end))
        card = planner.contacts.card(person)
        if answer.as_json:
            answer.data("person", shapes.person(card))
            return 0
        for one in card.posts:
            said = ", ".join(part for part in (one.position.title, one.organisation) if part)
            dates = f"{one.position.valid_from}–{one.position.valid_to}".strip("–")
            answer.say(f"  {said} {dates}".rstrip())
    return 0


def address(options: argparse.Namespace, answer: Answer) -> int:
    """The forms of the name per language; with ``--confirmed`` that they were confirmed today."""
    with opened(options) as planner:
        key = meant(planner, options.person)
        if options.confirmed and not options.dry_run:
            planner.contacts.confirm_address(key, options.by)
        one = planner.contacts.card(key).person
        forms = {
            tag: (opening(one, tag), in_list(one, tag, capitals=True), " / ".join(badge(one, tag)))
            for tag in LANGUAGES
        }
        if answer.as_json:
            named = {
                tag: dict(zip(("letter", "list", "badge"), form, strict=True))
                for tag, form in forms.items()
            }
            answer.data("address", named)
            return 0
        answer.table(
            (_("Language"), _("In a letter"), _("In a list"), _("Badge")),
            [(tag, *form) for tag, form in forms.items()],
        )
        if one.address_confirmed_on:
            answer.say(
                _("Confirmed by {name} on {day}").format(
                    name=one.address_confirmed_by or "–", day=plain_day(one.address_confirmed_on)
                )
            )
    return 0


def hand_over(options: argparse.Namespace, answer: Answer) -> int:
    """The post ends for one person and begins for another; what follows it is said, and done."""
    on = _day(options.on)
    with opened(options) as planner:
        held = _meant_post(planner, meant(planner, options.person), options.title)
        successor = meant(planner, options.successor)
        seen = planner.handing_over.preview(held.id, on, successor)
        left = tuple(f"{kind}:" for kind in options.leave)
        ticked = {key for key in seen.usual if not key.startswith(left)} if left else seen.usual
        if not options.dry_run:
            planner.handing_over.hand_over(held.id, successor, on, ticked=ticked)
        if answer.as_json:
            answer.data("handover", _shape(seen, ticked))
            return 0
        for kind, title in TARGET_KINDS.items():
            count = sum(one.kind is kind and one.id in ticked for one in seen.targets)
            if seen.counts[kind]:
                text = _("{title}: {count} of {all} follow").format(
                    title=_(title), count=count, all=seen.counts[kind]
                )
                answer.say(f"  {text}")
        answer.say(
            ngettext(
                "{count} record follows the post of {name}.",
                "{count} records follow the post of {name}.",
                len(ticked),
                name=seen.holder,
            )
        )
    return 0


def _shape(seen: HandOver, ticked: frozenset[str] | set[str]) -> dict[str, object]:
    return {
        "post": seen.position.title,
        "organisation": seen.organisation,
        "from": seen.holder,
        "on": seen.on.isoformat(),
        "targets": [
            {
                "kind": one.kind.value,
                "text": one.text,
                "about": one.about,
                "day": one.day.isoformat() if one.day else None,
                "follows": one.id in ticked,
            }
            for one in seen.targets
        ],
    }


def _meant_post(planner: Planner, person: PersonId, title: str) -> Position:
    """The open post, or the one with these words in its title.

    :raises NotFound: there is none, or several are meant.
    """
    held = [post for post in planner.posts.of(person) if not post.valid_to]
    found = [post for post in held if fold(title) in fold(post.title)]
    if len(found) != 1:
        titles = "; ".join(post.title for post in held) or "–"
        raise NotFound(
            _("Name one open post of this person."), _("There are: {names}.").format(names=titles)
        )
    return found[0]


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            _("“{text}” is no date.").format(text=text), _("Write it as 2027-05-10.")
        ) from error
