"""``planner organisation name | member | posting | covers | seat``: what belongs to one, with dates."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeVar

from planner.cli.answering import Answer
from planner.cli.contact import meant as somebody
from planner.cli.opening import opened
from planner.cli.organisation import meant
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.organisations import (
    Coverage,
    Membership,
    OrganisationName,
    OrganisationSeat,
    Posting,
)
from planner.domain.times import PartialDate
from planner.domain.words import plain
from planner.errors import NotFound, UserError
from planner.i18n import _
from planner.services.parts import Parts
from planner.services.planner import Planner

R = TypeVar("R", OrganisationName, Membership, Posting, Coverage, OrganisationSeat)


def name(options: argparse.Namespace, answer: Answer) -> int:
    """Add a name in a language or of another time, end it, or take it away."""
    with opened(options) as planner:
        house = meant(planner, options.organisation)
        names = planner.organisation_names
        known = [one for one in names.of(house) if one.name.casefold() == options.name.casefold()]
        new = OrganisationName(
            id=RecordId(new_id()),
            organisation_id=house,
            language=options.language,
            name=options.name,
            valid_from=PartialDate(options.since),
            valid_to=PartialDate(options.until),
        )
        _keep(names, known, new, options, {"language": options.language})
        _shape(answer, "names", [plain(one) for one in names.of(house)])
        for one in names.of(house):
            answer.say(_dated(one, " ".join(filter(None, (one.language, one.name)))))
    return 0


def member(options: argparse.Namespace, answer: Answer) -> int:
    """A member by name, or so many of a kind; end it, or take it away."""
    with opened(options) as planner:
        house = meant(planner, options.organisation)
        members, other = planner.memberships, None
        if options.count is None:
            other = meant(planner, options.member)
        kind = "" if other else options.member
        known = [
            one
            for one in members.of(house)
            if (one.member_id, one.member_kind.casefold()) == (other, kind.casefold())
        ]
        new = Membership(
            id=RecordId(new_id()),
            organisation_id=house,
            member_id=other,
            member_kind=kind,
            count=options.count or 1,
            valid_from=PartialDate(options.since),
            valid_to=PartialDate(options.until),
        )
        _keep(members, known, new, options, {"count": options.count})
        lines = planner.organisations.ties(house).members
        _shape(answer, "members", [plain(one) for one in lines])
        for line in lines:
            answer.say(_dated(line.membership, f"{line.membership.count} × {line.name}"))
    return 0


def posting(options: argparse.Namespace, answer: Answer) -> int:
    """Somebody is posted there under a title; end it, or take it away."""
    with opened(options) as planner:
        house = meant(planner, options.organisation)
        postings = planner.postings
        person = somebody(planner, options.person) if options.person else None
        known = [
            one
            for one in postings.of(house)
            if one.title.casefold() == options.title.casefold()
            and (person is None or one.person_id == person)
        ]
        sender = meant(planner, options.by) if options.by else None
        countries = planner.countries.codes_of(options.countries)
        new = Posting(
            id=RecordId(new_id()),
            organisation_id=house,
            person_id=person,
            posted_by_id=sender,
            title=options.title,
            countries=countries,
            valid_from=PartialDate(options.since),
            valid_to=PartialDate(options.until),
        )
        if options.hand_over:
            open_ones = [
                one
                for one in postings.of(house)
                if one.title.casefold() == options.title.casefold() and not one.valid_to
            ]
            _hand_over(planner, open_ones, person, options)
        else:
            others = {"posted_by_id": sender, "countries": countries}
            _keep(postings, known, new, options, others)
        lines = planner.organisations.ties(house).postings
        _shape(answer, "postings", [plain(one) for one in lines])
        for line in lines:
            told = " · ".join(filter(None, (line.posting.title, line.person, line.posted_by)))
            answer.say(_dated(line.posting, told))
    return 0


def covers(options: argparse.Namespace, answer: Answer) -> int:
    """A country that it works for; end it, or take it away."""
    with opened(options) as planner:
        house = meant(planner, options.organisation)
        codes = planner.countries.codes_of(options.country)
        for code in codes:
            known = [
                one
                for one in planner.coverages.of(house)
                if one.country == code and (options.remove or not one.valid_to)
            ]
            new = Coverage(
                id=RecordId(new_id()),
                organisation_id=house,
                country=code,
                valid_from=PartialDate(options.since),
                valid_to=PartialDate(options.until),
            )
            _keep(planner.coverages, known, new, options, {})
        found = planner.coverages.of(house)
        _shape(answer, "covers", [plain(one) for one in found])
        for one in found:
            answer.say(_dated(one, one.country))
    return 0


def seat(options: argparse.Namespace, answer: Answer) -> int:
    """A town in which it is present; make it the main one, end it, or take it away."""
    with opened(options) as planner:
        house = meant(planner, options.organisation)
        codes = planner.countries.codes_of(options.country)
        known = [
            one for one in planner.seats.of(house) if one.city.casefold() == options.city.casefold()
        ]
        country = codes[0] if codes else planner.organisations.keeper.get(house).country
        new = OrganisationSeat(
            id=RecordId(new_id()),
            organisation_id=house,
            city=options.city,
            country=country,
            main=options.main,
            valid_from=PartialDate(options.since),
            valid_to=PartialDate(options.until),
        )
        _keep(planner.seats, known, new, options, {"main": options.main})
        found = planner.seats.of(house)
        _shape(answer, "seats", [plain(one) for one in found])
        for one in found:
            told = " · ".join(
                filter(None, (one.city, one.country, _("Main seat") if one.main else ""))
            )
            answer.say(_dated(one, told))
    return 0


def _hand_over(
    planner: Planner, known: Sequence[Posting], person: PersonId | None, options: argparse.Namespace
) -> None:
    """The open post of this title goes to ``person`` from the day on."""
    if len(known) != 1:
        raise UserError(
            _("Several are meant.") if known else _("There is no open posting of this title."),
            _("See “planner organisation show”."),
        )
    try:
        day = dt.date.fromisoformat(options.hand_over)
    except ValueError as error:
        raise UserError(
            _("“{text}” is no date.").format(text=options.hand_over), _("Type it as 2027-05-10.")
        ) from error
    if not options.dry_run:
        planner.postings.hand_over(known[0].id, person, day)


def _keep(
    parts: Parts[R],
    known: Sequence[R],
    new: R,
    options: argparse.Namespace,
    others: dict[str, Any],
) -> None:
    """Add it; where it is known already, change what was given; or take it away."""
    if len(known) > 1:
        raise NotFound(_("Several are meant."), _("Change them in the window."))
    if options.remove and not known:
        raise NotFound(_("There is none to take away."), _("See “planner organisation show”."))
    if options.dry_run:
        return
    if not known:
        parts.add(new)
    elif options.remove:
        parts.remove(known[0].id)
    else:
        dates = {"valid_from": options.since, "valid_to": options.until}
        changes: dict[str, Any] = {key: one for key, one in others.items() if one}
        changes |= {key: PartialDate(text) for key, text in dates.items() if text}
        parts.edit(known[0].id, **changes)


def _dated(one: R, text: str) -> str:
    dates = f"{one.valid_from}–{one.valid_to}".strip("–")
    return f"{text} ({dates})" if dates else text


def _shape(answer: Answer, kind: str, shapes: list[Any]) -> None:
    if answer.as_json:
        answer.data(kind, shapes)
