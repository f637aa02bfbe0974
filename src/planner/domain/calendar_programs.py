"""What calendar programs do with a change that comes by mail, and with a newer file of the same calendar."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from planner.i18n import N_


class Doing(enum.StrEnum):
    """What becomes of an entry that is there already."""

    REPLACES = "replaces"
    REPLACES_ONLY = "replaces only"
    KEEPS = "keeps"
    DOUBLES = "doubles"
    MADE_FOR = "made for"
    UNCERTAIN = "uncertain"


DOINGS: Final = {
    Doing.REPLACES: N_("Replaces it, and removes what is called off"),
    Doing.REPLACES_ONLY: N_("Replaces it; what is called off stays"),
    Doing.KEEPS: N_("Keeps the old one"),
    Doing.DOUBLES: N_("Adds a second one"),
    Doing.MADE_FOR: N_("Should replace and remove; ask one recipient"),
    Doing.UNCERTAIN: N_("Uncertain; ask one recipient"),
}


@dataclass(frozen=True, slots=True)
class CalendarProgram:
    """``mail`` is what it does with a REQUEST or CANCEL that is accepted, ``file`` with a newer file.

    ``seen`` says that it was tried and not only read about.
    """

    name: str
    mail: Doing
    file: Doing
    seen: bool = True


PROGRAMS: Final = (
    CalendarProgram("Thunderbird 153", Doing.REPLACES, Doing.KEEPS),
    CalendarProgram("Evolution 3.46, GNOME Calendar", Doing.REPLACES, Doing.REPLACES_ONLY),
    CalendarProgram("KOrganizer 22.12", Doing.UNCERTAIN, Doing.KEEPS),
    CalendarProgram("khal 0.14", Doing.UNCERTAIN, Doing.REPLACES_ONLY),
    CalendarProgram("Outlook", Doing.MADE_FOR, Doing.DOUBLES, seen=False),
    CalendarProgram("Google Calendar", Doing.MADE_FOR, Doing.UNCERTAIN, seen=False),
    CalendarProgram("Apple Calendar", Doing.MADE_FOR, Doing.UNCERTAIN, seen=False),
    CalendarProgram("Nextcloud", Doing.UNCERTAIN, Doing.KEEPS, seen=False),
)
