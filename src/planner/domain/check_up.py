"""What a check of the library found: records and steps that are not as they were written."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.domain.word_titles import TITLES
from planner.i18n import _, ngettext

NAMED = 3
"""Damaged records that are told by name."""


class From(enum.StrEnum):
    """Where the right values of a damaged record are."""

    HISTORY = "history"
    BACKUP = "backup"
    NOWHERE = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DamagedOne:
    """A record whose values are not those that were written.

    ``name`` is what it is called, by its right values where they are known. ``backup`` is the number
    of the backup that has them.
    """

    word: str
    id: str
    name: str = ""
    source: From = From.NOWHERE
    backup: int = 0

    @property
    def title(self) -> str:
        return self.name or _(TITLES.get(self.word, self.word))

    @property
    def where(self) -> str:
        """Where the right values are, in words."""
        match self.source:
            case From.HISTORY:
                return _("in the history")
            case From.BACKUP:
                return _("in backup {number}").format(number=self.backup)
        return _("nowhere")


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckUp:
    """``steps`` are the numbers of steps at which the history is not as it was written; ``structure``
    is what the engine says of the file, in its words; ``rows`` is how many records were looked at."""

    rows: int = 0
    damaged: tuple[DamagedOne, ...] = ()
    steps: tuple[int, ...] = ()
    structure: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not (self.damaged or self.steps or self.structure)

    @property
    def to_mend(self) -> tuple[DamagedOne, ...]:
        """The damaged records whose right values are known."""
        return tuple(one for one in self.damaged if one.source is not From.NOWHERE)

    def sentences(self) -> list[str]:
        """What was found, in plain words."""
        if self.is_whole:
            count = f"{self.rows:n}"
            return [
                _("Everything is as it was written: {count} records and the whole history.").format(
                    count=count
                )
            ]
        told: list[str] = []
        if self.damaged:
            told.append(
                ngettext(
                    "Damage was found in {count} record: {names}.",
                    "Damage was found in {count} records: {names}.",
                    len(self.damaged),
                    names=named(self.damaged),
                )
            )
            lost = len(self.damaged) - len(self.to_mend)
            if lost:
                told.append(
                    ngettext(
                        "Of {count} of them neither history nor backup has the right values.",
                        "Of {count} of them neither history nor backup has the right values.",
                        lost,
                    )
                )
        if self.steps:
            told.append(
                _("The history was changed from outside at step {number}.").format(
                    number=self.steps[0]
                )
            )
        if self.structure:
            told.append(_("The file itself is damaged: restore the newest good backup."))
        return told


def named(damaged: Sequence[DamagedOne]) -> str:
    """ "Ann X, Bo Y and 4 more"."""
    names = list(dict.fromkeys(one.title for one in damaged))
    shown, rest = names[:NAMED], len(names) - NAMED
    text = ", ".join(shown)
    if rest > 0:
        text = _("{names} and {count} more").format(names=text, count=rest)
    return text


def numbers(steps: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(steps)))
