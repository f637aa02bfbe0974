"""``planner agreement add | status | renew | sign | follow-up | settle``: each through the verb that the window has."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from planner.cli.agreement import meant, tell_one
from planner.cli.answering import Answer
from planner.cli.list_asking import day_of
from planner.cli.opening import opened
from planner.domain.agreements import AGREEMENT_STATUSES, Agreement, AgreementKind, AgreementStatus
from planner.domain.ids import AgreementId, new_id
from planner.domain.itinerary import ItemKind
from planner.domain.times import PartialDate
from planner.i18n import _

DATES = ("signed_on", "in_force_on", "review_on", "expires_on")
TERMS = ("notice_months", "renewal_months", "lead_weeks")


def add(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        one = Agreement(
            id=AgreementId(new_id()),
            title=options.title,
            kind=AgreementKind(options.kind),
            status=AgreementStatus(options.status),
            renews_itself=options.renews,
            **_given(options, "number", "place", "notes", *DATES, *TERMS),
        )
        new = planner.agreement_parties.new_words(options.party)
        if options.dry_run:
            answer.say(_("The agreement “{title}” would be added.").format(title=one.title))
        for text in new:
            answer.say(text)
        if options.dry_run:
            return 0
        planner.agreements.add(one, parties=options.party)
        if options.theme:
            planner.agreements.set_themes(one.id, options.theme)
        tell_one(planner, answer, one.id)
    return 0


def status(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        key, wanted = meant(planner, options.agreement), AgreementStatus(options.status)
        title = planner.agreements.keeper.get(key).title
        if options.dry_run:
            text = _("“{title}” would be: {status}.")
            answer.say(text.format(title=title, status=_(AGREEMENT_STATUSES[wanted])))
            return 0
        planner.agreements.set_status(key, wanted, since=options.since, reason=options.reason)
        tell_one(planner, answer, key)
    return 0


def renew(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        key = meant(planner, options.agreement)
        title = planner.agreements.keeper.get(key).title
        if options.dry_run:
            against = planner.agreements.before_renewing(key)[1]
            if against is not None and not options.again:
                raise against
            answer.say(_("“{title}” would be renewed.").format(title=title))
            return 0
        fields = _given(options, "title", "number", *DATES, *TERMS)
        if options.status:
            fields["status"] = AgreementStatus(options.status)
        tell_one(planner, answer, planner.agreements.renew(key, again=options.again, **fields))
    return 0


def follow_up(options: argparse.Namespace, answer: Answer) -> int:
    """For the next step, or with words of one's own."""
    with opened(options) as planner:
        key = meant(planner, options.agreement)
        due = day_of(options.due) if options.due else None
        if options.dry_run:
            answer.say(_("A follow-up would be made."))
            return 0
        made = planner.follow_ups.get(
            planner.agreements.follow_up(key, " ".join(options.title), due_on=due)
        )
        if answer.as_json:
            answer.data(
                "follow_up", {"id": made.id, "title": made.title, "due_on": _iso(made.due_on)}
            )
        answer.say(f"{_iso(made.due_on) or '–'}  {made.title}")
    return 0


def settle(options: argparse.Namespace, answer: Answer) -> int:
    """The renewal or the review that its dates ask for is under way, or not wanted."""
    with opened(options) as planner:
        key = meant(planner, options.agreement)
        if options.dry_run:
            answer.say(_("It would be noted as taken care of."))
            return 0
        planner.agreements.settle(key, options.note)
        tell_one(planner, answer, key)
    return 0


def sign(options: argparse.Namespace, answer: Answer) -> int:
    """What is signed at an entry; with ``--done`` that it took place, with ``--checklist`` what is to be ready."""
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        entry = planner.arranging.find(plan, options.item, rather=ItemKind.CEREMONY)
        named = [meant(planner, text) for text in options.agreement]
        signings = planner.signings
        if not options.dry_run:
            known = [one.agreement.id for one in signings.at(entry.id)]
            if not set(named) <= set(known):
                signings.set_agreements(entry.id, [*known, *named])
            if options.checklist:
                signings.make_checklist(entry.id)
            if options.ready:
                signings.set_ready(entry.id, [one.id for one in signings.checklist(entry.id)])
            if options.done:
                signings.sign(
                    entry.id,
                    done_on=day_of(options.on) if options.on else None,
                    agreements=named or None,
                )
        shapes = [
            {
                "agreement_id": one.agreement.id,
                "title": one.agreement.title,
                "status": one.agreement.status.value,
                "done_on": _iso(one.done_on),
                "signatories": [
                    {
                        "seat": party.seat,
                        "party": name,
                        "name": party.signatory_name,
                        "title": party.signatory_title,
                    }
                    for party, name in one.parties
                ],
            }
            for one in signings.at(entry.id)
        ]
        ready = [
            {"title": one.title, "due_on": _iso(one.due_on), "status": one.status.value}
            for one in signings.checklist(entry.id)
        ]
    if answer.as_json:
        answer.data("signing", {"item_id": entry.id, "agreements": shapes, "checklist": ready})
        return 0
    answer.say(entry.title)
    for shape in shapes:
        _say_signing(answer, shape)
    for one in ready:
        answer.say(f"  {one['due_on'] or '–'}  {one['title']}  {one['status']}")
    return 0


def _say_signing(answer: Answer, shape: dict[str, Any]) -> None:
    done = shape["done_on"]
    said = _("signed on {day}").format(day=done) if done else _("not signed yet")
    answer.say(f"  {shape['title']}: {said}")
    for who in shape["signatories"]:
        name = ", ".join(filter(None, (who["name"], who["title"]))) or _("nobody is named")
        answer.say(f"    {who['seat'] or '–'}  {who['party']}: {name}")


def _given(options: argparse.Namespace, *names: str) -> dict[str, Any]:
    """What was said on the command line, under the names of the fields."""
    found = {name: getattr(options, name) for name in names}
    return {
        name: PartialDate(value) if name in DATES else value
        for name, value in found.items()
        if value not in (None, "")
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
