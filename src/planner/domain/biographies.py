"""Biographies: who somebody is, in a few sentences, in one language, as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import PersonId, RecordId
from planner.domain.words import Word


@dataclass(frozen=True, kw_only=True, slots=True)
class Biography(Word):
    """``language`` is an IETF tag ("ja"). ``as_of`` is the day for which the text speaks, ``source``
    who wrote it or where it was taken from, which only the office reads."""

    WORD: ClassVar[str] = "biography"

    id: RecordId
    person_id: PersonId
    language: str = "en"
    text: str = ""
    as_of: dt.date | None = None
    source: str = ""


def in_language(biographies: Iterable[Biography], language: str) -> Biography | None:
    """The latest in this language, in the very tag before another one of the language ("en-GB")."""
    wanted = language.casefold()
    found = [
        one for one in biographies if one.text.strip() and _bare(one.language) == _bare(wanted)
    ]
    return max(found, key=lambda one: (one.language.casefold() == wanted, *_age(one)), default=None)


def in_order(biographies: Iterable[Biography]) -> tuple[Biography, ...]:
    """By language, the latest of each first."""
    return tuple(
        sorted(
            sorted(biographies, key=_age, reverse=True),
            key=lambda one: one.language.casefold(),
        )
    )


def _age(one: Biography) -> tuple[dt.date, str]:
    return one.as_of or dt.date.min, one.id


def _bare(tag: str) -> str:
    return tag.casefold().partition("-")[0]
