"""Programmes of the library in a text, and how many countries it says they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.source_reading.numbers import NUMBER, read_number
from planner.domain.source_reading.passages import Passage
from planner.domain.source_reading.statements import Context

_COUNTED: Final = re.compile(
    rf"(?i)\b(?:(?P<one>et (?:af|blandt)|en (?:af|blandt)|one (?:of|among)|eines? (?:von|der|unter)|ett av)\s+"
    rf"(?:the\s+|de\s+|den\s+)?)?(?P<count>{NUMBER})\s+(?:[^\W\d_][\w-]*\s+){{0,2}}?"
    r"(?:lande|countries|länder[n]?)\b"
)


@dataclass(frozen=True, slots=True)
class ProgrammeNamed:
    """``country`` is the one said to be among the ``count``; "" and None where the text does not say."""

    key: str
    count: int | None
    country: str
    passage: Passage


def programmes(read: Sequence[Context], known: frozenset[str]) -> Iterator[ProgrammeNamed]:
    """``known`` are the ids of programmes among the records named."""
    for one in read:
        for name in one.named:
            if name.key not in known:
                continue
            found = _COUNTED.search(one.sentence.text, max(0, name.start - 40), name.end + 100)
            count = read_number(found["count"]) if found else None
            country = ""
            if found and found["one"]:
                before = [c for c in one.countries if name.end <= c.start < found.start()]
                country = before[-1].code if before else ""
            end = max(name.end, found.end()) if found else name.end
            start = min(name.start, found.start()) if found else name.start
            yield ProgrammeNamed(
                name.key, count if count and count > 1 else None, country,
                one.sentence.passage(start, end),
            )  # fmt: skip
