"""What belongs to a site: the rules for visitors, the rooms, the opening hours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from planner.domain.checks.access_pack import LONGEST_NOTICE
from planner.domain.sites import OpeningHours, Room, Site, SiteRule, SiteRuleKind
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.parts import Labels, Parts
from planner.storage import reading
from planner.text import clean_line, fold

MINUTES_OF_A_DAY: Final = 24 * 60
_LEAST: Final = {SiteRuleKind.MAX_GROUP: 1, SiteRuleKind.ESCORT_RATIO: 1}
_MOST: Final = {
    SiteRuleKind.NOTICE: LONGEST_NOTICE,
    SiteRuleKind.ACCESS_TIME: MINUTES_OF_A_DAY,
}


class SiteRules(Parts[SiteRule]):
    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a rule of {name}"),
            change=N_("Change a rule of {name}"),
            remove=N_("Remove a rule of {name}"),
        )
        super().__init__(core, SiteRule, "site_id", _namer(core), labels, _right_rule)


class Rooms(Parts[Room]):
    """A room keeps its identity under another name, so that entries in it stay in it."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a room of {name}"),
            change=N_("Change a room of {name}"),
            remove=N_("Remove a room of {name}"),
        )
        super().__init__(core, Room, "site_id", _namer(core), labels, _right_room)


class Hours(Parts[OpeningHours]):
    """No hours at all means that they are not known."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add opening hours of {name}"),
            change=N_("Change opening hours of {name}"),
            remove=N_("Remove opening hours of {name}"),
        )
        super().__init__(core, OpeningHours, "site_id", _namer(core), labels, _right_hours)


def _right_rule(rule: SiteRule, _others: list[SiteRule]) -> None:
    least, most = _LEAST.get(rule.kind, 0), _MOST.get(rule.kind)
    if rule.number is None:
        return
    if rule.number < least:
        raise UserError(
            _("There is at least one person."), _("Type another number, or clear the field.")
        )
    if most is not None and rule.number > most:
        raise UserError(
            _("{number} is too much: the most is {most}.").format(number=rule.number, most=most),
            _("Type another number, or clear the field."),
        )


def _right_room(room: Room, others: list[Room]) -> None:
    if not clean_line(room.name):
        raise UserError(_("A room needs a name."), _("Type its name."))
    if any(fold(other.name) == fold(room.name) for other in others):
        raise UserError(
            _("The site has a room “{name}” already.").format(name=room.name),
            _("Type another name."),
        )
    if room.capacity is not None and room.capacity < 1:
        raise UserError(
            _("A room holds at least one person."), _("Type another number, or clear the field.")
        )


def _right_hours(hours: OpeningHours, _others: list[OpeningHours]) -> None:
    if not 0 <= hours.weekday < 7:
        raise UserError(_("There is no such weekday."), _("Choose one of the seven."))
    if hours.closes <= hours.opens:
        raise UserError(_("The site would close before it opens."), _("Check the two times."))


def _namer(core: Core) -> Callable[[str], str]:
    def name(key: str) -> str:
        site = reading.one(core.reader, Site, key)
        if site is None:
            raise NotFound(_("This site is not in the library."), _("It may have been removed."))
        return site.name

    return name
