"""Whether a text names one person: by the whole name, an address or a number; never by half a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from planner.text import is_native

_AROUND: Final = 40
_FEWEST: Final = 3
"""Signs of a name that is looked for."""
_DIGITS: Final = 6
_SENTENCES: Final = re.compile(r"(?<=[.!?。！？])\s+(?=[^a-z\s])|[\r\n]+")


@dataclass(frozen=True, slots=True)
class NameHeld:
    """The parts of a name as one record has or had them."""

    given: str = ""
    family: str = ""
    native: str = ""
    reading: str = ""


class Naming:
    """All whole names, addresses and numbers that a person has or had."""

    def __init__(self, names: Iterable[NameHeld], ways: Iterable[str] = ()) -> None:
        whole: set[str] = set()
        script: set[str] = set()
        self.parts: set[str] = set()
        for one in names:
            given, family = one.given.strip(), one.family.strip()
            if given and family:
                pairs = ((given, family), (family, given))
                whole |= {r"[\s,_\-]+".join(map(_spaced, pair)) for pair in pairs}
                whole.add(rf"{_spaced(family)},\s*{_spaced(given)}")
            elif len(given + family) >= _FEWEST:
                whole.add(_spaced(given + family))
            for text in (one.native.strip(), one.reading.strip()):
                if is_native(text) and len(text) > 1:
                    script.add(_spaced(text))
                elif len(text) >= _FEWEST:
                    whole.add(_spaced(text))
            self.parts |= {part.casefold() for part in (given, family, one.native, one.reading)}
        self.parts = {part.strip() for part in self.parts if len(part.strip()) > 1}
        for way in ways:
            text = way.strip()
            digits = re.sub(r"\D", "", text)
            if text and len(digits) >= _DIGITS and not re.search(r"[^\d\s()+./\-–]", text):
                whole.add(r"\+?" + r"[\s()./\-–]*".join(digits))
            elif len(text) >= _FEWEST:
                whole.add(re.escape(text))
        longest = sorted(whole, key=lambda one: (-len(one), one))
        said = [rf"(?<![^\W_])(?:{'|'.join(longest)})(?![^\W_])"] if longest else []
        said += sorted(script, key=lambda one: (-len(one), one))
        self._pattern = re.compile("|".join(said) or r"(?!)", re.IGNORECASE)

    def is_in(self, text: str) -> bool:
        return self._pattern.search(text) is not None

    def may_be_in(self, text: str) -> bool:
        """A quick look at what may be JSON: a part of the name is in it, or an address."""
        low = text.casefold()
        return any(part in low for part in self.parts) or self.is_in(text)

    def taken_out(self, text: str, instead: str) -> str:
        return self._pattern.sub(lambda _found: instead, text)

    def passages(self, text: str) -> str:
        """The sentences and lines of a text that name the person; what stands between is left out."""
        parts = [part.strip() for part in _SENTENCES.split(text)]
        return " … ".join(part for part in parts if part and self.is_in(part)) or self.excerpt(text)

    def excerpt(self, text: str) -> str:
        """What stands around the first mention, in one line."""
        found = self._pattern.search(text)
        if found is None:
            return ""
        start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
        said = " ".join(text[start:end].split())
        return f"{'…' if start else ''}{said}{'…' if end < len(text) else ''}"


def _spaced(text: str) -> str:
    return r"[\s_\-]+".join(map(re.escape, text.split()))
