"""Text on its way into files of other programs: what would damage them goes, the words stay."""

from __future__ import annotations

import re
from typing import Final

PRODUCT: Final = "-//Planner//Planner//EN"
"""Who made a file, in the form of an ISO 9070 public identifier."""

# What other programs than ours put between lines, and what no reader can show or even survives.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_UNUSUAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def readable(text: str) -> str:
    """The text with LF between lines and without controls but TAB; half characters become U+FFFD.

    NUL alone makes a whole calendar unreadable in KDE, and a workbook in Excel. The library's texts
    were cleaned when they came in; this is for the one that slipped through.
    """
    if not _UNUSUAL.search(text):
        return text
    text = _UNREADABLE.sub("", _LINE_ENDS.sub("\n", text))
    return _SURROGATES.sub("\ufffd", text)
