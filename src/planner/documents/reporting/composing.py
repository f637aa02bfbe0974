"""What all parts of a report share: how closely they are set, and what for that reason is left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from planner.documents.content import Paragraph, Text, Weight, Words, first, second
from planner.documents.material import Material
from planner.documents.reporting.density import Density
from planner.documents.reporting.telling import Telling
from planner.documents.speaking.sheet_words import apart
from planner.documents.speaking.wording import listed
from planner.i18n import N_

T = TypeVar("T")
_JAPANESE: Final = {", ": "、", "; ": "；", ": ": "："}


@dataclass(frozen=True)
class Composing:
    """``left`` gathers what is left out, in words, while the parts are written."""

    told: Telling
    density: Density
    left: list[Words] = field(default_factory=list)

    @property
    def material(self) -> Material:
        return self.told.material

    def both(self, message: str, **facts: str | int | Words) -> Words:
        return self.material.speech.both(message, **facts)

    def text(self, text: str) -> str:
        """As it may be told, cut where the page has no more room."""
        said = self.told.text(text)
        short = cut(said, self.density.longest)
        if short != said:
            self.leave(self.both(N_("the ends of texts with “…”")))
        return short

    def leave(self, what: Words) -> None:
        if what not in self.left:
            self.left.append(what)

    def some(self, lines: Sequence[T], most: int | None = None) -> Sequence[T]:
        """Those there is room for: none is left out where one line would say so."""
        most = self.density.most if most is None else most
        return lines if len(lines) <= most + 1 else lines[:most]

    def more(self, whole: Sequence[T], shown: Sequence[T]) -> list[Words]:
        """ "and 14 more – in the Excel file"; nothing where all are there."""
        return self.left_of(len(whole) - len(shown))

    def left_of(self, count: int) -> list[Words]:
        if count <= 0:
            return []
        return [self.both(N_("and {count} more – in the Excel file"), count=count)]

    def strung(self, parts: Iterable[Text], sign: str) -> Words:
        """The parts one behind the other, in each language; those alike are kept."""
        known = [part for part in parts if part]
        speech = self.material.speech
        said = _between(sign, speech.code).join(first(part) for part in known)
        if not speech.second_code:
            return Words(said)
        between = _between(sign, speech.second_code)
        beside = between.join(second(part) or first(part) for part in known)
        return apart(self.material, Words(said, beside))

    def what_is_left_out(self) -> list[Paragraph]:
        """Nothing goes silently."""
        if not self.left:
            return []
        parts = self.named(self.left)
        said = self.both(N_("Not on this page, but in the Excel file: {parts}."), parts=parts)
        return [Paragraph(said, Weight.SMALL)]

    def named(self, parts: Sequence[Words]) -> Words:
        """ "A, B and C" in each language."""
        speech = self.material.speech
        return speech.each(
            lambda code: listed(
                [(one.second if code == speech.second_code else "") or one.text for one in parts],
                code,
            )
        )


def _between(sign: str, code: str) -> str:
    return _JAPANESE.get(sign, sign) if code == "ja" else sign


def cut(text: str, longest: int) -> str:
    """At the end of a word where there is one; signs of East Asia take the room of two."""
    room = longest
    for at, sign in enumerate(text):  # noqa: B007 - where it ends is what is asked
        room -= 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if room < 0:
            break
    else:
        return text
    short = text[:at]
    space = short.rfind(" ")
    return f"{(short[:space] if space > at // 2 else short).rstrip(' ,;:.')} …"
