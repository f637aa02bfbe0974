"""What belongs to an organisation: its names, members, postings, the countries it covers, its seats."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.organisations import (
    Coverage,
    Membership,
    Organisation,
    OrganisationName,
    OrganisationSeat,
    Posting,
)
from planner.domain.times import (
    UNKNOWN_DATE,
    PartialDate,
    parse_partial_date,
    partial_end,
    partial_start,
)
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.parts import Labels, Parts
from planner.storage import reading
from planner.text import clean_line, fold

_TAG: Final = re.compile(r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$")


class OrganisationNames(Parts[OrganisationName]):
    """A name that has an end is a former one; it is found all the same."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a name of {name}"),
            change=N_("Change a name of {name}"),
            remove=N_("Remove a name of {name}"),
        )
        super().__init__(
            core, OrganisationName, "organisation_id", _namer(core), labels, _right_name
        )


class Memberships(Parts[Membership]):
    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a member of {name}"),
            change=N_("Change a member of {name}"),
            remove=N_("Remove a member of {name}"),
        )
        super().__init__(core, Membership, "organisation_id", _namer(core), labels, _right_member)


class Postings(Parts[Posting]):
    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a posting at {name}"),
            change=N_("Change a posting at {name}"),
            remove=N_("Remove a posting at {name}"),
        )
        super().__init__(core, Posting, "organisation_id", _namer(core), labels, _right_posting)

    def hand_over(
        self, key: str, person: PersonId | None, on: dt.date, *, origin: object = None
    ) -> Posting:
        """Somebody else has the post from ``on``: the old posting ends the day before, a new one begins.

        Title, countries and who posts stay. ``person`` None is one who is not named yet. One step.

        :raises UserError: it has ended before, or would begin before its predecessor did.
        """
        now = self._get(key)
        end = PartialDate((on - dt.timedelta(1)).isoformat())
        if now.valid_to and (ended := partial_end(now.valid_to)) and ended < on:
            raise UserError(_("This posting has ended already."), _("Add a new one."))
        if now.person_id and now.person_id == person:
            raise UserError(_("This person has the post already."), _("Choose another person."))
        require_dates(now.valid_from, end)
        after = replace(
            now,
            id=RecordId(new_id()),
            person_id=person,
            valid_from=PartialDate(on.isoformat()),
            valid_to=UNKNOWN_DATE,
        )
        with self._core.work(
            N_("Hand over a posting at {name}"), self._facts(now), origin=origin
        ) as work:
            work.change(Posting, key, valid_to=end)
            work.add(after)
        return after


class Coverages(Parts[Coverage]):
    """Which countries an innovation centre, an embassy or an office works for."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a country that {name} covers"),
            change=N_("Change a country that {name} covers"),
            remove=N_("Remove a country that {name} covers"),
        )
        super().__init__(core, Coverage, "organisation_id", _namer(core), labels, _right_coverage)


class Seats(Parts[OrganisationSeat]):
    """Where an organisation is present; one seat at most is the main one."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a seat of {name}"),
            change=N_("Change a seat of {name}"),
            remove=N_("Remove a seat of {name}"),
        )
        super().__init__(
            core, OrganisationSeat, "organisation_id", _namer(core), labels, _right_seat
        )

    def add(self, part: OrganisationSeat, *, origin: object = None) -> OrganisationSeat:
        others = self.of(part.organisation_id)
        _right_seat(part, others)
        with self._core.work(self._labels.add, self._facts(part), origin=origin) as work:
            work.add(part)
            for other in others if part.main else ():
                if other.main:
                    work.change(OrganisationSeat, other.id, main=False)
        return part

    def edit(
        self,
        key: str,
        /,
        *,
        seen: OrganisationSeat | None = None,
        origin: object = None,
        **fields: Any,
    ) -> OrganisationSeat:
        """Another main seat takes the place of the one before, in the same step."""
        now = self._get(key)
        others = [one for one in self.of(now.organisation_id) if one.id != key]
        _right_seat(replace(now, **fields), others)
        with self._core.work(self._labels.change, self._facts(now), origin=origin) as work:
            for other in others if fields.get("main") else ():
                if other.main:
                    work.change(OrganisationSeat, other.id, main=False)
            return work.change(OrganisationSeat, key, seen, **fields)


def is_language_tag(text: str) -> bool:
    """Whether it is an IETF tag such as "ja" or "en-GB"; also empty, for none."""
    return _TAG.match(text) is not None


def require_dates(valid_from: PartialDate, valid_to: PartialDate) -> None:
    """:raises UserError: a date that is none, or an end before the beginning."""
    try:
        since = partial_start(parse_partial_date(valid_from))
        until = partial_end(parse_partial_date(valid_to))
    except ValueError as error:
        raise UserError(
            _("“{text}” is no date.").format(text=error), _("Type 2024, 2024-10 or 2024-10-01.")
        ) from error
    if since is not None and until is not None and until < since:
        raise UserError(_("It would end before it begins."), _("Check the two dates."))


def _right_name(name: OrganisationName, _others: list[OrganisationName]) -> None:
    if not clean_line(name.name):
        raise UserError(_("The name is missing."), _("Type the name."))
    if not is_language_tag(name.language):
        raise UserError(
            _("“{text}” is no language tag.").format(text=name.language),
            _("Type tags such as ja, da or en-GB."),
        )
    require_dates(name.valid_from, name.valid_to)


def _right_member(member: Membership, others: list[Membership]) -> None:
    if member.member_id is None and not clean_line(member.member_kind):
        raise UserError(
            _("A member is an organisation, or some of a kind."), _("Choose one, or name the kind.")
        )
    if member.member_id == member.organisation_id:
        raise UserError(
            _("An organisation is no member of itself."), _("Choose another organisation.")
        )
    if member.member_id and any(
        other.member_id == member.member_id and not other.valid_to for other in others
    ):
        raise UserError(_("This organisation is a member already."), _("Choose another one."))
    if member.count < 1:
        raise UserError(_("There is at least one member."), _("Type a number from 1."))
    require_dates(member.valid_from, member.valid_to)


def _right_posting(posting: Posting, _others: list[Posting]) -> None:
    require_dates(posting.valid_from, posting.valid_to)
    for country in posting.countries:
        require_country(country)


def _right_coverage(coverage: Coverage, others: list[Coverage]) -> None:
    require_country(coverage.country)
    require_dates(coverage.valid_from, coverage.valid_to)
    if any(other.country == coverage.country and not other.valid_to for other in others):
        raise UserError(
            _("This country is covered already."), _("Choose another one, or end the one before.")
        )


def _right_seat(seat: OrganisationSeat, others: list[OrganisationSeat]) -> None:
    if not clean_line(seat.city):
        raise UserError(_("A seat needs a town."), _("Type the town."))
    if seat.country:
        require_country(seat.country)
    require_dates(seat.valid_from, seat.valid_to)
    if any(
        (fold(other.city), other.country) == (fold(seat.city), seat.country) and not other.valid_to
        for other in others
    ):
        raise UserError(_("This seat is there already."), _("Type another town."))


def require_country(code: str) -> None:
    """:raises UserError: it is no code of two capitals, as ISO 3166-1 has them."""
    if not re.fullmatch("[A-Z]{2}", code):
        raise UserError(
            _("“{code}” is no code of a country.").format(code=code),
            _("Use two capital letters such as JP or DE."),
        )


def _namer(core: Core) -> Callable[[str], str]:
    def name(key: str) -> str:
        found = reading.one(core.reader, Organisation, key)
        if found is None:
            raise NotFound(
                _("This organisation is not in the library."), _("It may have been removed.")
            )
        return found.name or found.native_name

    return name
