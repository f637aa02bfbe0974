"""Values as they stand in calendar files of ours: texts that arrive as they left, and ready-made ones."""

from __future__ import annotations

import re

from icalendar.parser import Parameters
from icalendar.prop import vText

from planner.interchange.outgoing_text import readable

_SPECIAL = re.compile(r"[\\;,\n]")
ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


class Text(vText):
    """Text that arrives as it left: ``vText`` turns a typed ``\\N`` into a line break."""

    __slots__ = ()

    def to_ical(self) -> bytes:
        return _SPECIAL.sub(lambda found: ESCAPES[found[0]], self).encode()


class Ready:
    """A value in the form that it has in the file, for what the library writes differently.

    Its GEO has exponents near the meridian, and its "at the start" for an alarm is refused.
    """

    def __init__(self, value: str, parameters: Parameters | None = None) -> None:
        self.params = parameters or Parameters()
        self._value = value

    def to_ical(self) -> bytes:
        return self._value.encode("ascii")


def readable_text(value: str) -> str:
    return readable(value).strip()


def readable_line(value: str) -> str:
    return readable_text(value).replace("\n", " ")
