"""What Excel's number formats say about a stored number: a date, a time, or zeros to be shown."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, Literal

# ECMA-376 part 1, 18.8.30: formats known by number alone, East Asian ones included.
_DATES: Final = frozenset({14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, *range(50, 59)})
_TIMES: Final = frozenset({18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47})

_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS: Final = re.compile(r"\[(?!(?:h+|m+|s+)\])[^\]]*\]", re.IGNORECASE)
_ZEROS: Final = re.compile(r"^[0-9#\s()+/.\-]*0{2,}[0#\s()+/.\-]*$")
_LAST_DAY: Final = 2_958_465
"""31 December 9999, the last day of Excel's calendar."""

Shape = Literal["date", "time"] | str | None


class Formats:
    """The cell formats of a workbook, filled by its styles part; asked with the ``s`` of a cell."""

    def __init__(self) -> None:
        self.date_1904 = False
        self.struck: set[str] = set()
        self._codes: dict[int, str] = {}
        self._shapes: dict[str, Shape] = {}
        self._fonts = -1
        self._struck_fonts: set[str] = set()
        self._inside = ""
        self._cell_formats = 0

    # handlers of the parser

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "numFmt" if attributes.get("numFmtId", "").isdecimal():
                self._codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")[:300]
            case "fonts" | "cellXfs" | "cellStyleXfs" | "dxfs" as section:
                self._inside = section
            case "font" if self._inside == "fonts":
                self._fonts += 1
            case "strike" if self._inside == "fonts" and attributes.get("val", "1") not in (
                "0",
                "false",
            ):
                self._struck_fonts.add(str(self._fonts))
            case "xf" if self._inside == "cellXfs":
                key = str(self._cell_formats)
                self._cell_formats += 1
                number = attributes.get("numFmtId", "0")
                self._shapes[key] = self._shape(int(number) if number.isdecimal() else 0)
                if attributes.get("fontId", "") in self._struck_fonts:
                    self.struck.add(key)

    def end(self, tag: str) -> None:
        pass

    def chars(self, data: str) -> None:
        pass

    # questions

    def shape(self, style: str) -> Shape:
        """ "date", "time", a code of zeros such as "00000000", or None for plain numbers."""
        return self._shapes.get(style)

    def moment(self, serial: float) -> str:
        """A serial number as an ISO date, with its time if it has one; empty for none that exists."""
        if not 0 < serial <= _LAST_DAY:
            return ""
        seconds = round(serial * 86_400)
        if self.date_1904:
            start = dt.datetime(1904, 1, 1)
        elif seconds < 60 * 86_400:
            start = dt.datetime(1899, 12, 31)
        elif seconds < 61 * 86_400:
            return ""  # 29 February 1900, which never was
        else:
            start = dt.datetime(1899, 12, 30)
        try:
            moment = start + dt.timedelta(seconds=seconds)
        except OverflowError:
            return ""
        if seconds < 86_400:
            return ""
        return iso(moment)

    def padded(self, code: str, number: float) -> str:
        """A whole number as a format of zeros shows it: 9012345678 as "090-1234-5678"."""
        digits = number_text(number)
        if not digits.isdecimal():
            return digits
        signs = list(code)
        rest = list(digits)
        for place in range(len(signs) - 1, -1, -1):
            if signs[place] in "0#":
                signs[place] = rest.pop() if rest else ("0" if signs[place] == "0" else "")
        return "".join(rest + signs).strip()

    def _shape(self, number: int) -> Shape:
        if number in self._codes:
            return shape_of(self._codes[number])
        return "date" if number in _DATES else "time" if number in _TIMES else None


def shape_of(code: str) -> Shape:
    """What a format code makes of a number; see :meth:`Formats.shape`."""
    first = _positive_section(code)
    bare = _BRACKETS.sub("", _QUOTED.sub("", first)).lower()
    if "general" in bare or "@" in bare:
        return None
    if not re.search(r"[0#?]", bare.replace("ss.0", "ss")):
        if re.search(r"[ydge年月日]", bare):
            return "date"
        if re.search(r"[hs時分秒]", bare):
            return "time"
        return "date" if "m" in bare else None
    shown = re.sub(r'"([^"]*)"|\\(.)', lambda found: found[1] or found[2] or "", first)
    shown = re.sub(r"_.|\*.|\[[^\]]*\]", "", shown)
    return shown.strip() if _ZEROS.match(shown) and not re.search(r"0\.0|0/0", shown) else None


def _positive_section(code: str) -> str:
    quoted = False
    for place, sign in enumerate(code):
        if sign == '"':
            quoted = not quoted
        elif sign == ";" and not quoted:
            return code[:place]
    return code


def number_text(number: float) -> str:
    """All digits and no exponent: 4533920000.0 is "4533920000", 0.1 is "0.1"."""
    if number == int(number) and abs(number) < 1e21:
        return str(int(number))
    text = format(number, ".15g")
    return (
        format(number, ".15f").rstrip("0").rstrip(".") if "e" in text and abs(number) < 1 else text
    )


def time_text(number: float) -> str:
    """A fraction of a day as "14:30"; empty for a duration of a day or more."""
    minutes = round(number * 1440)
    if not 0 <= number < 1 or minutes >= 1440:
        return ""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def date_text(text: str) -> str:
    """The ISO text of a cell that holds its date as ISO 8601 already; empty when it does not."""
    try:
        moment = dt.datetime.fromisoformat(text[:19])
    except ValueError:
        return ""
    return iso(moment)


def iso(moment: dt.datetime) -> str:
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date().isoformat()
    # To the minute: half a minute that a float lost is not a time anybody typed.
    if moment.second >= 30:
        moment += dt.timedelta(seconds=60 - moment.second)
    return moment.replace(second=0).isoformat(timespec="minutes")
