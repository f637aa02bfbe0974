"""``planner organisation name | member | posting``: what belongs to an organisation, with dates."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, TypeVar

from planner.cli.answering import Answer
from planner.cli.contact import meant as somebody
from planner.cli.opening import opened
from planner.cli.organisation import meant
from planner.domain.ids import RecordId, new_id
from planner.domain.organisations import Membership, OrganisationName, Posting
from planner.domain.times import PartialDate
from planner.domain.words import plain
from planner.errors import NotFound, UserError
from planner.i18n import _
from planner.services.parts import Parts

R = TypeVar("R", OrganisationName, Membership, Posting)


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
        new = Posting(
            id=RecordId(new_id()),
            organisation_id=house,
            person_id=person,
            posted_by_id=sender,
            title=options.title,
            valid_from=PartialDate(options.since),
            valid_to=PartialDate(options.until),
        )
        _keep(postings, known, new, options, {"posted_by_id": sender})
        lines = planner.organisations.ties(house).postings
        _shape(answer, "postings", [plain(one) for one in lines])
        for line in lines:
            told = " · ".join(filter(None, (line.posting.title, line.person, line.posted_by)))
            answer.say(_dated(line.posting, told))
    return 0


def _keep(
    parts: Parts[R],
    known: Sequence[R],
    new: R,
    options: argparse.Namespace,
    others: dict[str, Any],
) -> None:
    """Add it; where it is known already, change what was given; or take it away."""
    if len(known) > 1:
        raise UserError(_("Several are meant."), _("Change them in the window."))
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
