"""One change to many records: what can be done with a field, and what one would look like after it."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from planner.errors import UserError
from planner.i18n import _
from planner.text import clean_line, clean_text


class Act(enum.StrEnum):
    """What is done with the field. ``FIRST`` puts a language in front: the one to write in."""

    SET = "set"
    ADD = "add"
    FIRST = "first"
    REMOVE = "remove"
    CLEAR = "clear"


NEEDS_VALUE: Final = frozenset({Act.SET, Act.ADD, Act.FIRST, Act.REMOVE})


@dataclass(frozen=True, slots=True)
class WouldChange:
    """One record that would change: what the field says before and after, in words."""

    id: str
    name: str
    before: str
    after: str


def appended(notes: str, line: str) -> str:
    """The note on a line of its own; one that stands there already is not written twice."""
    new = clean_text(line)
    if not new or f"\n{new}\n" in f"\n{notes}\n":
        return notes
    return clean_text(f"{notes}\n{new}")


def require_act(title: str, act: Act, acts: Collection[Act], value: str) -> None:
    """:raises UserError: not what can be done with the field of this title, or the value is missing."""
    if act not in acts:
        raise UserError(
            _("{field} cannot be changed in this way.").format(field=_(title)),
            _("Choose another field or another change."),
        )
    if act in NEEDS_VALUE and not clean_line(value):
        raise UserError(_("The value is missing."), _("Type what it shall be."))


def require_country(text: str) -> None:
    """:raises UserError: it is not two letters."""
    code = text.strip()
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise UserError(
            _("“{text}” is no country code.").format(text=text),
            _("Type two letters, such as JP."),
        )
