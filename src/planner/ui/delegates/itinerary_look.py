"""Which icon and colour token stand for each kind, way of travel and status of an entry."""

from __future__ import annotations

from planner.domain.itinerary import ItemKind, ItemStatus
from planner.domain.lines import ItemLine
from planner.domain.travel import Mode

KINDS = {
    ItemKind.MEETING: ("users", "visit"),
    ItemKind.TOUR: ("map-pin", "visit"),
    ItemKind.TALK: ("presentation", "visit"),
    ItemKind.MEAL: ("utensils", "meal"),
    ItemKind.CEREMONY: ("handshake", "ceremony"),
    ItemKind.STAY: ("bed", "stay"),
    ItemKind.LEG: ("arrow-right", "travel"),
    ItemKind.FREE: ("coffee", "free"),
    ItemKind.BLOCKER: ("ban", "free"),
}

MODES = {
    Mode.FLIGHT: "plane",
    Mode.TRAIN: "train-front",
    Mode.COACH: "bus",
    Mode.CAR: "car",
    Mode.FERRY: "ship",
    Mode.WALK: "footprints",
    Mode.OTHER: "arrow-right",
}

STATUSES = {
    ItemStatus.IDEA: ("circle-help", "text2"),
    ItemStatus.REQUESTED: ("send", "text2"),
    ItemStatus.TENTATIVE: ("circle-help", "warn"),
    ItemStatus.CONFIRMED: ("check", "ok"),
    ItemStatus.CANCELLED: ("x", "danger"),
}


def icon_of(line: ItemLine) -> str:
    """The icon of a row: the way of travel for a journey, else its kind."""
    if line.leg is not None and line.item.kind is ItemKind.LEG:
        return MODES[line.leg.mode]
    return KINDS[line.item.kind][0]


def token_of(line: ItemLine) -> str:
    return KINDS[line.item.kind][1]
