"""``planner visit outcome | gift | cost | media | revive``: what became of a visit."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.contact import meant as somebody
from planner.cli.opening import opened
from planner.cli.options import add_verb, writing
from planner.cli.organisation import meant as house_meant
from planner.cli.visit import day
from planner.domain.amounts import amount_text, parse_amount
from planner.domain.arranging.cloning import Clone
from planner.domain.cost_sums import Share, payer_of
from planner.domain.gifts import GIFT_DIRECTIONS, GiftDirection
from planner.domain.organisations import Organisation
from planner.domain.outcomes import COST_KINDS, CostKind
from planner.domain.plan import Plan
from planner.domain.words import plain
from planner.errors import NotFound, UserError
from planner.i18n import _, current
from planner.services.afterwards import OfVisit
from planner.services.planner import Planner

_TEXTS: Final = ("text", "description", "decision", "kept_by", "medium", "title", "url", "language")


def afterwards_verbs(verbs: Any) -> None:
    verb = _record(verbs, "outcome", _("list the outcomes of a visit, or note one"), outcome)
    verb.add_argument("--text", metavar="TEXT")
    verb.add_argument("--item", metavar="WORDS", help=_("the entry where it was reached"))
    verb.add_argument("--agreement", metavar="WORDS")
    verb = _record(verbs, "gift", _("list the gifts of a visit, or note one"), gift)
    verb.add_argument("--description", metavar="TEXT")
    verb.add_argument("--direction", choices=[one.value for one in GiftDirection])
    verb.add_argument("--value", metavar="AMOUNT", help="1234.50 DKK")
    for side in ("giver", "receiver"):
        verb.add_argument(f"--{side}", metavar="PERSON")
        verb.add_argument(f"--{side}-organisation", metavar="NAME")
    verb.add_argument("--handed-on", metavar="DATE", help="2027-05-12")
    verb.add_argument("--item", metavar="WORDS", help=_("the entry at which it was handed over"))
    verb.add_argument("--decision", metavar="TEXT")
    verb.add_argument("--kept-by", metavar="TEXT")
    verb = _record(verbs, "cost", _("list the costs of a visit with their sums, or note one"), cost)
    verb.add_argument("--kind", choices=[one.value for one in CostKind if one.value] + ["other"])
    verb.add_argument("--description", metavar="TEXT")
    verb.add_argument("--amount", metavar="AMOUNT", help="1234.50 DKK")
    verb.add_argument("--payer", metavar="TEXT", help=_("words, or the name of an organisation"))
    verb.add_argument("--estimated", action=argparse.BooleanOptionalAction)
    verb.add_argument("--dated", metavar="DATE", help="2027-05-12")
    verb.add_argument("--item", metavar="WORDS", help=_("for this entry"))
    verb.add_argument("--person", metavar="PERSON", help=_("for one of the delegation"))
    verb = _record(verbs, "media", _("list what the media said of a visit, or note it"), media)
    for name in ("medium", "title", "url", "language"):
        verb.add_argument(f"--{name}", metavar="TEXT")
    verb.add_argument("--published-on", metavar="DATE", help="2027-05-12")
    verb = writing(add_verb(verbs, "revive", _("a visit called off takes place after all"), revive))
    verb.add_argument("visit")
    verb.add_argument("--from", dest="first_day", metavar="DATE", help="2028-05-08")
    verb.add_argument("--code", default="")
    verb.add_argument("--title", default="")
    verb.add_argument(
        "--as", dest="other", metavar="VISIT", help=_("this visit took its place; none is made")
    )


def _record(verbs: Any, name: str, about: str, act: Any) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = writing(add_verb(verbs, name, about, act))
    verb.add_argument("visit")
    verb.add_argument("--number", type=int, metavar="N", help=_("change this one of the list"))
    verb.add_argument("--remove", action="store_true", help=_("take it away"))
    return verb


def outcome(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        fields = _fields(planner, plan, options)
        if options.agreement is not None:
            fields["agreement_id"] = _agreement(planner, options.agreement)
        found = _written(planner.outcomes, plan, options, fields)
        rows = [(at, one.text, _entry(plan, one.item_id)) for at, one in enumerate(found, 1)]
        _say(answer, "outcomes", found, (_("No."), _("Outcome"), _("Entry")), rows)
    return 0


def gift(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        fields = _fields(planner, plan, options)
        if options.direction:
            fields["direction"] = GiftDirection(options.direction)
        if options.value is not None:
            fields |= _amount(options.value, planner.costs.usual_currency(plan.visit.id))
        for side in ("giver", "receiver"):
            if (name := getattr(options, side)) is not None:
                fields[f"{side}_id"] = somebody(planner, name) if name else None
            if (name := getattr(options, f"{side}_organisation")) is not None:
                fields[f"{side}_organisation_id"] = house_meant(planner, name) if name else None
        found = _written(planner.gifts, plan, options, fields)
        rows = [
            (
                *(at, one.description, _(GIFT_DIRECTIONS[one.direction])),
                *(_money(one.minor_units, one.currency), one.handed_on, one.decision),
            )
            for at, one in enumerate(found, 1)
        ]
        heads = (_("No."), _("Gift"), _("Direction"), _("Value"), _("Handed over"), _("Decision"))
        _say(answer, "gifts", found, heads, rows)
    return 0


def cost(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        fields = _fields(planner, plan, options)
        if options.kind:
            fields["kind"] = CostKind("" if options.kind == "other" else options.kind)
        if options.estimated is not None:
            fields["estimated"] = options.estimated
        if options.amount is not None:
            fields |= _amount(options.amount, planner.costs.usual_currency(plan.visit.id))
        if options.person is not None:
            known = planner.exporting.delegate(plan, options.person) if options.person else None
            fields["delegate_id"] = known.id if known else None
        if options.payer is not None:
            fields |= _payer(planner, options.payer)
        found = _written(planner.costs, plan, options, fields)
        keys = [one.payer_organisation_id for one in found if one.payer_organisation_id]
        houses = [one for key in keys if (one := planner.keeper(Organisation).find(key))]
        names = {one.id: one.name or one.native_name for one in houses}
        rows = [
            (
                *(at, _(COST_KINDS[one.kind]), one.description, payer_of(one, names)),
                _money(one.minor_units, one.currency),
                _("estimated") if one.estimated else "",
            )
            for at, one in enumerate(found, 1)
        ]
        heads = (_("No."), _("Category"), _("What for"), _("Paid by"), _("Amount"), "")
        _say(answer, "costs", found, heads, rows)
        if not answer.as_json and found:
            nobody = _("Not given")
            overall, payers, kinds = planner.costs.sums(plan.visit.id)
            answer.say("")
            for share in payers:
                answer.say(f"{share.name or nobody}: {_shared(share)}")
            for share in kinds:
                answer.say(f"{_(COST_KINDS[CostKind(share.name)])}: {_shared(share)}")
            answer.say(_("Total: {sums}").format(sums=_shared(overall)))
    return 0


def media(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        plan = planner.visits.plan(planner.visits.find(options.visit).id)
        found = _written(planner.mentions, plan, options, _fields(planner, plan, options))
        rows = [
            (at, one.medium, one.title, one.published_on, one.url)
            for at, one in enumerate(found, 1)
        ]
        heads = (_("No."), _("Medium"), _("Title"), _("Published"), _("Web address"))
        _say(answer, "media", found, heads, rows)
    return 0


def revive(options: argparse.Namespace, answer: Answer) -> int:
    """A clone on other dates, or a visit that is there already; both then say so."""
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        if options.other:
            after = planner.visits.find(options.other).id
            if not options.dry_run:
                planner.reviving.link(visit.id, after)
        elif options.dry_run:
            answer.say(_("“{title}” would be revived.").format(title=visit.title))
            return 0
        else:
            clone = Clone(code=options.code, title=options.title, first_day=day(options.first_day))
            after = planner.reviving.revive(visit.id, clone)
        if answer.as_json:
            answer.data("visit", shapes.visit(planner.visits.plan(after)))
        title = planner.visits.get(after).title
        answer.say(_("“{title}” takes place as “{other}”.").format(title=visit.title, other=title))
    return 0


# what all of them share


def _fields(planner: Planner, plan: Plan, options: argparse.Namespace) -> dict[str, Any]:
    """What was said of texts, days and the entry; an empty text takes away."""
    found: dict[str, Any] = {}
    for name in _TEXTS:
        if (text := getattr(options, name, None)) is not None:
            found[name] = text
    for name in ("handed_on", "dated", "published_on"):
        if (text := getattr(options, name, None)) is not None:
            found[name] = _day(text)
    if (text := getattr(options, "item", None)) is not None:
        found["item_id"] = planner.arranging.find(plan, text).id if text else None
    return found


def _day(text: str) -> dt.date | None:
    return day(text) if text else None


def _amount(text: str, usual: str) -> dict[str, Any]:
    if not text:
        return {"minor_units": None, "currency": ""}
    amount = parse_amount(text, current().code, usual)
    return {"minor_units": amount.minor_units, "currency": amount.currency}


def _payer(planner: Planner, text: str) -> dict[str, Any]:
    """An organisation where the words are exactly its name, else the words."""
    known = planner.organisations.choices(text) if text else []
    house = next((key for key, name in known if name.casefold() == text.casefold()), None)
    return {"payer": "" if house else text, "payer_organisation_id": house}


def _agreement(planner: Planner, text: str) -> Any:
    if not text:
        return None
    lines = planner.agreements.page(0, 2, text)
    if len(lines) != 1:
        raise NotFound(
            _("“{text}” may mean several agreements.").format(text=text)
            if lines
            else _("There is no agreement “{text}”.").format(text=text),
            _("See “planner agreement list”."),
        )
    return lines[0].id


def _written(
    parts: OfVisit[Any], plan: Plan, options: argparse.Namespace, fields: dict[str, Any]
) -> Sequence[Any]:
    """Add, change or take away one, and give back all."""
    known = parts.of(plan.visit.id)
    at = options.number
    if at is not None and not 1 <= at <= len(known):
        raise NotFound(
            _("There is no number {number} in the list.").format(number=at),
            _("The list has {count}.").format(count=len(known)),
        )
    if options.remove and at is None:
        raise UserError(_("Which one is to go?"), _("Say its number in the list: --number N."))
    if options.dry_run or not (fields or options.remove):
        return known
    if options.remove:
        parts.remove(known[at - 1].id)
    elif at is not None:
        parts.edit(known[at - 1].id, seen=known[at - 1], **fields)
    else:
        parts.note(plan.visit.id, **fields)
    return parts.of(plan.visit.id)


def _say(
    answer: Answer,
    name: str,
    found: Sequence[Any],
    heads: Sequence[str],
    rows: Sequence[Sequence[object]],
) -> None:
    if answer.as_json:
        answer.data(name, [plain(one) for one in found])
    elif not found:
        answer.say(_("Nothing is recorded yet."))
    else:
        answer.table(heads, rows)


def _entry(plan: Plan, key: Any) -> str:
    return plan.item[key].title if key in plan.item else ""


def _money(minor_units: int | None, currency: str) -> str:
    return amount_text(minor_units, currency, current().code)


def _shared(share: Share) -> str:
    parts = []
    for one in share.sums:
        text = _money(one.total, one.currency)
        if one.estimated:
            part = _money(one.estimated, one.currency)
            text = _("{amount} (of it {part} est.)").format(amount=text, part=part)
        parts.append(text)
    return " + ".join(parts) or "–"
