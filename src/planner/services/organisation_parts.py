"""What belongs to an organisation: names in other languages and of other times, members, postings."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from planner.domain.organisations import Membership, Organisation, OrganisationName, Posting
from planner.domain.times import PartialDate, parse_partial_date, partial_end, partial_start
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.parts import Labels, Parts
from planner.storage import reading
from planner.text import clean_line

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


def _namer(core: Core) -> Callable[[str], str]:
    def name(key: str) -> str:
        found = reading.one(core.reader, Organisation, key)
        if found is None:
            raise NotFound(
                _("This organisation is not in the library."), _("It may have been removed.")
            )
        return found.name or found.native_name

    return name
