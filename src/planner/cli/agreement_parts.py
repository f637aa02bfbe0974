"""``planner agreement edit | party | text | amendment``: its fields, and what belongs to it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from planner.cli.agreement import meant, tell_one
from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.cli.organisation import meant as house
from planner.domain.agreements import (
    AgreementKind,
    AgreementParty,
    AgreementText,
    Amendment,
    TextState,
)
from planner.domain.ids import AgreementId, RecordId, new_id
from planner.domain.times import PartialDate
from planner.errors import NotFound, UserError
from planner.i18n import _
from planner.services.parts import Parts
from planner.services.planner import Planner
from planner.services.typed_parties import TypedParty

R = TypeVar("R", AgreementParty, AgreementText, Amendment)

TEXTS = ("title", "number", "place", "text", "notes")
DATES = ("signed_on", "in_force_on", "review_on", "expires_on")
NUMBERS = ("notice_months", "renewal_months", "lead_weeks")
TIES = ("parent_id", "supersedes_id")
FIELDS = (*TEXTS, *DATES, *NUMBERS, *TIES, "kind", "renews_itself", "themes")


def edit(options: argparse.Namespace, answer: Answer) -> int:
    """Fields as NAME=VALUE; themes with commas; an empty value clears."""
    with opened(options) as planner:
        key = meant(planner, options.agreement)
        fields = dict(_pair(text) for text in options.set)
        themes = fields.pop("themes", None)
        values = {name: _value(planner, name, text) for name, text in fields.items()}
        if not options.dry_run:
            if values:
                planner.agreements.edit(key, **values)
            if themes is not None:
                planner.agreements.set_themes(key, themes.split(","))
        tell_one(planner, answer, key)
    return 0


def party(options: argparse.Namespace, answer: Answer) -> int:
    """Add a party, say who signs for it and where they sit, or take it away."""
    with opened(options) as planner:
        key, parts = meant(planner, options.agreement), planner.agreement_parties
        typed = parts.typed(options.party)
        if options.country and not typed.is_country:
            raise UserError(
                _("“{name}” is no country that is known.").format(name=options.party),
                _("Give its name, or its code of two letters."),
            )
        if options.organisation:
            house(planner, options.party)
        known = _parties_called(planner, key, options.party, typed)
        fields = _said(options, signatory_name="signatory", signatory_title="title", seat="seat")
        if known or options.remove:
            if typed.is_country and known and not known[0].country and not options.remove:
                fields |= {"country": typed.country, "organisation_id": None, "name": ""}
            _keep(parts, known, lambda: known[0], fields, options)
        else:
            for said in parts.new_words([options.party]):
                answer.say(said)
            if not options.dry_run:
                parts.add_typed(key, options.party, **fields)
        tell_one(planner, answer, key)
    return 0


def _parties_called(
    planner: Planner, agreement: AgreementId, name: str, typed: TypedParty
) -> list[AgreementParty]:
    """Those of that name; a country also by any of its names, and what only is called like it."""
    wanted, parts = name.casefold(), planner.agreement_parties

    def is_called(one: AgreementParty, shown: str) -> bool:
        if wanted in (shown.casefold(), one.name.casefold(), one.country.casefold()):
            return True
        if typed.house and one.organisation_id == typed.house:
            return True
        return typed.is_country and typed.country in (one.country, _country_of(parts.typed(shown)))

    named = [
        one.id for one, shown in planner.agreements.card(agreement).parties if is_called(one, shown)
    ]
    return [one for one in parts.of(agreement) if one.id in named]


def _country_of(typed: TypedParty) -> str:
    return typed.country if typed.is_country else ""


def text(options: argparse.Namespace, answer: Answer) -> int:
    """A language version: how far it is, whether it binds; or take it away."""
    with opened(options) as planner:
        key, parts = meant(planner, options.agreement), planner.agreement_texts
        known = [
            one for one in parts.of(key) if one.language.casefold() == options.language.casefold()
        ]
        fields = _said(options, title="title")
        if options.state is not None:
            fields["state"] = TextState(options.state)
        if options.for_information:
            fields["authentic"] = False

        def new() -> AgreementText:
            return AgreementText(
                id=RecordId(new_id()), agreement_id=key, language=options.language, **fields
            )

        _keep(parts, known, new, fields, options)
        tell_one(planner, answer, key)
    return 0


def amendment(options: argparse.Namespace, answer: Answer) -> int:
    """An amendment by its title; or take it away."""
    with opened(options) as planner:
        key, parts = meant(planner, options.agreement), planner.amendments
        known = [one for one in parts.of(key) if one.title.casefold() == options.title.casefold()]
        fields = _said(options, number="number", text="text")
        if options.signed is not None:
            fields["signed_on"] = PartialDate(options.signed)

        def new() -> Amendment:
            return Amendment(id=RecordId(new_id()), agreement_id=key, title=options.title, **fields)

        _keep(parts, known, new, fields, options)
        tell_one(planner, answer, key)
    return 0


def _keep(
    parts: Parts[R],
    known: Sequence[R],
    new: Callable[[], R],
    fields: dict[str, Any],
    options: argparse.Namespace,
) -> None:
    """Add it; where it is known already, change what was given; or take it away."""
    if len(known) > 1:
        raise NotFound(_("Several are meant."), _("Change them in the window."))
    if options.remove and not known:
        raise NotFound(_("There is none to take away."), _("See “planner agreement show”."))
    if options.dry_run:
        return
    if not known:
        parts.add(new())
    elif options.remove:
        parts.remove(known[0].id)
    elif fields:
        parts.edit(known[0].id, **fields)


def _said(options: argparse.Namespace, **names: str) -> dict[str, Any]:
    """What was given on the command line: fields by the names of their options."""
    found = {field: getattr(options, option) for field, option in names.items()}
    return {field: value for field, value in found.items() if value is not None}


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or name not in FIELDS:
        raise UserError(
            _("“{text}” sets no field of an agreement.").format(text=text),
            _("Write NAME=VALUE; the names are {names}.").format(names=", ".join(FIELDS)),
        )
    return name, value.strip()


def _value(planner: Planner, name: str, text: str) -> Any:
    """:raises UserError: the field cannot have it."""
    if name in NUMBERS:
        if text and not text.isdecimal():
            raise UserError(
                _("“{text}” is no number.").format(text=text), _("Type a number from 0.")
            )
        return int(text) if text else None
    if name in TIES:
        return meant(planner, text) if text else None
    if name == "renews_itself":
        return text.casefold() in ("yes", "true", "1")
    if name == "kind":
        known = {kind.value: kind for kind in AgreementKind}
        if text not in known:
            raise UserError(
                _("“{text}” is no kind of agreement.").format(text=text),
                _("The kinds are {names}.").format(names=", ".join(filter(None, known))),
            )
        return known[text]
    return PartialDate(text) if name in DATES else text
