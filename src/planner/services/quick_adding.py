"""From a quick-add line to an entry: what a line is read against, and what a reading becomes."""

from __future__ import annotations

import datetime as dt

from planner.domain.ids import ItemId, RecordId, VisitId, new_id
from planner.domain.itinerary import AudienceKind, Item, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.quick_add import QuickContext, QuickGroup, Reading
from planner.domain.quick_add.read_back import question
from planner.domain.travel import Leg, Mode
from planner.errors import UserError
from planner.i18n import _, current
from planner.services.core import Core
from planner.storage.queries.site_names import named_sites
from planner.text import fold

_MODES = {
    Mode.FLIGHT: "flight flights flug vol flyv fly abflug",
    Mode.TRAIN: "train tog zug tag metro",
    Mode.COACH: "coach bus shuttle navette",
    Mode.CAR: "car taxi",
    Mode.FERRY: "ferry faerge fahre farja",
    Mode.WALK: "walk",
}


def context_of(core: Core, plan: Plan, front: dt.date | None) -> QuickContext:
    """What lines for this visit are read against; ``front`` is the day that is meant without one."""
    visit = plan.visit
    in_use = {item.site_id for item in plan.items} | {
        key for leg in plan.leg_of.values() for key in (leg.from_site_id, leg.to_site_id)
    }
    return QuickContext(
        first_day=visit.first_day,
        last_day=visit.last_day or visit.first_day,
        front=front,
        today=core.today(),
        zone=visit.zone,
        groups=tuple(
            QuickGroup(id=group.id, letter=group.letter, name=group.name) for group in plan.groups
        ),
        sites=tuple(named_sites(core.reader, {key for key in in_use if key})),
        language=current().code,
    )


def item_of(visit: VisitId, reading: Reading) -> tuple[Item, Leg | None]:
    """The entry that a reading means; for a journey the place is where it starts.

    Without a question mark it counts as confirmed.

    :raises UserError: nothing was typed, or a question is still open.
    """
    doubt = reading.question
    if doubt is not None:
        raise UserError(question(doubt), _("Nothing was added."))
    if reading.is_empty:
        raise UserError(_("An entry needs a title."), _("Type what it is."))
    start, end = reading.start, reading.end
    is_leg = reading.kind is ItemKind.LEG
    item = Item(
        id=ItemId(new_id()),
        visit_id=visit,
        kind=reading.kind,
        title=reading.title,
        status=ItemStatus.TENTATIVE if reading.tentative else ItemStatus.CONFIRMED,
        all_day=reading.all_day,
        start_local=start.local.replace(fold=0) if start else None,
        start_zone=start.zone if start else "",
        start_fold=start.local.fold if start else 0,
        end_local=end.local.replace(fold=0) if end else None,
        end_zone=end.zone if end else "",
        end_fold=end.local.fold if end else 0,
        site_id=None if is_leg else reading.site_id,
        place="" if is_leg else reading.place,
        audience=AudienceKind.GROUPS if reading.group_ids else AudienceKind.ALL,
    )
    if not is_leg:
        return item, None
    return item, Leg(
        id=RecordId(new_id()),
        item_id=item.id,
        mode=_mode(reading.title),
        from_site_id=reading.site_id,
        from_place=reading.place,
    )


def _mode(title: str) -> Mode:
    words = set(fold(title).split())
    return next((mode for mode, known in _MODES.items() if words & set(known.split())), Mode.OTHER)
