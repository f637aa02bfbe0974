"""What an organisation has to do with a visit, and the visits of one organisation."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import Final

from planner.domain.ids import VisitId
from planner.i18n import N_


class Involvement(enum.StrEnum):
    HOST = "host"
    INITIATOR = "initiator"
    SENDER = "sender"
    RECEIVER = "receiver"
    PLACE = "place"


INVOLVEMENTS: Final = {
    Involvement.HOST: N_("Host"),
    Involvement.INITIATOR: N_("Initiator"),
    Involvement.SENDER: N_("Sends people"),
    Involvement.RECEIVER: N_("Receives"),
    Involvement.PLACE: N_("Takes place there"),
}


@dataclass(frozen=True, slots=True)
class OrganisationVisit:
    """``ways`` stand in the order of :data:`INVOLVEMENTS`; ``people`` are those it sends."""

    id: VisitId
    title: str
    first_day: dt.date | None
    ways: tuple[Involvement, ...]
    people: int = 0
