"""Text that was typed and not saved: kept in the library until it is, so that a crash costs none of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Final

from planner.domain.retention import GROUP_OF_WORD
from planner.text import clean_text

KEPT_DAYS: Final = 30
"""After so many days nobody misses what was never saved."""
HIDDEN: Final = frozenset({*GROUP_OF_WORD, "data_request"})
"""Words of which nothing is kept that was not saved: what they hold is hidden, or has a period of its own."""


def may_be_kept(word: str) -> bool:
    """Whether unsaved text of records of this word may lie in the library."""
    return bool(word) and word not in HIDDEN


def mark_of(text: str) -> str:
    """By which it is told whether a field was changed since; the text cannot be told from it."""
    return hashlib.blake2b(text.strip().encode("utf-8", "replace"), digest_size=8).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsaved:
    """``field`` is the name of the field in its form, ``part`` the number of the line in it.

    ``key`` is the id of the record; of one that was not kept yet it is empty, or says with slashes where
    it belongs. ``was`` is the mark of what
    stood in the field when it was typed into; ``at`` is UTC without offset.
    """

    word: str
    key: str
    field: str
    text: str
    part: int = 0
    was: str = ""
    at: dt.datetime = dt.datetime(1970, 1, 1)

    @property
    def is_new(self) -> bool:
        """The record itself was not kept yet."""
        return not self.key or "/" in self.key

    @property
    def id(self) -> str:
        """The same for the same field of the same record: the newest text takes the place of the one before."""
        named = f"{self.word}\n{self.key}\n{self.field}\n{self.part}"
        return hashlib.blake2b(named.encode(), digest_size=16).hexdigest()

    @property
    def place(self) -> str:
        """As the library has it."""
        return f"{self.field}/{self.part}#{self.was}"

    @property
    def cleaned(self) -> str:
        return clean_text(self.text)

    @property
    def start(self) -> str:
        """The first words, for a list."""
        line = " ".join(self.text.split())
        return line if len(line) <= 80 else line[:79] + "…"


def of_row(place: str, word: str, key: str, text: str, at: dt.datetime) -> Unsaved:
    """What a row of the library says; a place of any other form is the name of the field."""
    named, _hash, was = place.partition("#")
    field, _slash, part = named.rpartition("/")
    if not part.isdecimal():
        field, part = named, "0"
    return Unsaved(word=word, key=key, field=field, part=int(part), was=was, text=text, at=at)
