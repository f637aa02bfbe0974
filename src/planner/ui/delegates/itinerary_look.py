"""Which icon and colour token stand for each kind and way of travel of an entry."""

from __future__ import annotations

from planner.domain.itinerary import ItemKind
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
